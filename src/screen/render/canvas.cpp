#include "canvas.hpp"

#include <imgui.h>

#include <cmath>

namespace usher::screen {
namespace {

ImVec2 at(float x, float y) {
  return {x, y};
}
ImTextureID handle(unsigned texture) {
  return reinterpret_cast<ImTextureID>(
      static_cast<std::uintptr_t>(texture));  // NOLINT: ImGui's own convention
}

ImU32 tinted(Colour colour, float opacity) {
  const Colour faded = with_alpha(colour, opacity);
  return IM_COL32(faded.r, faded.g, faded.b, faded.a);
}

/// From one baseline to the next, in sizes: even for scripts whose fonts ask for more.
constexpr float kLeading = 1.24F;

}  // namespace

Canvas::Canvas(ImDrawList& list, Textures& textures, Size size)
    : list_(list),
      textures_(textures),
      metrics_(size),
      page_{0, 0, static_cast<float>(size.width), static_cast<float>(size.height)} {}

void Canvas::base(Colour colour) {
  base_ = colour;
  ground_ = colour;
}

void Canvas::fill(Rect box, Colour colour, float radius) {
  list_.AddRectFilled(at(box.x, box.y), at(box.right(), box.bottom()), tinted(colour, opacity_), radius);
  marks_.push_back(
      {.kind = Mark::Kind::Fill, .box = box, .drawn = box, .colour = colour, .ground = ground_, .text = {}});
}

void Canvas::outline(Rect box, Colour colour, float thickness, float radius) {
  list_.AddRect(at(box.x, box.y), at(box.right(), box.bottom()), tinted(colour, opacity_), radius, 0,
                thickness);
}

void Canvas::disc(float x, float y, float radius, Colour colour) {
  list_.AddCircleFilled(at(x, y), radius, tinted(colour, opacity_), 96);
}

void Canvas::ring(float x, float y, float radius, float from, float to, Colour colour, float thickness) {
  constexpr float kTurn = 6.2831853F;
  list_.PathArcTo(at(x, y), radius, from * kTurn, to * kTurn, 96);
  list_.PathStroke(tinted(colour, opacity_), 0, thickness);
}

void Canvas::line(float x1, float y1, float x2, float y2, Colour colour, float thickness) {
  list_.AddLine(at(x1, y1), at(x2, y2), tinted(colour, opacity_), thickness);
}

void Canvas::quad(const std::array<float, 8>& c, Colour colour, float thickness) {
  list_.AddQuad(at(c[0], c[1]), at(c[2], c[3]), at(c[4], c[5]), at(c[6], c[7]), tinted(colour, opacity_),
                thickness);
}

void Canvas::quad_fill(const std::array<float, 8>& c, Colour colour) {
  list_.AddQuadFilled(at(c[0], c[1]), at(c[2], c[3]), at(c[4], c[5]), at(c[6], c[7]),
                      tinted(colour, opacity_));
}

void Canvas::picture(unsigned texture, Rect box, std::array<float, 4> part, float radius, Colour tint) {
  list_.AddImageRounded(handle(texture), at(box.x, box.y), at(box.right(), box.bottom()),
                        at(part[0], part[1]), at(part[2], part[3]), tinted(tint, opacity_), radius);
}

void Canvas::shape(Shape shape, Rect box, Colour colour) {
  const float side = std::min(box.w, box.h);
  const Rect place = box.centred(side, side);
  // Made at the size of the design; a shape that is still settling is the same texture, a little smaller.
  const int pixels = std::max(8, static_cast<int>(std::ceil(side / 8)) * 8);
  const Texture texture = textures_.shape(shape, pixels);
  list_.AddImage(handle(texture.id), at(place.x, place.y), at(place.right(), place.bottom()), at(0, 0),
                 at(1, 1), tinted(colour, opacity_));
  marks_.push_back({.kind = Mark::Kind::Shape,
                    .box = box,
                    .drawn = place,
                    .colour = colour,
                    .ground = ground_,
                    .text = {}});
}

void Canvas::clip(Rect box) {
  list_.PushClipRect(at(box.x, box.y), at(box.right(), box.bottom()), true);
}
void Canvas::unclip() {
  list_.PopClipRect();
}

Setting Canvas::setting_of(std::string_view words, const TextStyle& style, float width) const {
  const float size = std::round(metrics_.type(style.type) * style.scale);
  return {.text = std::string(words),
          .size = size,
          .least = std::max(size * style.shrink, std::min(size, px(13))),
          .width = std::floor(width),
          .lines = style.lines,
          .weight = style.weight,
          .align = style.align,
          .tabular = style.tabular,
          .balanced = style.lines > 1,
          .one_line = style.others && !style.prose ? 0.7F : 1.0F,
          .tight = style.tight};
}

Rect Canvas::text(Rect box, std::string_view words, const TextStyle& style) {
  if (words.empty() || box.w < 1) return {box.x, box.y, 0, 0};
  const Textures::Text& text = textures_.text(setting_of(words, style, box.w));
  const Shaped& shaped = text.shaped;
  const auto lines = static_cast<float>(shaped.lines);
  const float cap = kCapHeight * shaped.size;
  const float height = cap + (lines - 1) * shaped.line;  // from the first capital's top to the last baseline
  const float first =
      style.top ? box.y + shaped.size * (kLeading + kCapHeight) / 2 : box.y + (box.h - height) / 2 + cap;
  const float x = std::round(box.x + shaped.left);
  const float y = std::round(first) + shaped.top;
  const Rect drawn{x, y, static_cast<float>(text.texture.width), static_cast<float>(text.texture.height)};
  list_.AddImage(handle(text.texture.id), at(drawn.x, drawn.y), at(drawn.right(), drawn.bottom()), at(0, 0),
                 at(1, 1), tinted(style.colour, opacity_));
  marks_.push_back({.kind = Mark::Kind::Text,
                    .box = box,
                    .drawn = drawn,
                    .colour = style.colour,
                    .ground = ground_,
                    .text = std::string(words),
                    .size = shaped.size,
                    .cut = shaped.cut,
                    .boxes = shaped.boxes,
                    .others = style.others});
  return drawn;
}

float Canvas::width_of(std::string_view words, const TextStyle& style) {
  if (words.empty()) return 0;
  return std::ceil(textures_.text(setting_of(words, style, 0)).shaped.width);
}

float Canvas::height_of(std::string_view words, const TextStyle& style, float width) {
  if (words.empty()) return 0;
  const Shaped& shaped = textures_.text(setting_of(words, style, width)).shaped;
  return std::ceil(shaped.size * kLeading + static_cast<float>(shaped.lines - 1) * shaped.line);
}

}  // namespace usher::screen
