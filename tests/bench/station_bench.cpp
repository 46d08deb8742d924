// What one guest waits for, from the frame that shows the code to the verdict that is on stable storage: the
// reader, the desk, the journal's disk and a portal over HTTP. Printed, never judged: machines and disks
// differ. usage: station_bench [GUESTS]
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "usher/desk/binding.hpp"
#include "usher/desk/desk.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/desk/maintenance/state_folder.hpp"
#include "usher/desk/roster/roster.hpp"
#include "usher/portal/worksby/worksby.hpp"
#include "usher/scan/reader/reader.hpp"
#include "usher/stage/foyer/door_scene.hpp"
#include "usher/stage/sandbox/sample_event.hpp"
#include "usher/stage/sandbox/sandbox.hpp"

using namespace usher;
namespace fs = std::filesystem;

namespace {

constexpr int kPortalDelayMs = 80;  // a venue's mobile network on a good day

const Reader::Options kAsTheStationReads{.budget = milliseconds{12}, .any = true};  // src/scan/watch.cpp

double thread_cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void print(const char* what, std::vector<double> ms) {
  std::sort(ms.begin(), ms.end());
  const auto at = [&](double share) {
    return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
  };
  std::printf("%-46s p50 %7.2f ms   p99 %7.2f ms   (%zu)\n", what, at(0.5), at(0.99), ms.size());
}

Frame frame_with(const std::string& code, std::uint32_t noise_seed) {
  static DoorPainter painter;
  DoorScene scene;
  scene.noise_seed = noise_seed;
  if (!code.empty()) {
    HeldCode held;
    held.payload = code;
    held.rotation = noise_seed % 7;
    scene.held.push_back(held);
  }
  return painter.paint(scene);
}

void decoding() {
  for (const bool with_code : {true, false}) {
    Reader reader(kAsTheStationReads);
    std::vector<double> ms;
    for (std::uint32_t i = 0; i < 100; ++i) {
      const Frame frame = frame_with(with_code ? "EVT-ABC123DEF456" : "", i + 1);
      const double begin = thread_cpu_ms();
      reader.read(frame);
      ms.push_back(thread_cpu_ms() - begin);
    }
    print(with_code ? "decode, CPU, 1280x720 with a code" : "decode, CPU, 1280x720 without a code", ms);
  }
}

void guests(const fs::path& folder, const char* name, Policy::Decide decide, int count,
            const SandboxOptions& options) {
  const Sandbox sandbox(options);
  PortalSettings settings;
  settings.url = sandbox.origin();
  settings.id = options.portal_id;
  PortalPacer pacer(PortalPace{.per_second = 10'000, .burst = 10'000});
  const auto portal = make_portal(settings, pacer, PortalUse::Door);
  const StateFolder state((folder / name).string());
  JournalFile journal(state.path());
  const Binding binding = bind_event(kSampleEventName, *portal, journal);
  if (!binding.event) throw std::runtime_error(binding.sentence);
  sync_roster(*portal, state.path(), *binding.event, clock_now(),
              PersonsWord{.shrunken = true, .changed = true});
  Roster roster(state.path());
  Terms terms{.station = "bench", .event = *binding.event, .policy = {}, .boot = boot_id()};
  terms.policy.decide = decide;
  Desk desk(terms, journal, roster, *portal);

  Reader reader(kAsTheStationReads);
  std::vector<double> ms;
  std::uint32_t noise_seed = 0;
  for (const SampleGuest& guest : sample_guests(options.guests)) {
    if (guest.verdict != Verdict::Kind::Grant || static_cast<int>(ms.size()) == count) continue;
    const Frame frame = frame_with(guest.code, ++noise_seed);
    const double begin = now_ms();
    const auto symbols = reader.read(frame);
    if (symbols.empty()) throw std::runtime_error("bench: a plain code was not read");
    const auto served = desk.serve({.payload = symbols.front().payload, .decoded = clock_now().tick});
    if (served.verdict.kind != Verdict::Kind::Grant)
      throw std::runtime_error("bench: a guest was not granted");
    ms.push_back(now_ms() - begin);
    desk.displayed();
  }
  print(name, ms);
}

double resident_mib() {
  std::ifstream statm("/proc/self/statm");
  long size = 0;
  long resident = 0;
  statm >> size >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

void roster(const fs::path& folder, int rows) {
  fs::create_directories(folder);
  const double before = resident_mib();
  const double begin = now_ms();
  RosterBuilder builder(folder.string());
  for (int i = 0; i < rows; ++i) {
    Registration r;
    char code[32];
    std::snprintf(code, sizeof code, "EVT-%012d", i);
    r.id = std::to_string(i);
    r.code = code;
    r.attendee_name = "Guest Number " + std::to_string(i);
    r.email = "guest" + std::to_string(i) + "@example.com";
    r.registration_status = "confirmed";
    r.payment_status = "paid";
    builder.add(r);
  }
  builder.adopt(RosterCard{.event = Event{.id = "1", .name = "bench"}});
  std::printf("%-46s %7.0f ms, %.1f MiB more resident\n", "roster of 100,000 built aside and swapped",
              now_ms() - begin, resident_mib() - before);
  Roster have(folder.string());
  const double opened = now_ms();
  have.prepare();
  std::printf("%-46s %7.1f ms, %.1f MiB resident in all\n", "what is searched, read from the roster",
              now_ms() - opened, resident_mib() - before);
  const auto search = [&](const char* title, const std::function<std::string(int)>& words) {
    std::vector<double> ms;
    for (int i = 0; i < 200; ++i) {
      const double start = now_ms();
      have.find(words(i), 61);  // as many as the staff page asks for
      ms.push_back(now_ms() - start);
    }
    print(title, ms);
  };
  search("search among 100,000: a word of all, one of few",
         [&](int i) { return "number " + std::to_string(i * 487 % rows); });
  search("the same: one letter", [](int i) { return std::string(1, static_cast<char>('a' + i % 26)); });
  search("the same: the middle of a word that all have", [](int) { return std::string("xampl"); });
  search("the same: nobody", [](int i) { return "nobody " + std::to_string(i); });
}

}  // namespace

int main(int argc, char** argv) try {
  const int count = argc > 1 ? std::atoi(argv[1]) : 200;
  std::string pattern = (fs::temp_directory_path() / "usher-bench-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("bench: cannot make a folder at " + pattern);
  const fs::path folder = pattern;

  std::printf("reader: %s\n", decoder_name());
  decoding();
  SandboxOptions options;
  options.guests = count * 2;
  guests(folder, "frame to verdict, local-first", Policy::Decide::LocalFirst, count, options);
  guests(folder, "frame to verdict, portal-first, loopback", Policy::Decide::PortalFirst, count, options);
  options.faults = (folder / "faults.json").string();
  std::ofstream(options.faults) << R"({"faults":[{"fault":"latency","ms":)" << kPortalDelayMs << "}]}";
  guests(folder, "frame to verdict, portal-first, 80 ms added", Policy::Decide::PortalFirst, count, options);
  roster(folder / "roster", 100'000);
  fs::remove_all(folder);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
