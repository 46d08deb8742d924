#pragma once

#include <array>
#include <cstdint>

#include "canvas.hpp"
#include "usher/core/frame.hpp"

namespace usher::screen {

/// What the camera sees, on the graphics card. Uploads each frame once.
class Preview {
 public:
  Preview() = default;
  ~Preview();
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  void show(const FramePtr& frame);
  void hide();
  bool visible() const { return texture_.id != 0; }

  /// Fills the box with the middle of the picture and lights up what was found in it.
  void draw(Canvas& canvas, Rect box, float radius, bool mirror, const Sighting* sighting) const;

 private:
  Texture texture_;
  std::uint64_t number_ = 0;
  Tick taken_{};
};

}  // namespace usher::screen
