#pragma once

#include <optional>
#include <string>
#include <vector>

#include "canvas.hpp"

namespace usher::screen {

/// Lines of text, chips and rules one under the other, measured before they are drawn. A column that is too
/// high for its box is set smaller as a whole: nothing on it overlaps and nothing leaves the box.
class Column {
 public:
  enum class Stand { Top, Middle, Bottom };

  Column(Canvas& canvas, Align align) : canvas_(canvas), align_(align) {}

  /// `gap` is in eighths of the grid, above the item; ignored above the first.
  void text(float gap, std::string words, TextStyle style);
  void row(float gap, Shape shape, Colour sign, std::string words, TextStyle style);
  void chip(float gap, std::string words, TextStyle style, Colour fill, std::optional<Shape> shape = {});
  void rule(float gap, Colour colour);
  bool empty() const { return items_.empty(); }

  /// How high it wants to be at full size in a box of this width.
  float height(float width) const { return total(width, 1); }

  /// Draws and returns the box that was used.
  Rect draw(Rect box, Stand stand);

 private:
  enum class Kind { Text, Row, Chip, Rule };
  struct Item {
    Kind kind;
    float gap;
    std::string words;
    TextStyle style;
    Colour fill;
    std::optional<Shape> shape;
  };
  float height_of(const Item& item, float width, float scale) const;
  float total(float width, float scale) const;
  float scale_for(Rect box) const;
  void draw_item(const Item& item, Rect place, float scale);

  Canvas& canvas_;
  Align align_;
  std::vector<Item> items_;
};

}  // namespace usher::screen
