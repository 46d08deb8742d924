#include <cmath>

#include "screen/draw.hpp"
#include "screen/render/column.hpp"
#include "screen/render/sanitise.hpp"

namespace usher::screen {
namespace {

float breath_at(Tick tick) {
  const auto length = motion::kBreath.count();
  const float part =
      static_cast<float>(tick.time_since_epoch().count() % length) / static_cast<float>(length);
  return 0.5F - 0.5F * std::cos(part * 6.2831853F);
}

bool sees_code(const View& view) {
  constexpr milliseconds kFresh{250};  // a code that left the picture is not lit any more
  const auto& sighting = view.reports.sighting;
  return sighting && !sighting->symbols.empty() && view.now.tick - sighting->at < kFresh;
}

std::string place_of(const Event& event) {
  std::string place = sanitise(event.place, 60);
  const std::string city = sanitise(event.city, 40);
  if (!city.empty() && place.find(city) == std::string::npos) place += (place.empty() ? "" : ", ") + city;
  return place;
}

/// Which tickets this door admits, under the clock: staff must see it without asking.
void draw_gate(Canvas& canvas, Rect& header, Rect right, float line, const View& view) {
  if (view.reports.gate.empty() || canvas.metrics().form() == Form::Small) return;
  std::string names;
  for (const std::string& name : view.reports.gate) names += (names.empty() ? "" : ", ") + sanitise(name, 32);
  const TextStyle style{
      .type = Type::Label, .weight = Weight::Medium, .colour = ink::kAccent, .align = Align::Right};
  const std::string words = view(Say::Gate, {names});
  const float width = std::min(canvas.width_of(words, style) + 4, header.w * 0.4F);
  const Rect box{right.right() - width, right.y + line + canvas.px(2), width,
                 canvas.metrics().type(Type::Body) * 1.24F};
  canvas.text(box, words, style);
  header.w -= std::max(0.0F, width - right.w);
}

void draw_header(Canvas& canvas, Rect header, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const TextStyle clock{
      .type = Type::Headline, .weight = Weight::Medium, .align = Align::Right, .tabular = true};
  const std::string time = local_clock(view.now.wall);
  Rect right = header.take_right(canvas.width_of(time, clock) + 4, canvas.grid(4));
  const float line = canvas.metrics().type(Type::Headline) * 1.24F;
  canvas.text({right.x, right.y, right.w, line}, time, clock);
  draw_gate(canvas, header, right, line, view);

  const auto& errands = view.reports.errands;
  if (!errands || !errands->event) return;
  const Event& event = *errands->event;
  const bool tall = canvas.metrics().form() == Form::Tall;
  TextStyle name{.type = Type::Headline, .weight = Weight::Semibold, .top = true, .others = true};
  const std::string tamed = sanitise(event.name, 120);
  if (tall) {
    name.lines = 2;
  } else if (!small && canvas.width_of(tamed, name) > header.w * 1.25F) {
    name.type = Type::Body;  // a long name on two lines says more than half of it on one
    name.lines = 2;
  }
  const float height = canvas.height_of(tamed, name, header.w);
  canvas.text(header.take_top(height, canvas.px(small ? 0 : 4)), tamed, name);
  std::string when = event.starts ? written_moment(*view.language, *event.starts) : std::string();
  const std::string place = place_of(event);
  if (!place.empty()) when += (when.empty() ? "" : "  ·  ") + place;
  canvas.text(header.take_top(canvas.metrics().type(Type::Body) * 1.24F), when,
              {.type = Type::Body, .colour = ink::kQuiet, .top = true, .others = true});
}

/// Four corners in the middle of the picture: this is where the code goes.
void draw_guide(Canvas& canvas, Rect box, float breath) {
  const float side = std::round(std::min(box.w, box.h) * 0.62F);
  const Rect guide = box.centred(side, side);
  const float arm = side * 0.2F;
  const float weight = canvas.px(6);
  // Opaque, so that the arms meet without a seam; it breathes between grey and white.
  const Colour ink_here = blend(with_alpha(ink::kWhite, breath), ink::kQuiet);
  for (const bool right : {false, true}) {
    for (const bool low : {false, true}) {
      const float x = right ? guide.right() - weight : guide.x;
      const float y = low ? guide.bottom() - weight : guide.y;
      canvas.fill({right ? guide.right() - arm : guide.x, y, arm, weight}, ink_here, weight / 2);
      canvas.fill({x, low ? guide.bottom() - arm : guide.y, weight, arm}, ink_here, weight / 2);
    }
  }
}

/// While nobody comes the invitation goes through all languages, one after the other.
const Language& guiding_language(const View& view) {
  constexpr milliseconds kEach{6'000};
  if (view.scene.idle < motion::kDimAfter || sees_code(view)) return *view.language;
  const auto turns = static_cast<std::size_t>((view.scene.idle - motion::kDimAfter) / kEach);
  std::size_t own = 0;
  while (languages()[own] != view.language && own + 1 < languages().size()) ++own;
  return *languages()[(own + turns) % languages().size()];
}

/// What to do, or what to do differently.
void draw_guidance(Canvas& canvas, Rect box, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool tall = canvas.metrics().form() == Form::Tall;
  Column words(canvas, Align::Left);
  const Language& language = guiding_language(view);
  // Nobody is there to help: larger, in the room that the counts leave.
  const float larger = view.self_service ? 1.35F : 1.0F;
  const TextStyle large{
      .type = Type::Name, .weight = Weight::Bold, .lines = 4, .scale = larger, .tight = true};
  const TextStyle body{
      .type = Type::Large, .colour = ink::kQuiet, .lines = 6, .scale = view.self_service ? 1.15F : 1.0F};
  if (view.scene.hint_not_a_pass) {
    words.text(0, std::string(view(Say::NotATicket)),
               {.type = Type::Headline, .weight = Weight::Bold, .colour = ink::kCaution, .lines = 3});
    words.text(2, std::string(view(Say::NotATicketHelp)), body);
  } else if (view.scene.hint_one_at_a_time) {
    words.text(0, std::string(view(Say::OneAtATime)),
               {.type = Type::Name, .weight = Weight::Bold, .colour = ink::kCaution, .lines = 3});
  } else {
    words.text(0, std::string(language(Say::HoldCodeHere)), large);
    words.text(small ? 1 : 2, std::string(language(view.self_service ? Say::CodeWhereSelf : Say::CodeWhere)),
               body);
    if (view.self_service && !small)
      words.text(3, std::string(language(Say::SelfWatch)),
                 {.type = Type::Body, .colour = ink::kQuiet, .lines = 3});
  }
  words.draw(box, tall ? Column::Stand::Middle : Column::Stand::Top);
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
  canvas.text(inner, sanitise(trouble, 200), {.type = Type::Label, .weight = Weight::Medium});
  canvas.ground(ink::kGround);
}

void draw_dimming(Canvas& canvas, const View& view) {
  if (sees_code(view) || view.scene.idle < motion::kDimAfter) return;
  const float part = eased(view.scene.idle - motion::kDimAfter, motion::kDimLength);
  canvas.fill(canvas.page(), with_alpha(ink::kBlack, (1 - motion::kDimTo) * part));
}

/// Where the parts of the page stand.
struct Places {
  Rect header, preview, arrivals, guidance;
};

Places places_on(Canvas& canvas, Rect page, float arrivals) {
  Places places;
  switch (canvas.metrics().form()) {
    case Form::Wide:
      places.header = page.take_top(canvas.grid(11), canvas.grid(3));
      places.preview = page.take_left(canvas.grid(86), canvas.grid(5));
      places.arrivals = page.take_bottom(arrivals, canvas.grid(3));
      break;
    case Form::Tall:
      places.header = page.take_top(canvas.grid(19), canvas.grid(3));
      places.arrivals = page.take_bottom(arrivals, canvas.grid(3));
      places.preview = page.take_top(page.h - canvas.grid(arrivals > 0 ? 29 : 44), canvas.grid(3));
      break;
    case Form::Small:
      places.header = page.take_top(canvas.grid(7), canvas.grid(1));
      places.preview = page.take_left(canvas.grid(50), canvas.grid(2));
      places.arrivals = page.take_bottom(arrivals, canvas.grid(1));
      break;
  }
  places.guidance = page;
  return places;
}

}  // namespace

void draw_preview(Canvas& canvas, Rect box, const View& view) {
  const float radius = canvas.metrics().radius();
  canvas.fill(box, ink::kSurface, radius);
  const bool found = sees_code(view);
  if (view.preview != nullptr && view.preview->visible()) {
    view.preview->draw(canvas, box, radius, view.mirror, found ? &*view.reports.sighting : nullptr);
    canvas.outline(box, found ? ink::kAccent : ink::kLine, canvas.px(found ? 5 : 2), radius);
    return;
  }
  const float side = std::min(box.w, box.h) * 0.34F;
  canvas.ground(ink::kSurface);
  canvas.shape(Shape::Phone, box.centred(side, side), ink::kAccent);
  canvas.ground(ink::kGround);
}

void draw_ready(Canvas& canvas, const View& view) {
  Rect page = draw_bar(canvas, view).inset(canvas.metrics().margin());
  draw_trouble(canvas, page, view);
  const Places places = places_on(canvas, page, view.self_service ? 0 : arrivals_height(canvas, view));
  draw_header(canvas, places.header, view);
  draw_preview(canvas, places.preview, view);
  // How many came is for staff.
  if (!view.self_service) draw_arrivals(canvas, places.arrivals, view);
  // The room grows dim when nobody comes; the invitation stays bright.
  draw_dimming(canvas, view);
  if (!sees_code(view)) draw_guide(canvas, places.preview, breath_at(view.now.tick));
  draw_guidance(canvas, places.guidance, view);
  const float dusk = 1 - eased(view.scene.age, motion::kReturn);
  if (dusk > 0 && view.scene.number > 0) canvas.fill(canvas.page(), with_alpha(ink::kGround, dusk));
}

}  // namespace usher::screen
