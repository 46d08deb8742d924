// The first run, step by step: which portal, which event, which camera, which lane, which PIN.

#include <algorithm>

#include "screen/render/sanitise.hpp"
#include "screen/staff/staff_parts.hpp"

namespace usher::screen {
namespace {

constexpr const char* kTitles[kSetupSteps] = {"Which portal?",        "Which event?",
                                              "Does the camera see?", "What is this lane called?",
                                              "A PIN for staff",      "Ready to begin"};

/// Step, title and how far it is.
void draw_head(Canvas& canvas, Rect row, const Setup& setup) {
  const bool small = canvas.metrics().form() == Form::Small;
  const int step = static_cast<int>(setup.step);
  const float bar = canvas.grid(small ? 3 : 5);
  Rect bars = row.take_right(static_cast<float>(kSetupSteps) * (bar + canvas.px(6)), canvas.grid(2));
  for (int i = 0; i < kSetupSteps; ++i) {
    const Rect place = bars.take_left(bar, canvas.px(6));
    canvas.fill(place.centred(bar, canvas.px(6)), i <= step ? ink::kAccent : ink::kLine, canvas.px(3));
  }
  canvas.text(row, kTitles[step],
              {.type = small ? Type::Large : Type::Headline, .weight = Weight::Semibold, .shrink = 0.6F});
}

void draw_help(Canvas& canvas, Rect& page, const Setup& setup, const std::string& help) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool wrong = !setup.sentence.empty();
  const TextStyle style{.type = small ? Type::Label : Type::Body,
                        .colour = wrong ? ink::kCaution : ink::kQuiet,
                        .lines = 2,
                        .shrink = 0.8F,
                        .others = true};
  const std::string words = wrong ? sanitise(setup.sentence, 240) : help;
  canvas.text(page.take_top(canvas.height_of(words, style, page.w), canvas.grid(small ? 1 : 2)), words,
              style);
}

void draw_portal(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Setup& setup = *view.setup;
  const float gap = canvas.grid(1);
  draw_help(canvas, page, setup,
            "The HubSpot portal id: digits, as HubSpot shows it beside the account's name.");
  Rect fields = page.take_top(canvas.grid(small ? 5 : 7), canvas.grid(small ? 1 : 2));
  const Rect id = fields.take_left(fields.w * 0.34F, gap);
  draw_field(canvas, id, "Portal id", setup.settings.portal.id, !setup.on_address, view.now.tick);
  canvas.touch(id, Act::Field, 0);
  draw_field(canvas, fields, "Address of the Events API", setup.settings.portal.url, setup.on_address,
             view.now.tick);
  canvas.touch(fields, Act::Field, 1);
  if (setup.answer.number != 0) {
    const auto& findings = setup.answer.findings;
    const auto count = static_cast<float>(std::max<std::size_t>(1, findings.size()));
    const float height = std::min(canvas.grid(9), (page.h - gap * (count - 1)) / count);
    for (const Finding& finding : findings) draw_finding(canvas, page.take_top(height, gap), finding);
  } else if (setup.asking) {
    draw_turning(canvas, page.middle_x(), page.middle_y(), canvas.grid(small ? 4 : 6),
                 view.now.tick.time_since_epoch(), ink::kAccent, ink::kLine);
  } else {
    draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas)), gives_capitals(setup));
  }
}

std::string moment_and_place(const Event& event) {
  std::string words = event.starts ? local_day_and_clock(*event.starts) : std::string("no start time");
  for (const std::string* part : {&event.place, &event.city}) {
    if (!part->empty()) words += "  ·  " + sanitise(*part, 60);
  }
  return words;
}

void draw_event(Canvas& canvas, Rect card, const Event& event, bool chosen, int index, Wall now) {
  const float radius = canvas.metrics().radius() * 0.75F;
  canvas.fill(card, ink::kSurface, radius);
  if (chosen) canvas.outline(card, ink::kAccent, canvas.px(2), radius);
  canvas.ground(ink::kSurface);
  canvas.touch(card, Act::Pick, index);
  Rect inner = card.inset(canvas.grid(2), canvas.grid(0.5F));
  const float side = canvas.grid(3);
  const Rect tick = inner.take_left(side, canvas.grid(1.5F));
  if (chosen) canvas.shape(Shape::Tick, tick.centred(side * 0.8F, side * 0.8F), ink::kAccent);
  const bool begun = event.starts && *event.starts <= now;
  const char* when = is_over(event, now) ? "is over" : begun ? "has begun" : "";
  canvas.text(inner.take_right(canvas.grid(12), canvas.grid(1)), when,
              {.type = Type::Label,
               .weight = Weight::Semibold,
               .colour = is_over(event, now) ? ink::kQuiet : ink::kGood,
               .align = Align::Right,
               .shrink = 0.8F});
  canvas.text(inner.take_top(inner.h / 2), sanitise(event.name, 120),
              {.type = Type::Body, .weight = Weight::Semibold, .shrink = 0.75F, .others = true});
  canvas.text(inner, moment_and_place(event),
              {.type = Type::Label, .colour = ink::kQuiet, .shrink = 0.8F, .others = true});
  canvas.ground(ink::kGround);
}

