#include "usher/scan/handheld/scanner.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <filesystem>
#include <map>
#include <thread>

#include "scan/small_world.hpp"

using namespace usher;

namespace {

const std::map<char, int> kPlace = {
    {'0', KEY_0}, {'1', KEY_1}, {'2', KEY_2}, {'3', KEY_3},     {'4', KEY_4}, {'5', KEY_5}, {'6', KEY_6},
    {'7', KEY_7}, {'8', KEY_8}, {'9', KEY_9}, {'-', KEY_MINUS}, {'A', KEY_A}, {'B', KEY_B}, {'C', KEY_C},
    {'D', KEY_D}, {'E', KEY_E}, {'F', KEY_F}, {'T', KEY_T},     {'V', KEY_V}, {'Y', KEY_Y}, {'Z', KEY_Z},
};

/// What the kernel tells while a scanner types.
std::vector<input_event> typed(const std::string& text, int ending = KEY_ENTER) {
  std::vector<input_event> events;
  const auto add = [&](int type, int code, int value) {
    input_event event{};
    event.type = static_cast<std::uint16_t>(type);
    event.code = static_cast<std::uint16_t>(code);
    event.value = value;
    events.push_back(event);
  };
  const auto stroke = [&](int code) {
    for (const int value : {1, 0}) {
      add(EV_MSC, MSC_SCAN, 0x70000 + code);
      add(EV_KEY, code, value);
      add(EV_SYN, SYN_REPORT, 0);
    }
  };
  for (const char c : text) {
    const bool capital = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (capital) add(EV_KEY, KEY_LEFTSHIFT, 1), add(EV_SYN, SYN_REPORT, 0);
    stroke(kPlace.at(c));
    if (capital) add(EV_KEY, KEY_LEFTSHIFT, 0), add(EV_SYN, SYN_REPORT, 0);
  }
  if (ending != 0) stroke(ending);
  return events;
}

void send(int descriptor, const std::vector<input_event>& events) {
  const auto bytes = events.size() * sizeof(input_event);
  REQUIRE(::write(descriptor, events.data(), bytes) == static_cast<ssize_t>(bytes));
}

struct Pipe {
  Pipe() { REQUIRE(::pipe(ends) == 0); }
  ~Pipe() {
    ::close(ends[0]);
    if (ends[1] >= 0) ::close(ends[1]);
  }
  void finish() {
    ::close(ends[1]);
    ends[1] = -1;
  }
  int ends[2];
};

constexpr auto kCode = "EVT-ABC123DEF45Z";

}  // namespace

TEST_CASE("a scanner's recorded events become a scan from the wedge, read by a US keyboard's places") {
  for (const int ending : {KEY_ENTER, KEY_KPENTER, KEY_TAB}) {
    CAPTURE(ending);
    Pipe pipe;
    Joints joints;
    send(pipe.ends[1], typed(kCode, ending));
    pipe.finish();
    listen_to({}, pipe.ends[0], joints);
    REQUIRE(joints.scans.version() == 1);
    const Scan scan = *joints.scans.latest();
    CHECK(scan.payload == kCode);
    CHECK(scan.source == Scan::Source::Wedge);
    CHECK(scan.number == 1);
    CHECK_FALSE(scan.repaired);
  }
}

TEST_CASE("a scanner that sends no ending is done when it is quiet") {
  Pipe pipe;
  Joints joints;
  std::jthread listener([&](std::stop_token stop) { listen_to(stop, pipe.ends[0], joints); });
  send(pipe.ends[1], typed(kCode, 0));
  std::uint64_t seen = 0;
  const auto scan = joints.scans.next(seen, {}, seconds{20});
  REQUIRE(scan);
  CHECK(scan->payload == kCode);
}

