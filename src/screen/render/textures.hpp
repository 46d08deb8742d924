#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>

#include "bitmap.hpp"
#include "shapes.hpp"
#include "typesetter.hpp"

namespace usher::screen {

/// A drawing that lives on the graphics card.
struct Texture {
  unsigned id = 0;
  int width = 0;
  int height = 0;
};

/// Text and shapes as textures, made once and kept while there is room; the longest unseen leaves first.
/// Needs the GL context current, from construction to destruction.
class Textures {
 public:
  struct Text {
    Texture texture;
    Shaped shaped;  // its bitmap is let go after the upload
  };

  explicit Textures(std::size_t budget_bytes = 24U << 20U) : budget_(budget_bytes) {}
  ~Textures();
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;

  /// Good until the next begin_frame().
  const Text& text(const Setting& setting);
  Texture shape(Shape shape, int pixels);

  /// Lets go of what goes beyond the budget and was not drawn in the last frame.
  void begin_frame();

  const Typesetter& typesetter() const { return typesetter_; }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    Text text;
    std::uint64_t frame = 0;
  };
  Entry& entry(const std::string& key, const Setting* setting, Shape shape, int pixels);

  Typesetter typesetter_;
  std::size_t budget_;
  std::size_t bytes_ = 0;
  std::uint64_t frame_ = 1;
  std::list<Entry> entries_;  // newest first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

/// Uploads coverage as white with that alpha.
Texture upload(const Bitmap& bitmap);
void release(Texture& texture);

}  // namespace usher::screen
