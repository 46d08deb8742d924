#include <string>

#include "screen/draw.hpp"
#include "screen/render/sanitise.hpp"
#include "usher/core/masked.hpp"
#include "verdict_words.hpp"

namespace usher::screen {
namespace {

using Kind = Verdict::Kind;

/// For staff, small and low: which code, who said so, how fast.
void draw_strip(Canvas& canvas, Rect strip, const View& view, const Look& look) {
  const Verdict& verdict = view.scene.verdict;
  const Colour ground =
      blend(with_alpha(ink::kBlack, look.kind == Kind::AlreadyIn ? 0.0F : 0.22F), look.ground);
  canvas.fill(strip, ground);
  canvas.ground(ground);
  Rect inner = strip.inset(canvas.metrics().margin(), 0);
  const TextStyle style{.type = Type::Label, .colour = look.quiet};
  std::string left = masked_code(verdict.code);
  if (!view.self_service) {
    left += (left.empty() ? "" : "   ·   ") + std::string(basis_word(verdict.basis));
    if (view.scene.latency) left += "   ·   " + std::to_string(view.scene.latency->count()) + " ms";
  }
  TextStyle right = style;
  right.align = Align::Right;
  const std::string station = sanitise(view.reports.station, 40);
  canvas.text(inner.take_right(std::min(inner.w / 2, canvas.width_of(station, right) + 4)), station, right);
  canvas.text(inner, left, style);
  canvas.ground(look.ground);
}

/// What is left of the verdict's time, along the lower edge.
void draw_rest(Canvas& canvas, Rect strip, const View& view, const Look& look) {
  const auto whole = dwell(view.scene.verdict.kind);
  const float part = 1 - static_cast<float>(view.scene.age.count()) / static_cast<float>(whole.count());
  const float height = canvas.px(4);
  canvas.fill({strip.x, strip.y - height, std::round(strip.w * std::clamp(part, 0.0F, 1.0F)), height},
              look.plate);
}

void draw_plate(Canvas& canvas, Rect box, const View& view, const Look& look) {
  const float settle = 0.9F + 0.1F * eased(view.scene.age, motion::kArrive);
  const float radius = std::min(box.w, box.h) / 2;
  canvas.disc(box.middle_x(), box.middle_y(), radius * settle, look.plate);
  const float side = radius * 1.3F;
  const Colour before = canvas.ground();
  canvas.ground(look.plate);
  canvas.shape(look.shape, box.centred(side * settle, side * settle), look.text);
  canvas.ground(before);
}

}  // namespace

void draw_verdict(Canvas& canvas, const View& view) {
  const Look& look = look_of(view.scene.verdict.kind);
  const Metrics& metrics = canvas.metrics();
  const bool small = metrics.form() == Form::Small;
  const bool tall = metrics.form() == Form::Tall;
  // The whole screen changes colour in the very first frame; only the shape takes a moment to settle.
  canvas.base(look.ground);
  Rect page = canvas.page();
  const Rect strip = page.take_bottom(canvas.grid(small ? 4 : 6));
  draw_strip(canvas, strip, view, look);
  draw_rest(canvas, strip, view, look);
  page = page.inset(canvas.grid(small ? 3 : 8), canvas.grid(small ? 2 : 6));

  Column words = words_of_verdict(canvas, view);
  if (tall || look.place == Place::Centre) {
    const float gap = canvas.grid(small ? 1.5F : tall ? 7 : 4);
    // The shape takes what the words leave, within reason; both together stand in the middle.
    const float most = canvas.grid(tall ? 50 : small ? 18 : 36);
    const float least = canvas.grid(tall ? 34 : small ? 11 : 22);
    const float height = words.height(page.w);
    const float plate = std::clamp(page.h - height - gap, least, most);
    page.take_top(std::max(0.0F, std::round((page.h - height - gap - plate) * (tall ? 0.35F : 0.5F))));
    Rect band = page.take_top(plate, gap);
    if (look.place == Place::Left) band = band.take_left(plate);
    if (look.place == Place::Right) band = band.take_right(plate);
    draw_plate(canvas, band.centred(plate, plate), view, look);
    words.draw(page, Column::Stand::Top);
  } else {
    const float plate = canvas.grid(small ? 29 : 54);
    const float gap = canvas.grid(small ? 3 : 7);
    const Rect side = look.place == Place::Left ? page.take_left(plate, gap) : page.take_right(plate, gap);
    draw_plate(canvas, side.centred(plate, plate), view, look);
    words.draw(page, Column::Stand::Middle);
  }

  const milliseconds whole = dwell(view.scene.verdict.kind);
  const float leaving = eased(view.scene.age - (whole - motion::kLeave), motion::kLeave);
  if (leaving > 0) canvas.fill(canvas.page(), with_alpha(ink::kGround, leaving));
}

}  // namespace usher::screen
