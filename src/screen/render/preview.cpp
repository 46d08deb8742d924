#include "preview.hpp"

#include <GL/gl.h>
#include <GL/glext.h>

namespace usher::screen {
namespace {

/// The part of a picture that fills a box without being stretched.
struct Crop {
  float u0, v0, u1, v1;
};

Crop crop_to(float picture_width, float picture_height, const Rect& box) {
  const float picture = picture_width / picture_height;
  const float wanted = box.w / box.h;
  if (picture > wanted) {
    const float keep = wanted / picture;
    return {(1 - keep) / 2, 0, (1 + keep) / 2, 1};
  }
  const float keep = picture / wanted;
  return {0, (1 - keep) / 2, 1, (1 + keep) / 2};
}

void light_up(Canvas& canvas, const Rect& box, const Crop& crop, bool mirror, const Sighting& sighting) {
  canvas.clip(box);
  for (const Symbol& symbol : sighting.symbols) {
    std::array<float, 8> corners{};
    float middle_x = 0;
    float middle_y = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      float u =
          (symbol.corners[i].x / static_cast<float>(sighting.frame_width) - crop.u0) / (crop.u1 - crop.u0);
      const float v =
          (symbol.corners[i].y / static_cast<float>(sighting.frame_height) - crop.v0) / (crop.v1 - crop.v0);
      if (mirror) u = 1 - u;
      corners[2 * i] = box.x + u * box.w;
      corners[2 * i + 1] = box.y + v * box.h;
      middle_x += corners[2 * i] / 4;
      middle_y += corners[2 * i + 1] / 4;
    }
    // A little larger than the code, so that its own edge stays visible.
    for (std::size_t i = 0; i < 4; ++i) {
      corners[2 * i] = middle_x + (corners[2 * i] - middle_x) * 1.14F;
      corners[2 * i + 1] = middle_y + (corners[2 * i + 1] - middle_y) * 1.14F;
    }
    canvas.quad_fill(corners, with_alpha(ink::kAccent, 0.22F));
    canvas.quad(corners, ink::kAccent, canvas.px(4));
  }
  canvas.unclip();
}

}  // namespace

Preview::~Preview() {
  hide();
}

void Preview::hide() {
  release(texture_);
  number_ = 0;
}

void Preview::show(const FramePtr& frame) {
  if (!frame || frame->width <= 0 || frame->height <= 0) return;
  if (frame->grey.size() < static_cast<std::size_t>(frame->width) * static_cast<std::size_t>(frame->height))
    return;
  if (texture_.id != 0 && frame->number == number_ && frame->taken == taken_) return;
  number_ = frame->number;
  taken_ = frame->taken;
  if (texture_.id != 0 && (texture_.width != frame->width || texture_.height != frame->height))
    release(texture_);
  if (texture_.id == 0) {
    texture_ = upload({.width = frame->width, .height = frame->height, .coverage = frame->grey});
    // Grey costs 0.06 ms to upload where BGR costs 0.84 (docs/measured.md, Screen); the card makes the three
    // colours.
    constexpr GLint kSwizzle[] = {GL_RED, GL_RED, GL_RED, GL_ONE};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, kSwizzle);
    return;
  }
  glBindTexture(GL_TEXTURE_2D, texture_.id);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, frame->width, frame->height, GL_RED, GL_UNSIGNED_BYTE,
                  frame->grey.data());
}

void Preview::draw(Canvas& canvas, Rect box, float radius, bool mirror, const Sighting* sighting) const {
  if (texture_.id == 0) return;
  const Crop crop = crop_to(static_cast<float>(texture_.width), static_cast<float>(texture_.height), box);
  const std::array<float, 4> part = mirror ? std::array<float, 4>{crop.u1, crop.v0, crop.u0, crop.v1}
                                           : std::array<float, 4>{crop.u0, crop.v0, crop.u1, crop.v1};
  canvas.picture(texture_.id, box, part, radius);
  if (sighting != nullptr && sighting->frame_width > 0 && sighting->frame_height > 0) {
    light_up(canvas, box, crop, mirror, *sighting);
  }
}

}  // namespace usher::screen