void draw_events(Canvas& canvas, Rect page, const View& view) {
  const Setup& setup = *view.setup;
  const int all = static_cast<int>(setup.events.size());
  if (all == 0)
    return draw_nothing(canvas, page, "This portal has no published events. Publish one, then come back.");
  draw_help(canvas, page, setup, "One that has begun is still on: doors stay open.");
  const Rows rows = rows_in(canvas, page, setup.first, all);
  for (int i = setup.first; i < all && i - setup.first < rows.fit; ++i) {
    const Event& event = setup.events[static_cast<std::size_t>(i)];
    draw_event(canvas, page.take_top(rows.height, rows.gap), event, event.id == setup.settings.station.event,
               i, view.now.wall);
  }
}

std::string source_words(const std::string& source) {
  if (source == "auto") return "Any camera";
  if (source == "none") return "No camera: hand scanners";
  // "usb-046d_HD_Pro_Webcam_C920-video-index0" is a webcam, to people.
  std::string words = source.substr(source.rfind('/') + 1);
  if (words.rfind("usb-", 0) == 0) words.erase(0, 4);
  words.erase(std::min(words.size(), words.find("-video-index")));
  std::replace(words.begin(), words.end(), '_', ' ');
  return sanitise(words, 60);
}

/// What the picture says of the lens.
Finding lens_of(const View& view) {
  Finding lens{"focus", Finding::State::Mind, "hold a printed code where guests will hold theirs", ""};
  const auto& camera = view.reports.camera;
  if (view.setup->settings.camera.source == "none") {
    lens.state = Finding::State::Ready;
    lens.sentence = "does not matter without a camera";
  } else if (camera && !camera->sentence.empty()) {
    lens.state = Finding::State::NotReady;
    lens.sentence = camera->sentence;
  } else if (!camera || camera->state != CameraReport::State::Watching) {
    lens.sentence = "the camera is being opened";
  } else if (view.reports.sighting && !view.reports.sighting->symbols.empty()) {
    lens.state = Finding::State::Ready;
    lens.sentence = "is right: a code was read";
  }
  return lens;
}

void draw_camera(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool tall = canvas.metrics().form() == Form::Tall;
  const Setup& setup = *view.setup;
  const float gap = canvas.grid(small ? 1 : 2);
  draw_finding(canvas, page.take_bottom(canvas.grid(small ? 5 : 7), gap), lens_of(view));
  const float button = canvas.grid(small ? 5 : 7);
  const auto count = static_cast<float>(setup.cameras.size());
  Rect list = tall ? page.take_bottom((button + gap) * count, gap)
                   : page.take_right(std::min(page.w * 0.4F, canvas.grid(44)), gap);
  draw_preview(canvas, page, view);
  for (std::size_t i = 0; i < setup.cameras.size() && list.h >= button; ++i) {
    const bool chosen = setup.cameras[i] == setup.settings.camera.source;
    draw_button(canvas, list.take_top(button, gap), source_words(setup.cameras[i]),
                chosen ? Manner::Primary : Manner::Plain, Act::Pick, static_cast<int>(i));
  }
}

void draw_lane(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Setup& setup = *view.setup;
  draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas), canvas.grid(small ? 0.5F : 2)),
                gives_capitals(setup));
  draw_help(canvas, page, setup,
            small ? "As staff say it on the radio." : "As staff say it on the radio: \"North door 1\".");
  draw_field(canvas, page.take_top(canvas.grid(small ? 5 : 7), canvas.grid(small ? 0.5F : 2)),
             "Name of the lane", setup.settings.station.name, true, view.now.tick);
  draw_switch(canvas, page.take_top(std::min(page.h, canvas.grid(small ? 7 : 10))), "This is the only door",
              "Then it decides by itself, at once, and the portal hears of it after.",
              setup.settings.admission.only_station, Act::Toggle);
}

