#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "act.hpp"
#include "textures.hpp"
#include "theme.hpp"

struct ImDrawList;

namespace usher::screen {

/// How one piece of text looks.
struct TextStyle {
  Type type = Type::Body;
  Weight weight = Weight::Regular;
  Colour colour = ink::kText;
  Align align = Align::Left;
  int lines = 1;
  float shrink = 0.6F;  ///< the least part of its size it may shrink to
  float scale = 1;      ///< of the type's size, where a whole column has to fit
  bool tabular = false;
  bool tight = false;   ///< lines close together: our own large words
  bool top = false;     ///< first line at the top of the box; else the block is centred in it
  bool others = false;  ///< text of others (names, titles): already tamed, and never ours
  bool prose = false;   ///< a sentence: rather on a second line than smaller, as a name would be
};

/// What was drawn, for tests: where, in which colours, and whether it fitted.
struct Mark {
  enum class Kind { Text, Shape, Fill };
  Kind kind = Kind::Text;
  Rect box;    ///< the place it was given
  Rect drawn;  ///< the place it took
  Colour colour;
  Colour ground;  ///< what lay beneath by the layout's word
  std::string text;
  float size = 0;
  bool cut = false;
  bool boxes = false;
  bool others = false;
};

/// What a touch there means. The show loop acts on it; drawing only says where.
struct Touch {
  enum class Kind { Language, Act };
  Rect box;
  Kind kind = Kind::Act;
  Act act = Act::Open;
  int value = 0;
};

/// A page to draw on: boxes, shapes, and text of any script, all in theme colours. Laid on an ImGui draw
/// list.
class Canvas {
 public:
  Canvas(ImDrawList& list, Textures& textures, Size size);

  const Metrics& metrics() const { return metrics_; }
  float px(float design) const { return metrics_.px(design); }
  float grid(float eighths) const { return metrics_.grid(eighths); }
  Rect page() const { return page_; }
  /// Takes a band off the top of the page, for good: what is drawn after stands below it.
  Rect take_top(float height) { return page_.take_top(height); }

  /// The colour that following text stands on, as far as contrast goes.
  void ground(Colour colour) { ground_ = colour; }
  Colour ground() const { return ground_; }
  /// Opacity of all that follows.
  void fade(float opacity) { opacity_ = opacity; }

  /// The colour beneath everything, over the whole page.
  void base(Colour colour);
  Colour base() const { return base_; }

  void fill(Rect box, Colour colour, float radius = 0);
  void outline(Rect box, Colour colour, float thickness, float radius = 0);
  void disc(float x, float y, float radius, Colour colour);
  void ring(float x, float y, float radius, float from, float to, Colour colour, float thickness);
  void line(float x1, float y1, float x2, float y2, Colour colour, float thickness);
  void quad(const std::array<float, 8>& corners, Colour colour, float thickness);
  void quad_fill(const std::array<float, 8>& corners, Colour colour);
  void picture(unsigned texture, Rect box, std::array<float, 4> part, float radius,
               Colour tint = ink::kWhite);
  void shape(Shape shape, Rect box, Colour colour);
  void clip(Rect box);
  void unclip();

  /// Draws into the box and returns the place it took. Shrinks, then cuts, what does not fit.
  Rect text(Rect box, std::string_view words, const TextStyle& style);
  /// How wide it would be on one line at full size.
  float width_of(std::string_view words, const TextStyle& style);
  /// How high it would be in a box of this width: lines it takes times their height.
  float height_of(std::string_view words, const TextStyle& style, float width);

  void touch(Rect box, Act act, int value = 0) { touches_.push_back({box, Touch::Kind::Act, act, value}); }
  void touch_language(Rect box, int language) {
    touches_.push_back({box, Touch::Kind::Language, Act::Open, language});
  }
  const std::vector<Touch>& touches() const { return touches_; }
  const std::vector<Mark>& marks() const { return marks_; }

 private:
  Setting setting_of(std::string_view words, const TextStyle& style, float width) const;

  ImDrawList& list_;
  Textures& textures_;
  Metrics metrics_;
  Rect page_;
  Colour ground_ = ink::kGround;
  Colour base_ = ink::kGround;
  float opacity_ = 1;
  std::vector<Touch> touches_;
  std::vector<Mark> marks_;
};

}  // namespace usher::screen
