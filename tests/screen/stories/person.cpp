#include "person.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace usher::screen {
namespace {

void run(const std::string& command) {
  if (std::system(command.c_str()) != 0) throw Person::Stuck("this did not run: " + command);
}

void xdotool(const std::string& words) {
  run("xdotool " + words);
}

/// The display as it is, not as we believe that we drew it.
void take_picture(const char* folder, std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '\'' || c == '"'; }, '-');
  std::filesystem::create_directories(folder);
  const std::string path = (std::filesystem::path(folder) / (name + ".png")).string();
  (void)std::system(("import -silent -window root '" + path + "'").c_str());
}

bool has(const Mark& mark, const std::string& words) {
  return mark.kind == Mark::Kind::Text && mark.text.find(words) != std::string::npos;
}

/// The words of each button that says exactly this, where a finger would go, from above to below.
std::vector<Rect> buttons(const Sight& sight, const std::string& words) {
  std::vector<Rect> places;
  for (const Mark& mark : sight.marks) {
    if (mark.kind != Mark::Kind::Text || mark.text != words) continue;
    const bool is_button = std::any_of(sight.touches.begin(), sight.touches.end(), [&](const Touch& touch) {
      return touch.box.holds(mark.drawn.middle_x(), mark.drawn.middle_y());
    });
    if (is_button) places.push_back(mark.drawn);
  }
  std::stable_sort(places.begin(), places.end(), [](const Rect& a, const Rect& b) { return a.y < b.y; });
  return places;
}

}  // namespace

void Person::look_at(const Canvas& canvas) {
  sight_.put(std::make_shared<const Sight>(Sight{canvas.marks(), canvas.touches()}));
}

void Person::waits_for(const std::string& what, const std::function<bool()>& condition,
                       seconds patience) const {
  const Tick until = clock_now().tick + patience;
  std::uint64_t seen = 0;
  while (!condition()) {
    if (clock_now().tick >= until) {
      if (const char* folder = std::getenv("USHER_KEEP")) take_picture(folder, what);
      std::string there;
      if (const auto sight = sight_.latest()) {
        for (const Mark& mark : (*sight)->marks) {
          if (!mark.text.empty()) there += "\n  " + mark.text;
        }
      }
      throw Stuck(what + "; on the screen stands:" + there);
    }
    sight_.next(seen, {}, milliseconds{100});  // the next frame, or what changed without one
  }
}

bool Person::reads(const std::string& words) const {
  const auto sight = sight_.latest();
  return sight && std::any_of((*sight)->marks.begin(), (*sight)->marks.end(),
                              [&](const Mark& mark) { return has(mark, words); });
}

void Person::sees(const std::string& words, seconds patience) const {
  waits_for(
      "sees '" + words + "'", [&] { return reads(words); }, patience);
}

void Person::sees_no(const std::string& words) const {
  waits_for(
      "sees no '" + words + "'", [&] { return sight_.latest() && !reads(words); }, kPatience);
}

void Person::sees_that(const std::string& sentence, const std::function<bool()>& condition) const {
  waits_for("sees that " + sentence, condition, kPatience);
}

void Person::touches_one(const std::string& what, const Choice& choice, const std::string& click) const {
  std::optional<Rect> place;
  waits_for(
      what,
      [&] {
        const auto sight = sight_.latest();
        return sight && (place = choice(**sight)).has_value();
      },
      kPatience);
  // The same place again, on another page, is a double tap when it is quicker than anybody reads what stands
  // there.
  constexpr milliseconds kReads{400};
  constexpr float kNear = 80;
  if (std::abs(place->middle_x() - touched_.middle_x()) < kNear &&
      std::abs(place->middle_y() - touched_.middle_y()) < kNear)
    std::this_thread::sleep_for(kReads);
  touched_ = *place;
  xdotool("mousemove " + std::to_string(std::lround(place->middle_x())) + " " +
          std::to_string(std::lround(place->middle_y())) + " " + click);
}

void Person::touches_twice(const std::string& words) const {
  touches_one(
      "touches '" + words + "' twice",
      [&](const Sight& sight) {
        const auto places = buttons(sight, words);
        return places.empty() ? std::nullopt : std::optional(places.front());
      },
      "click --repeat 2 --delay 120 1");
}

void Person::touches(const std::string& words, std::size_t nth) const {
  touches_one("touches '" + words + "'", [&](const Sight& sight) {
    const auto places = buttons(sight, words);
    return nth < places.size() ? std::optional(places[nth]) : std::nullopt;
  });
}

void Person::touches(Act act) const {
  touches_one("touches a button", [&](const Sight& sight) -> std::optional<Rect> {
    for (const Touch& touch : sight.touches) {
      if (touch.kind == Touch::Kind::Act && touch.act == act) return touch.box;
    }
    return std::nullopt;
  });
}

void Person::types(const std::string& text) const {
  xdotool("type --delay 8 '" + text + "'");
}

void Person::taps(const std::string& text) const {
  // By the key and not by a word: a field in which nothing but this letter is typed so far reads the same.
  for (const char letter : text) {
    touched_ = {};  // keys stand close together, and all on one page
    touches_one(std::string("taps '") + letter + "'", [&](const Sight& sight) -> std::optional<Rect> {
      for (const Touch& touch : sight.touches) {
        if (touch.kind == Touch::Kind::Act && touch.act == Act::Letter && touch.value == letter)
          return touch.box;
      }
      return std::nullopt;
    });
  }
}

void Person::presses(const std::string& key, int times) const {
  for (int i = 0; i < times; ++i) xdotool("key " + key);
}

void Person::scans(const std::string& code) const {
  // In one go and quickly: what is typed slowly is a person's typing, and no scan.
  xdotool("type --delay 2 --args 1 '" + code + "' key Return");
}

void Person::keeps_picture(const std::string& name) const {
  if (const char* folder = std::getenv("USHER_LOOK")) take_picture(folder, name);
}

void play(const std::function<void(const Person&)>& story, const std::function<void(Stage&)>& loop) {
  Stage stage;
  std::string failed;
  {
    const std::jthread telling([&] {
      try {
        story(stage.person);
      } catch (const std::exception& stuck) {
        failed = stuck.what();
      }
      stage.over = true;
    });
    loop(stage);
  }
  CHECK_MESSAGE(failed.empty(), "the story got stuck: " << failed);
}

}  // namespace usher::screen