void draw_new_pin(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Setup& setup = *view.setup;
  const bool again = !setup.settings.screen.pin.empty();
  draw_help(canvas, page, setup,
            again ? "Once more, so that it is the one you meant."
                  : "Four to eight digits. Without it guests can reach the staff pages.");
  const float gap = canvas.grid(1);
  const float key = std::min(canvas.grid(10), (page.h - canvas.grid(small ? 4 : 8) - 3 * gap) / 4);
  Rect column =
      page.centred(3 * key + 2 * gap, std::min(page.h, canvas.grid(small ? 4 : 8) + 4 * key + 3 * gap));
  draw_dots(canvas, column.take_top(canvas.grid(small ? 3 : 5), canvas.grid(small ? 1 : 3)),
            std::max(4, static_cast<int>(setup.pin.size())), setup.pin.size());
  draw_pad(canvas, column, key, gap, false);
}

void draw_summary(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Setup& setup = *view.setup;
  const Settings& settings = setup.settings;
  draw_help(canvas, page, setup,
            "This is written to " + sanitise(setup.path, 120) + ", and the station begins.");
  const std::pair<const char*, std::string> rows[] = {
      {"Portal", settings.portal.id},
      {"Event", sanitise(setup.event_name, 120)},
      {"Camera", source_words(settings.camera.source)},
      {"Lane", sanitise(settings.station.name, 80)},
      {"Staff PIN", settings.screen.pin.empty() ? "none: anybody can open the staff pages" : "set"}};
  const float gap = canvas.grid(small ? 0.5F : 1);
  const float height = std::min(canvas.grid(8), (page.h - 4 * gap) / 5);
  for (const auto& [label, value] : rows) {
    Rect row = page.take_top(height, gap);
    canvas.fill(row, ink::kSurface, canvas.metrics().radius() * 0.75F);
    canvas.ground(ink::kSurface);
    Rect inner = row.inset(canvas.grid(2), 0);
    canvas.text(inner.take_left(canvas.grid(small ? 12 : 18), canvas.grid(1)), label,
                {.type = Type::Body, .colour = ink::kQuiet});
    canvas.text(inner, value, {.type = Type::Body, .weight = Weight::Semibold, .others = true});
    canvas.ground(ink::kGround);
  }
}

/// What goes on from here.
const char* onward(const Setup& setup) {
  switch (setup.step) {
    case SetupStep::Portal:
      return portal_is_good(setup) ? "Next" : setup.answer.number != 0 ? "Ask again" : "Ask the portal";
    case SetupStep::Finish:
      return "Begin";
    case SetupStep::Event:
    case SetupStep::Camera:
    case SetupStep::Lane:
    case SetupStep::Pin:
      break;
  }
  return "Next";
}

void draw_foot(Canvas& canvas, Rect row, const Setup& setup) {
  const bool small = canvas.metrics().form() == Form::Small;
  const float width = std::min(canvas.grid(small ? 16 : 24), row.w * 0.3F);
  draw_button(canvas, row.take_right(width, canvas.grid(2)), onward(setup), Manner::Primary, Act::Confirm);
  if (setup.step != SetupStep::Portal)
    draw_button(canvas, row.take_left(width, canvas.grid(2)), "Back", Manner::Quiet, Act::Back);
  if (setup.step == SetupStep::Pin)
    draw_button(canvas, row.take_left(width, canvas.grid(2)), "No PIN", Manner::Quiet, Act::Skip);
}

}  // namespace

void draw_setup(Canvas& canvas, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  Rect page = canvas.page().inset(canvas.grid(small ? 2 : 5), canvas.grid(small ? 1 : 4));
  draw_head(canvas, page.take_top(canvas.grid(small ? 4 : 7), canvas.grid(small ? 1 : 2)), *view.setup);
  draw_foot(canvas, page.take_bottom(canvas.grid(small ? 6 : 8), canvas.grid(small ? 1 : 3)), *view.setup);
  switch (view.setup->step) {
    case SetupStep::Portal:
      return draw_portal(canvas, page, view);
    case SetupStep::Event:
      return draw_events(canvas, page, view);
    case SetupStep::Camera:
      return draw_camera(canvas, page, view);
    case SetupStep::Lane:
      return draw_lane(canvas, page, view);
    case SetupStep::Pin:
      return draw_new_pin(canvas, page, view);
    case SetupStep::Finish:
      return draw_summary(canvas, page, view);
  }
}

}  // namespace usher::screen
