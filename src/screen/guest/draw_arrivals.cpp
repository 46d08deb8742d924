#include "screen/draw.hpp"

namespace usher::screen {
namespace {

void draw_track(Canvas& canvas, Rect track, float part, Colour colour) {
  canvas.fill(track, ink::kLine, track.h / 2);
  if (part <= 0) return;
  const float width = std::max(track.h, std::round(track.w * std::min(1.0F, part)));
  canvas.fill({track.x, track.y, width, track.h}, colour, track.h / 2);
}

}  // namespace

void draw_arrivals(Canvas& canvas, Rect card, const View& view) {
  const auto& errands = view.reports.errands;
  if (!errands) return;
  const bool small = canvas.metrics().form() == Form::Small;
  canvas.fill(card, ink::kSurface, canvas.metrics().radius());
  canvas.ground(ink::kSurface);
  Rect inner = card.inset(canvas.grid(small ? 1.5F : 3), canvas.grid(small ? 1 : 2.5F));
  const TextStyle label{.type = Type::Label, .colour = ink::kQuiet};
  const float label_height = canvas.metrics().type(Type::Label) * 1.24F;

  // The portal counts all doors but late, our journal counts this door at once: the larger is nearer the
  // truth.
  const int arrived = std::max(errands->checked_in_portal, errands->admitted_here);
  const TextStyle big{.type = Type::Headline, .weight = Weight::Semibold, .tabular = true};
  Rect top = inner.take_top(canvas.metrics().type(Type::Headline) * 1.1F, canvas.grid(small ? 0.5F : 1));
  const std::string count = written_count(arrived);
  canvas.text(top.take_left(canvas.width_of(count, big) + 2, canvas.grid(1.5F)), count, big);
  const std::string of =
      std::string(view(Say::Arrived)) + " " + view(Say::ArrivedOf, {written_count(errands->registered)});
  // Words sit on the number's baseline: both are centred by their capitals, so the smaller is let down.
  const float drop =
      (canvas.metrics().type(Type::Headline) - canvas.metrics().type(Type::Body)) * kCapHeight / 2;
  canvas.text({top.x, top.y + std::round(drop), top.w, top.h}, of,
              {.type = Type::Body, .colour = ink::kQuiet});
  const float part =
      errands->registered > 0 ? static_cast<float>(arrived) / static_cast<float>(errands->registered) : 0;
  draw_track(canvas, inner.take_top(canvas.grid(1), canvas.grid(small ? 0.5F : 1.5F)), part, ink::kAccent);

  const int capacity = errands->event ? errands->event->capacity_total : 0;
  std::string here = view(Say::HereCount, {written_count(errands->admitted_here)});
  // Where the large number is not the portal's, the portal has some of ours yet to hear of.
  if (errands->checked_in_portal < arrived)
    here += "  ·  " + view(Say::PortalCount, {written_count(errands->checked_in_portal)});
  Rect line = inner.take_top(label_height);
  if (small || capacity <= 0) {
    // That there is no limit is said where it fits whole: it is no news, the counts are.
    const std::string unlimited = here + "  ·  " + std::string(view(Say::CapacityUnlimited));
    const bool fits = canvas.width_of(unlimited, label) * 0.8F <= line.w;
    canvas.text(line, capacity > 0 || small || !fits ? here : unlimited, label);
    canvas.ground(ink::kGround);
    return;
  }
  canvas.text(line, here, label);
  inner.take_top(canvas.grid(2));
  const int taken = std::max(errands->registered, errands->event->capacity_current);
  const bool full = taken >= capacity;
  TextStyle places = label;
  places.colour = full ? ink::kCaution : ink::kQuiet;
  canvas.text(inner.take_top(label_height, canvas.grid(1)),
              view(full ? Say::CapacityFull : Say::Capacity, {written_count(taken), written_count(capacity)}),
              places);
  draw_track(canvas, inner.take_top(canvas.grid(0.75F)),
             static_cast<float>(taken) / static_cast<float>(capacity), full ? ink::kCaution : ink::kQuiet);
  canvas.ground(ink::kGround);
}

float arrivals_height(Canvas& canvas, const View& view) {
  const Metrics& metrics = canvas.metrics();
  const bool small = metrics.form() == Form::Small;
  const bool limited =
      view.reports.errands && view.reports.errands->event && view.reports.errands->event->capacity_total > 0;
  float height = 2 * canvas.grid(small ? 1 : 2.5F) + metrics.type(Type::Headline) * 1.1F +
                 canvas.grid(small ? 2 : 3.5F) + metrics.type(Type::Label) * 1.24F;
  if (limited && !small) height += canvas.grid(3.75F) + metrics.type(Type::Label) * 1.24F;
  return std::ceil(height);
}

}  // namespace usher::screen
