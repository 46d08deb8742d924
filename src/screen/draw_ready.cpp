#include <cmath>

#include "draw.hpp"
#include "stack.hpp"
#include "tame.hpp"

namespace usher::screen {
namespace {

float breath_at(Tick tick) {
  const auto length = motion::kBreath.count();
  const float part =
      static_cast<float>(tick.time_since_epoch().count() % length) / static_cast<float>(length);
  return 0.5F - 0.5F * std::cos(part * 6.2831853F);
}

bool sees_code(const View& view) {
  constexpr milliseconds kFresh{400};  // a code that left the picture is not lit any more
  const auto& sighting = view.reports.sighting;
  return sighting && !sighting->symbols.empty() && view.now.tick - sighting->at < kFresh;
}

std::string place_of(const Event& event) {
  std::string place = tame(event.place, 60);
  const std::string city = tame(event.city, 40);
  if (!city.empty() && place.find(city) == std::string::npos) place += (place.empty() ? "" : ", ") + city;
  return place;
}

void draw_header(Canvas& canvas, Rect header, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const TextStyle clock{
      .type = Type::Headline, .weight = Weight::Medium, .align = Align::Right, .tabular = true};
  const std::string time = local_clock(view.now.wall);
  Rect right = header.take_right(canvas.width_of(time, clock) + 4, canvas.grid(4));
  const float line = canvas.metrics().type(Type::Headline) * 1.24F;
  canvas.text({right.x, right.y, right.w, line}, time, clock);

  const auto& errands = view.reports.errands;
  if (!errands || !errands->event) return;
  const Event& event = *errands->event;
  const bool tall = canvas.metrics().form() == Form::Tall;
  const TextStyle name{
      .type = Type::Headline, .weight = Weight::Semibold, .lines = tall ? 2 : 1, .top = true, .others = true};
  const std::string tamed = tame(event.name, 120);
  const float height = canvas.height_of(tamed, name, header.w);
  canvas.text(header.take_top(height, canvas.px(small ? 0 : 4)), tamed, name);
  std::string when = event.starts ? written_moment(*view.language, *event.starts) : std::string();
  const std::string place = place_of(event);
  if (!place.empty()) when += (when.empty() ? "" : "  ·  ") + place;
  canvas.text(header.take_top(canvas.metrics().type(Type::Body) * 1.24F), when,
              {.type = Type::Body, .colour = ink::kQuiet, .top = true, .others = true});
}

/// Four corners in the middle of the picture: this is where the code goes.
void draw_guide(Canvas& canvas, Rect box, Colour colour, float opacity) {
  const float side = std::round(std::min(box.w, box.h) * 0.62F);
  const Rect guide = box.centred(side, side);
  const float arm = side * 0.2F;
  const float weight = canvas.px(6);
  const Colour ink_here = with_alpha(colour, opacity);
  for (const bool right : {false, true}) {
    for (const bool low : {false, true}) {
      const float x = right ? guide.right() - weight : guide.x;
      const float y = low ? guide.bottom() - weight : guide.y;
      canvas.fill({right ? guide.right() - arm : guide.x, y, arm, weight}, ink_here, weight / 2);
      canvas.fill({x, low ? guide.bottom() - arm : guide.y, weight, arm}, ink_here, weight / 2);
    }
  }
}

void draw_preview(Canvas& canvas, Rect box, const View& view) {
  const float radius = canvas.metrics().radius();
  canvas.fill(box, ink::kSurface, radius);
  const bool found = sees_code(view);
  if (view.preview != nullptr && view.preview->visible()) {
    view.preview->draw(canvas, box, radius, view.mirror, found ? &*view.reports.sighting : nullptr);
    if (!found) draw_guide(canvas, box, ink::kWhite, 0.55F + 0.45F * breath_at(view.now.tick));
    canvas.outline(box, found ? ink::kAccent : ink::kLine, canvas.px(found ? 5 : 2), radius);
    return;
  }
  const float side = std::min(box.w, box.h) * 0.34F;
  canvas.ground(ink::kSurface);
  canvas.shape(Shape::Phone, box.centred(side, side), ink::kAccent);
  draw_guide(canvas, box, ink::kQuiet, 0.5F + 0.5F * breath_at(view.now.tick));
  canvas.ground(ink::kGround);
}

void draw_track(Canvas& canvas, Rect track, float part, Colour colour) {
  canvas.fill(track, ink::kLine, track.h / 2);
  if (part <= 0) return;
  const float width = std::max(track.h, std::round(track.w * std::min(1.0F, part)));
  canvas.fill({track.x, track.y, width, track.h}, colour, track.h / 2);
}

/// How many came, of how many; and the room that is left, when the event has a limit.
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
  const std::string here = view(Say::HereCount, {written_count(errands->admitted_here)});
  Rect line = inner.take_top(label_height);
  if (small || capacity <= 0) {
    canvas.text(line,
                capacity > 0 || small ? here : here + "  ·  " + std::string(view(Say::CapacityUnlimited)),
                label);
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

/// What to do, or what to do differently.
void draw_guidance(Canvas& canvas, Rect box, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool tall = canvas.metrics().form() == Form::Tall;
  Stack words(canvas, Align::Left);
  const TextStyle large{
      .type = view.self_service && !small ? Type::Name : Type::Name, .weight = Weight::Bold, .lines = 3};
  const TextStyle body{
      .type = view.self_service ? Type::Large : Type::Body, .colour = ink::kQuiet, .lines = 5};
  if (view.scene.hint_not_a_pass) {
    words.text(0, std::string(view(Say::NotATicket)),
               {.type = Type::Headline, .weight = Weight::Bold, .colour = ink::kCaution, .lines = 3});
    words.text(2, std::string(view(Say::NotATicketHelp)), body);
  } else if (view.scene.hint_one_at_a_time) {
    words.text(0, std::string(view(Say::OneAtATime)),
               {.type = Type::Name, .weight = Weight::Bold, .colour = ink::kCaution, .lines = 3});
  } else {
    words.text(0, std::string(view(Say::HoldCodeHere)), large);
    words.text(small ? 1 : 2, std::string(view(view.self_service ? Say::CodeWhereSelf : Say::CodeWhere)),
               body);
    if (view.self_service && !small)
      words.text(3, std::string(view(Say::SelfWatch)),
                 {.type = Type::Body, .colour = ink::kQuiet, .lines = 3});
  }
  words.draw(box, tall ? Stack::Stand::Middle : Stack::Stand::Top);
}

/// A line across the foot of the page: something is wrong, but not so wrong that the lane closes.
void draw_trouble(Canvas& canvas, Rect& page, const View& view) {
  std::string trouble = view.scene.trouble;
  const auto& errands = view.reports.errands;
  if (trouble.empty() && errands) trouble = errands->notice;
  if (trouble.empty() && errands && errands->link == Errands::Link::Blocked) trouble = errands->link_sentence;
  if (trouble.empty() || view.self_service) return;
  const bool small = canvas.metrics().form() == Form::Small;
  Rect line = page.take_bottom(canvas.grid(small ? 4 : 6), canvas.metrics().gap());
  canvas.fill(line, ink::kRaised, canvas.metrics().radius());
  canvas.ground(ink::kRaised);
  Rect inner = line.inset(canvas.grid(2), 0);
  canvas.shape(Shape::Warning, inner.take_left(canvas.grid(4)).centred(canvas.px(24), canvas.px(24)),
               ink::kCaution);
  canvas.text(inner, tame(trouble, 200), {.type = Type::Label, .weight = Weight::Medium});
  canvas.ground(ink::kGround);
}

void draw_dimming(Canvas& canvas, const View& view) {
  if (sees_code(view) || view.scene.idle < motion::kDimAfter) return;
  const float part = eased(view.scene.idle - motion::kDimAfter, motion::kDimLength);
  canvas.fill(canvas.page(), with_alpha(ink::kBlack, (1 - motion::kDimTo) * part));
}

}  // namespace

void draw_ready(Canvas& canvas, const View& view) {
  const Metrics& metrics = canvas.metrics();
  Rect page = draw_bar(canvas, view).inset(metrics.margin());
  draw_trouble(canvas, page, view);
  const float arrivals = arrivals_height(canvas, view);
  switch (metrics.form()) {
    case Form::Wide: {
      draw_header(canvas, page.take_top(canvas.grid(11), canvas.grid(3)), view);
      draw_preview(canvas, page.take_left(canvas.grid(86), canvas.grid(5)), view);
      draw_arrivals(canvas, page.take_bottom(arrivals, canvas.grid(3)), view);
      draw_guidance(canvas, page, view);
      break;
    }
    case Form::Tall: {
      draw_header(canvas, page.take_top(canvas.grid(19), canvas.grid(3)), view);
      draw_arrivals(canvas, page.take_bottom(arrivals, canvas.grid(3)), view);
      const Rect guidance = page.take_bottom(canvas.grid(27), canvas.grid(2));
      draw_preview(canvas, page, view);
      draw_guidance(canvas, guidance, view);
      break;
    }
    case Form::Small: {
      draw_header(canvas, page.take_top(canvas.grid(7), canvas.grid(1)), view);
      draw_preview(canvas, page.take_left(canvas.grid(52), canvas.grid(2)), view);
      draw_arrivals(canvas, page.take_bottom(arrivals, canvas.grid(1)), view);
      draw_guidance(canvas, page, view);
      break;
    }
  }
  draw_dimming(canvas, view);
  const float dusk = 1 - eased(view.scene.age, motion::kReturn);
  if (dusk > 0 && view.scene.number > 0) canvas.fill(canvas.page(), with_alpha(ink::kGround, dusk));
}

}  // namespace usher::screen