TEST_CASE("a scan is cut where the scanner paused, not where a crowded machine came late") {
  const auto struck_at = [](std::vector<input_event> events, Tick at) {
    for (input_event& event : events) {
      at += milliseconds{1};
      event.input_event_sec =
          static_cast<decltype(event.input_event_sec)>(at.time_since_epoch().count() / 1000);
      event.input_event_usec =
          static_cast<decltype(event.input_event_usec)>(at.time_since_epoch().count() % 1000 * 1000);
    }
    return events;
  };
  const Tick before = clock_now().tick - seconds{5};
  Joints joints;
  SUBCASE("two scans without an ending that were asked for at once are two") {
    Pipe pipe;
    send(pipe.ends[1], struck_at(typed("EVT-ABC123DEF450", 0), before));
    send(pipe.ends[1], struck_at(typed(kCode), before + seconds{1}));
    pipe.finish();
    listen_to({}, pipe.ends[0], joints);
    CHECK(joints.scans.version() == 2);
    CHECK(joints.scans.latest()->payload == kCode);
  }
  SUBCASE("a clock that is not ours says nothing, and cuts nothing") {
    Pipe pipe;
    auto events = struck_at(typed(kCode), before + std::chrono::hours(500'000));
    for (std::size_t i = 0; i < events.size() / 2; ++i) events[i].input_event_sec = 1;
    send(pipe.ends[1], events);
    pipe.finish();
    listen_to({}, pipe.ends[0], joints);
    REQUIRE(joints.scans.version() == 1);
    CHECK(joints.scans.latest()->payload == kCode);
  }
}

TEST_CASE("one scanner in trouble is not hidden by another that is well, nor by a second in trouble") {
  const TemporaryFolder folder;
  write_file(folder.file("usb-Datalogic_A-event-kbd"), "keys");
  write_file(folder.file("usb-Honeywell_B-event-kbd"), "keys");
  Joints joints;
  std::jthread listener([&](std::stop_token stop) { listen_to_all(stop, folder.path(), joints); });
  std::uint64_t seen = 0;
  std::vector<std::string> told;
  for (int i = 0; i < 4; ++i) {
    const auto report = joints.scanner.next(seen, {}, seconds{20});
    REQUIRE(report);
    told.push_back(report->device);
  }
  CHECK(told == std::vector<std::string>(4, told.front()));
}

TEST_CASE("half a code is thrown away when the kernel dropped events, and the next one is read") {
  Pipe pipe;
  Joints joints;
  auto events = typed("EVT-AB", 0);
  input_event dropped{};
  dropped.type = EV_SYN;
  dropped.code = SYN_DROPPED;
  events.push_back(dropped);
  for (const auto& event : typed("C123DEF45Z")) events.push_back(event);
  send(pipe.ends[1], events);
  send(pipe.ends[1], typed(kCode));
  pipe.finish();
  listen_to({}, pipe.ends[0], joints);
  CHECK(joints.scans.version() == 1);
  CHECK(joints.scans.latest()->payload == kCode);
}

TEST_CASE("a key that hangs types once") {
  ScannerKeys keys;
  Tick now{seconds{1}};
  for (const char c : std::string("EVT-ABC123DEF45Z")) {
    now += milliseconds{5};
    keys.key(KEY_LEFTSHIFT, std::isalpha(static_cast<unsigned char>(c)) ? 1 : 0, now);
    keys.key(kPlace.at(c), 1, now);
    for (int i = 0; i < 3; ++i) keys.key(kPlace.at(c), 2, now);
  }
  const auto scan = keys.key(KEY_ENTER, 1, now);
  REQUIRE(scan);
  CHECK(scan->payload == kCode);
}

TEST_CASE(
    "a scanner that is not there, or is none, is a sentence with the mend; the loop goes on until stopped") {
  const TemporaryFolder folder;
  write_file(folder.file("plain"), "hello");
  const struct {
    std::string device, mend;
  } cases[] = {{folder.file("nothing"), "plug the scanner in"}, {folder.file("plain"), "/dev/input/by-id"}};
  for (const auto& c : cases) {
    CAPTURE(c.device);
    Joints joints;
    std::jthread listener([&](std::stop_token stop) { listen(stop, c.device, joints); });
    std::uint64_t seen = 0;
    const auto report = joints.scanner.next(seen, {}, seconds{20});
    REQUIRE(report);
    CHECK_FALSE(report->listening);
    CHECK(report->device == c.device);
    CHECK(report->sentence.find(c.device) != std::string::npos);
    CHECK(report->sentence.find(c.mend) != std::string::npos);
  }
}

TEST_CASE("a scanner that is plugged in later is listened to") {
  const TemporaryFolder folder;
  Joints joints;
  std::jthread listener([&](std::stop_token stop) { listen_to_all(stop, folder.path(), joints); });
  // A file stands for the device: it is found, and found to be no scanner.
  write_file(folder.file("usb-Dell_KB216-event-kbd"), "keys");
  write_file(folder.file("usb-Honeywell_1900-event-kbd"), "keys");
  std::uint64_t seen = 0;
  const auto report = joints.scanner.next(seen, {}, seconds{20});
  REQUIRE(report);
  CHECK(report->device == folder.file("usb-Honeywell_1900-event-kbd"));
  CHECK(hand_scanners(folder.path()) == std::vector{folder.file("usb-Honeywell_1900-event-kbd")});
}

TEST_CASE("what a play types is heard as it was meant") {
  Pipe pipe;
  Joints joints;
  const std::string bytes = events_of_typing(kCode);
  REQUIRE(::write(pipe.ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  pipe.finish();
  listen_to({}, pipe.ends[0], joints);
  REQUIRE(joints.scans.version() == 1);
  CHECK(joints.scans.latest()->payload == kCode);
}

/// A keyboard that the kernel itself makes for us, where it may.
class KernelKeyboard {
 public:
  KernelKeyboard() : device_(::open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC)) {
    if (device_ < 0) return;
    ::ioctl(device_, UI_SET_EVBIT, EV_KEY);
    for (int key = KEY_ESC; key <= KEY_COMPOSE; ++key) ::ioctl(device_, UI_SET_KEYBIT, key);
    uinput_setup setup{};
    setup.id.bustype = BUS_USB;
    std::snprintf(setup.name, sizeof setup.name, "usher test scanner");
    char name[64] = {};
    if (::ioctl(device_, UI_DEV_SETUP, &setup) != 0 || ::ioctl(device_, UI_DEV_CREATE) != 0 ||
        ::ioctl(device_, UI_GET_SYSNAME(sizeof name), name) < 0)
      return;
    std::error_code error;
    for (std::filesystem::directory_iterator entry("/sys/devices/virtual/input/" + std::string(name), error),
         end;
         !error && entry != end; entry.increment(error))
      if (entry->path().filename().string().rfind("event", 0) == 0)
        node_ = "/dev/input/" + entry->path().filename().string();
  }
  ~KernelKeyboard() {
    if (device_ >= 0) ::close(device_);
  }
  /// Empty where this machine has none.
  const std::string& node() const { return node_; }
  void type(const std::string& text) const {
    const std::string bytes = events_of_typing(text);
    REQUIRE(::write(device_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }

 private:
  int device_;
  std::string node_;
};

TEST_CASE("a scanner of the kernel's own is grabbed, and what it types is a scan") {
  const KernelKeyboard keyboard;
  if (keyboard.node().empty() || ::access(keyboard.node().c_str(), R_OK) != 0) {
    MESSAGE("not tried: this machine lets nobody make a keyboard (/dev/uinput)");
    return;
  }
  Joints joints;
  std::jthread listener([&](std::stop_token stop) { listen(stop, keyboard.node(), joints); });
  std::uint64_t reports = 0, scans = 0;
  const auto report = joints.scanner.next(reports, {}, seconds{20});
  REQUIRE(report);
  REQUIRE(report->listening);
  keyboard.type(kCode);
  const auto scan = joints.scans.next(scans, {}, seconds{20});
  REQUIRE(scan);
  CHECK(scan->payload == kCode);
}

TEST_CASE("a keyboard that people type on is never taken for a scanner") {
  CHECK(sounds_like_a_scanner("usb-Honeywell_Scanning_and_Mobility_1900-event-kbd"));
  CHECK(sounds_like_a_scanner("usb-Symbol_Technologies__Inc__2008_Symbol_Bar_Code_Scanner-event-kbd"));
  CHECK(sounds_like_a_scanner("usb-Newtologic_Barcode_Reader-event-kbd"));
  CHECK_FALSE(sounds_like_a_scanner("usb-Logitech_USB_Keyboard-event-kbd"));
  CHECK_FALSE(sounds_like_a_scanner("usb-Dell_Dell_KB216_Wired_Keyboard-event-kbd"));
  CHECK_FALSE(sounds_like_a_scanner("usb-Cherry_GmbH_CHERRY_Corded_Device-event-kbd"));
}
