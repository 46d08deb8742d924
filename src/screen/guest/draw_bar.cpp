#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "screen/draw.hpp"
#include "screen/render/sanitise.hpp"

namespace usher::screen {
namespace {

struct Sign {
  Shape shape;
  Colour colour;
  std::string words;
  int weight;         // what matters least leaves first when there is no room
  std::string count;  // what stays of the words before anything leaves; empty: nothing would say it
};

Sign link_sign(const View& view) {
  const auto& errands = view.reports.errands;
  switch (errands ? errands->link : Errands::Link::Unknown) {
    case Errands::Link::Up:
      return {Shape::Link, ink::kGood, std::string(view(Say::Online)), 9};
    case Errands::Link::Down:
      return {Shape::Unlinked, ink::kCaution, std::string(view(Say::Offline)), 9};
    case Errands::Link::Blocked:
      return {Shape::Unlinked, ink::kBad, std::string(view(Say::Blocked)), 9};
    case Errands::Link::Unknown:
      break;
  }
  return {Shape::Link, ink::kQuiet, std::string(view(Say::Connecting)), 9};
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + sanitise(name, 32);
  return all;
}

std::vector<Sign> signs_of(const View& view, bool small) {
  std::vector<Sign> signs{link_sign(view)};
  const Reports& reports = view.reports;
  if (const auto& errands = reports.errands) {
    // Nothing to send and nothing to review is no news.
    if (errands->waiting > 0) {
      const std::string count = written_count(errands->waiting);
      signs.push_back({Shape::Outbox, ink::kCaution, view(Say::Waiting, {count}), 8, count});
    }
    if (errands->exceptions > 0) {
      const std::string count = written_count(errands->exceptions);
      signs.push_back({Shape::Flag, ink::kBad, view(Say::ToReview, {count}), 7, count});
    }
    if (errands->roster_fetched) {
      const auto age = view.now.tick - *errands->roster_fetched;
      signs.push_back({Shape::List, ink::kQuiet, view(Say::ListAge, {written_age(*view.language, age)}), 3});
    } else {
      signs.push_back({Shape::List, ink::kCaution, std::string(view(Say::ListNone)), 6});
    }
  }
  if (view.staff != nullptr && view.staff->mode.ask_for_id)
    signs.push_back({Shape::Person, ink::kAccent, std::string(view(Say::IdCheck)), 8});
  // A small screen has no room for the gate under the clock.
  if (small && !reports.gate.empty())
    signs.push_back({Shape::Gate, ink::kQuiet, view(Say::Gate, {joined(reports.gate)}), 5});
  if (reports.scanner) {
    const bool well = reports.scanner->listening;
    signs.push_back({Shape::Scanner, well ? ink::kQuiet : ink::kCaution,
                     std::string(view(well ? Say::Scanner : Say::ScannerMissing)), well ? 1 : 6});
  }
  if (reports.sound_missing)
    signs.push_back({Shape::Mute, ink::kQuiet, std::string(view(Say::SoundMissing)), 2});
  return signs;
}

float width_of(Canvas& canvas, const Sign& sign, const TextStyle& style) {
  return canvas.grid(3.5F) + canvas.width_of(sign.words, style) + 2;
}

/// Makes room: first the least sign leaves that says nothing of check-ins, then counts stand alone beside
/// their shapes. How many wait and how many are for a person stays on the narrowest screen.
void fit_signs(std::vector<Sign>& signs, const std::function<bool()>& fits) {
  constexpr int kSaysLittle = 3;
  const auto least = [&] {
    return std::min_element(signs.begin(), signs.end(),
                            [](const Sign& a, const Sign& b) { return a.weight < b.weight; });
  };
  while (!fits() && signs.size() > 1 && least()->weight <= kSaysLittle) signs.erase(least());
  for (auto sign = signs.rbegin(); sign != signs.rend() && !fits(); ++sign) {
    if (!sign->count.empty()) sign->words = sign->count;
  }
  while (!fits() && signs.size() > 1) signs.erase(least());
}

/// Draws as many signs as there is room for, in their order.
void draw_signs(Canvas& canvas, Rect row, std::vector<Sign> signs, const TextStyle& style) {
  const float between = canvas.grid(canvas.metrics().form() == Form::Small ? 2 : 4);
  const auto total = [&] {
    float width = 0;
    for (const Sign& sign : signs) width += width_of(canvas, sign, style) + between;
    return width - between;
  };
  fit_signs(signs, [&] { return total() <= row.w; });
  for (const Sign& sign : signs) {
    Rect place = row.take_left(std::min(row.w, width_of(canvas, sign, style)), between);
    const float side = canvas.px(canvas.metrics().form() == Form::Small ? 18 : 22);
    canvas.shape(sign.shape, place.take_left(canvas.grid(3.5F)).centred(side, side), sign.colour);
    TextStyle coloured = style;
    coloured.colour = sign.colour == ink::kQuiet || sign.colour == ink::kGood ? ink::kText : sign.colour;
    canvas.text(place, sign.words, coloured);
  }
}

void draw_language_chips(Canvas& canvas, Rect row, const View& view) {
  const float width = canvas.metrics().touch();
  for (std::size_t i = 0; i < languages().size(); ++i) {
    const Language& language = *languages()[i];
    const Rect place = row.take_left(width);
    const Rect chip =
        place.centred(width - canvas.px(8), canvas.grid(canvas.metrics().form() == Form::Small ? 3.5F : 5));
    const bool chosen = &language == view.language;
    canvas.ground(chosen ? ink::kRaised : ink::kSurface);
    if (chosen) canvas.fill(chip, ink::kRaised, chip.h / 2);
    std::string code(language.code);
    for (char& letter : code) letter = static_cast<char>(letter - 'a' + 'A');
    canvas.text(chip, code,
                {.type = Type::Label,
                 .weight = chosen ? Weight::Semibold : Weight::Regular,
                 .colour = chosen ? ink::kText : ink::kQuiet,
                 .align = Align::Centre});
    canvas.touch_language(place, static_cast<int>(i));
  }
  canvas.ground(ink::kSurface);
}

}  // namespace

Rect draw_bar(Canvas& canvas, const View& view) {
  const Metrics& metrics = canvas.metrics();
  Rect page = canvas.page();
  const bool two_rows = metrics.form() == Form::Tall;
  Rect bar = page.take_bottom(metrics.bar() * (two_rows ? 2 : 1));
  canvas.fill(bar, ink::kSurface);
  canvas.fill({bar.x, bar.y, bar.w, canvas.px(1)}, ink::kLine);
  canvas.ground(ink::kSurface);
  const TextStyle style{.type = Type::Label, .weight = Weight::Medium, .shrink = 1};

  Rect row = bar.inset(metrics.margin(), 0);
  Rect second = two_rows ? row.take_bottom(row.h / 2) : row;
  if (two_rows) second.y -= canvas.grid(0.5F);

  // From the right: the way in for staff, then the languages.
  Rect& ends = two_rows ? second : row;
  // Guests alone at a screen without a PIN: then there is no way in at all.
  if (!view.self_service || view.pin_length > 0) {
    Rect lock = ends.take_right(metrics.touch());
    lock.x += canvas.px(12);
    canvas.shape(Shape::Lock, lock.centred(canvas.px(22), canvas.px(22)), ink::kQuiet);
    canvas.touch(lock, Act::Open);
  }
  const float chips = metrics.touch() * static_cast<float>(languages().size());
  draw_language_chips(canvas, ends.take_right(chips, canvas.grid(3)), view);

  const std::string station = sanitise(view.reports.station, 40);
  if (!station.empty()) {
    TextStyle name = style;
    name.weight = Weight::Semibold;
    Rect& home = two_rows ? second : row;
    const float width = std::min(canvas.width_of(station, name) + 2, home.w * (two_rows ? 1.0F : 0.34F));
    canvas.text(home.take_left(width, canvas.grid(4)), station, name);
  }
  draw_signs(canvas, row, signs_of(view, metrics.form() == Form::Small), style);
  canvas.ground(ink::kGround);
  return page;
}

}  // namespace usher::screen
