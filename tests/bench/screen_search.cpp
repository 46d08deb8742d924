// A letter typed on the search page, to the frame that has the answer in it.

#include "screen_bench.hpp"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

#include "screen/render/window.hpp"
#include "stage/gallery/samples.hpp"
#include "usher/desk/roster/roster.hpp"

namespace usher::screen {
namespace {

namespace fs = std::filesystem;

constexpr int kRows = 100'000;
constexpr int kAsked = 200;

std::string made_up(int number) {
  constexpr const char* kFirst[] = {"Anna", "José", "Łukasz", "Zoë", "Björn", "Fatima", "Ming", "Olga"};
  constexpr const char* kLast[] = {"Johnson", "Núñez", "van den Berg", "Müller", "Żółć", "Okafor", "Wang"};
  return std::string(kFirst[number % 8]) + ' ' + kLast[number / 8 % 7] + ' ' + std::to_string(number);
}

void build(const fs::path& folder) {
  RosterBuilder builder(folder.string());
  for (int i = 0; i < kRows; ++i) {
    Registration guest = sample_guest(made_up(i), "Example Association", "standard");
    char code[32];
    std::snprintf(code, sizeof code, "EVT-%012d", i);
    guest.code = code;
    guest.id = std::to_string(i);
    guest.email = "guest" + std::to_string(i) + "@example.com";
    guest.registration_status = "confirmed";
    guest.payment_status = "paid";
    guest.attendance_status = "not_arrived";
    builder.add(guest);
  }
  builder.adopt(RosterCard{.event = Event{.id = "1", .name = "bench"}});
}

/// The desk's part and the screen's: another thread looks, and the frame that shows who was found is a first
/// one.
void ask(Window& window, Roster& roster, const char* name, const std::function<std::string(int)>& words) {
  std::vector<double> looking, drawing;
  Staff staff;
  staff.page = StaffPage::Search;
  View view = sample_view();
  view.staff = &staff;
  std::size_t found = 0;
  for (int i = 0; i < kAsked; ++i) {
    staff.query = words(i);
    const double before = cpu_ms();
    staff.answer.found = roster.find(staff.query, 61);  // as many as the staff page asks for
    looking.push_back(cpu_ms() - before);
    staff.answer.number = staff.asked = 1;
    found = std::max(found, staff.answer.found.size());
    window.frame([&](ImDrawList& list) {
      const double begin = cpu_ms();
      Canvas canvas(list, window.textures(), window.size());
      draw(canvas, view);
      drawing.push_back(cpu_ms() - begin);
      return canvas.base();
    });
  }
  std::printf(
      "  %-28s looked up p50 %5.2f  p99 %5.2f  longest %5.2f ms   drawn p50 %5.2f  p99 %5.2f ms   (%zu "
      "shown)\n",
      name, part(looking, 0.5), part(looking, 0.99), part(looking, 1), part(drawing, 0.5),
      part(drawing, 0.99), found);
  std::fflush(stdout);
}

}  // namespace

void measure_search() {
  std::string pattern = (fs::temp_directory_path() / "usher-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("bench: cannot make a folder at " + pattern);
  build(pattern);
  Roster roster(pattern);
  roster.prepare();
  Window window(Window::Mode::Windowed, {1280, 800});
  std::printf("search among %d registrations, CPU, %d times each; a frame is 33 ms\n", kRows, kAsked);
  ask(window, roster, "one letter", [](int i) { return std::string(1, static_cast<char>('a' + i % 26)); });
  ask(window, roster, "a word that all have", [](int) { return std::string("association"); });
  ask(window, roster, "the middle of such a word", [](int) { return std::string("sociat"); });
  ask(window, roster, "a word of all, one of few",
      [](int i) { return "association " + std::to_string(i * 487 % kRows); });
  ask(window, roster, "nobody", [](int i) { return "nobody " + std::to_string(i); });
  fs::remove_all(pattern);
}

}  // namespace usher::screen
