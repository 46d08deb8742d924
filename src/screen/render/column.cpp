#include "column.hpp"

#include <cmath>

namespace usher::screen {
namespace {

constexpr float kSmallest = 0.58F;
constexpr float kStep = 0.06F;

TextStyle scaled(TextStyle style, float scale) {
  style.scale *= scale;
  return style;
}

}  // namespace

void Column::text(float gap, std::string words, TextStyle style) {
  if (words.empty()) return;
  style.align = align_;
  items_.push_back({Kind::Text, gap, std::move(words), style, {}, {}});
}

void Column::row(float gap, Shape shape, Colour sign, std::string words, TextStyle style) {
  if (words.empty()) return;
  style.align = Align::Left;
  items_.push_back({Kind::Row, gap, std::move(words), style, sign, shape});
}

void Column::chip(float gap, std::string words, TextStyle style, Colour fill, std::optional<Shape> shape) {
  if (words.empty()) return;
  style.align = Align::Left;
  items_.push_back({Kind::Chip, gap, std::move(words), style, fill, shape});
}

void Column::rule(float gap, Colour colour) {
  items_.push_back({Kind::Rule, gap, {}, {}, colour, {}});
}

float Column::height_of(const Item& item, float width, float scale) const {
  const TextStyle style = scaled(item.style, scale);
  const float size = canvas_.metrics().type(style.type) * style.scale;
  switch (item.kind) {
    case Kind::Text:
      return canvas_.height_of(item.words, style, width);
    case Kind::Row:
      return canvas_.height_of(item.words, style, width - size * 1.6F);
    case Kind::Chip:
      return std::round(size * 1.9F);
    case Kind::Rule:
      return canvas_.px(2);
  }
  return 0;
}

float Column::total(float width, float scale) const {
  float height = 0;
  for (const Item& item : items_) {
    if (&item != &items_.front()) height += std::round(canvas_.grid(item.gap) * scale);
    height += height_of(item, width, scale);
  }
  return height;
}

/// The largest of the steps at which it fits. Halved, not walked: each scale that is looked at is set for it.
float Column::scale_for(Rect box) const {
  if (total(box.w, 1) <= box.h) return 1;
  int fits = static_cast<int>(std::lround((1 - kSmallest) / kStep));  // or is as small as it gets
  int too_large = 0;
  while (fits - too_large > 1) {
    const int middle = (fits + too_large) / 2;
    (total(box.w, 1 - kStep * static_cast<float>(middle)) <= box.h ? fits : too_large) = middle;
  }
  return 1 - kStep * static_cast<float>(fits);
}

Rect Column::draw(Rect box, Stand stand) {
  const float scale = scale_for(box);
  const float height = std::min(box.h, total(box.w, scale));
  float y = box.y;
  if (stand == Stand::Middle) y = std::round(box.y + (box.h - height) / 2);
  if (stand == Stand::Bottom) y = box.bottom() - height;
  const Rect used{box.x, y, box.w, height};
  for (const Item& item : items_) {
    if (&item != &items_.front()) y += std::round(canvas_.grid(item.gap) * scale);
    const float item_height = height_of(item, box.w, scale);
    if (y + item_height > box.bottom() + 1)
      break;  // at the smallest size and still too much: the rest stays out
    draw_item(item, {box.x, y, box.w, item_height}, scale);
    y += item_height;
  }
  return used;
}

void Column::draw_item(const Item& item, Rect place, float scale) {
  TextStyle style = scaled(item.style, scale);
  const float size = canvas_.metrics().type(style.type) * style.scale;
  switch (item.kind) {
    case Kind::Text:
      style.top = true;
      canvas_.text(place, item.words, style);
      return;
    case Kind::Row: {
      const float width = std::min(place.w, canvas_.width_of(item.words, style) + size * 1.6F + 2);
      if (align_ == Align::Centre) place = place.centred(width, place.h);
      Rect sign = place.take_left(size * 1.6F);
      sign.h = size * 1.24F;
      canvas_.shape(*item.shape, {sign.x, sign.y, size * 1.1F, sign.h}, item.fill);
      style.top = true;
      canvas_.text(place, item.words, style);
      return;
    }
    case Kind::Chip: {
      const float sign = item.shape ? std::round(size * 1.6F) : 0;
      const float pad = std::round(size * 0.8F);
      const float width = std::min(place.w, canvas_.width_of(item.words, style) + 2 + sign + 2 * pad);
      Rect chip{place.x, place.y, width, place.h};
      if (align_ == Align::Centre) chip = place.centred(width, place.h);
      canvas_.fill(chip, item.fill, chip.h / 2);
      const Colour before = canvas_.ground();
      canvas_.ground(item.fill);
      Rect inner = chip.inset(pad, 0);
      if (item.shape) {
        const Rect place_of_sign = inner.take_left(sign);
        const float side = std::round(size * 1.1F);
        canvas_.shape(*item.shape, Rect{place_of_sign.x, place_of_sign.y, side, place_of_sign.h},
                      style.colour);
      }
      canvas_.text(inner, item.words, style);
      canvas_.ground(before);
      return;
    }
    case Kind::Rule:
      canvas_.fill(place, item.fill);
      return;
  }
}

}  // namespace usher::screen
