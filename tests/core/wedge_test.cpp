#include "usher/core/wedge.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace usher;

namespace {

/// A scanner (or a person) before a keyboard.
struct Keyboard {
  WedgeLine line;
  Tick now{seconds{100}};
  std::vector<WedgeScan> scans;

  void take(std::optional<WedgeScan> scan) {
    if (scan) scans.push_back(*scan);
  }
  void type(std::u32string_view text, milliseconds each = milliseconds{5}) {
    for (const char32_t c : text) {
      now += each;
      take(line.character(c, now));
    }
  }
  void enter() {
    now += milliseconds{5};
    take(line.end(now));
  }
  void wait(milliseconds time) {
    for (milliseconds t{0}; t < time; t += milliseconds{33}) {
      now += milliseconds{33};
      take(line.quiet(now));
    }
  }
};

using Scans = std::vector<WedgeScan>;

}  // namespace

TEST_CASE("a scanner types a pass and Enter: one scan, as it was typed") {
  Keyboard keyboard;
  keyboard.type(U"EVT-ABC123DEF456");
  CHECK(keyboard.scans.empty());
  keyboard.enter();
  CHECK(keyboard.scans == Scans{{"EVT-ABC123DEF456", false}});
  keyboard.enter();
  keyboard.wait(seconds{5});
  CHECK(keyboard.scans.size() == 1);
}

TEST_CASE("a scanner without an ending is done when it is quiet") {
  Keyboard keyboard;
  keyboard.type(U"EVT-ABC123DEF456");
  keyboard.wait(milliseconds{300});
  CHECK(keyboard.scans == Scans{{"EVT-ABC123DEF456", false}});
  keyboard.type(U"EVT-ABC123DEF457");
  keyboard.wait(milliseconds{300});
  CHECK(keyboard.scans.size() == 2);
}

TEST_CASE("two scans without an ending, nobody asking in between, are two") {
  Keyboard keyboard;
  keyboard.type(U"EVT-ABC123DEF456");
  keyboard.now += seconds{2};
  keyboard.type(U"EVT-ABC123DEF457");
  keyboard.enter();
  CHECK(keyboard.scans == Scans{{"EVT-ABC123DEF456", false}, {"EVT-ABC123DEF457", false}});
}

TEST_CASE("a pause in which nobody listened ends no scan, one in which somebody did ends it") {
  Keyboard keyboard;
  keyboard.type(U"EVT-ABC1");
  Tick before = keyboard.now;
  keyboard.now += milliseconds{400};
  keyboard.take(keyboard.line.character(U'2', before, keyboard.now));
  keyboard.type(U"3DEF456");
  CHECK(keyboard.scans.empty());
  before = keyboard.now + milliseconds{200};
  keyboard.now += milliseconds{400};
  keyboard.take(keyboard.line.character(U'E', before, keyboard.now));
  CHECK(keyboard.scans == Scans{{"EVT-ABC123DEF456", false}});
}

TEST_CASE("a link scanned by a machine is a scan too, though no pass") {
  Keyboard keyboard;
  keyboard.type(U"https://example.org/menu");
  keyboard.enter();
  CHECK(keyboard.scans == Scans{{"https://example.org/menu", false}});
}

TEST_CASE("a person at the keyboard is no scanner, unless what they type is a pass") {
  Keyboard keyboard;
  keyboard.type(U"hello there", milliseconds{180});
  keyboard.enter();
  keyboard.type(U"y");
  keyboard.enter();
  CHECK(keyboard.scans.empty());
  keyboard.type(U"evt-abc123def456", milliseconds{120});
  keyboard.enter();
  CHECK(keyboard.scans == Scans{{"evt-abc123def456", false}});
}

TEST_CASE("a few stray keys before a scan do not spoil it after a while") {
  Keyboard keyboard;
  keyboard.type(U"qq", milliseconds{200});
  keyboard.wait(seconds{4});
  keyboard.type(U"EVT-ABC123DEF456");
  keyboard.enter();
  CHECK(keyboard.scans == Scans{{"EVT-ABC123DEF456", false}});
}

TEST_CASE("a scanner gone mad is bounded, and its next scan is read") {
  Keyboard keyboard;
  keyboard.type(std::u32string(100'000, U'A'));
  keyboard.enter();
  REQUIRE(keyboard.scans.size() == 1);
  CHECK(keyboard.scans[0].payload.size() <= 512);
  keyboard.type(U"EVT-ABC123DEF456");
  keyboard.enter();
  CHECK(keyboard.scans.size() == 2);
}

TEST_CASE("what a keyboard's layout did to a pass is put right, and flagged") {
  struct Case {
    const char* layout;
    const char32_t* typed;
    const char* meant;
  };
  const Case cases[] = {
      {"German", U"EVTßABC123DEF456", "EVT-ABC123DEF456"},
      {"German, Y and Z", U"EVTßYZABCDEFGH12", "EVT-ZYABCDEFGH12"},
      {"French", U"EVT)QBC&é\"DEF'(-", "EVT-ABC123DEF456"},
      {"French, all that moves", U"EVT)AQWZ?è_çàBCD", "EVT-QAZWM7890BCD"},
      {"Belgian", U"EVT)QBC§!çDEF'(à", "EVT-ABC689DEF450"},
      {"Spanish", U"EVT'ABC123DEF456", "EVT-ABC123DEF456"},
      {"Swedish", U"EVT+YZC123DEF456", "EVT-YZC123DEF456"},
      {"Dutch", U"EVT/ABC123DEF456", "EVT-ABC123DEF456"},
      {"Czech", U"EVT=ABC+ěšDEFčřž", "EVT-ABC123DEF456"},
      {"Slovak", U"EVT=ABC+ľšDEFčťž", "EVT-ABC123DEF456"},
      {"Hungarian", U"EVTüABCö23DEF45Y", "EVT-ABC023DEF45Z"},
      {"Turkish", U"EVT*ABCI23DEF456", "EVT-ABCI23DEF456"},
      {"caps lock on a German keyboard", U"evtßabc123def45z", "EVT-ABC123DEF45Y"},
      {"no hyphen at all", U"EVTABC123DEF456", "EVT-ABC123DEF456"},
      {"a dash", U"EVT–YZC123DEF456", "EVT-YZC123DEF456"},
      {"Danish scanner, as seen in the wild", U"EVT½ABC123DEF456", "EVT-ABC123DEF456"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.layout);
    Keyboard keyboard;
    keyboard.type(c.typed);
    keyboard.enter();
    CHECK(keyboard.scans == Scans{{c.meant, true}});
  }
}

TEST_CASE("what two layouts would make two codes of is nobody's code") {
  const char* cases[] = {
      "EVT'YBC123DEF456",  // Swiss swaps Y and Z, Spanish does not
      "EVTYBC123DEF456",   // the hyphen is gone, and with it the word which layout it was
      "EVTABCDEFGHIJKL",   // French has no digits to show it by
      "EVT½ZBC123DEF456",
      "EVT-ABC123DEF45",      // a character lost
      "EVTßABC123DEF45\xC3",  // and half of one
      "EVTßABC123DEF4567",   "EVTXABC123DEF456", "EVU)ABC123DEF456", "ABC", "",
  };
  for (const char* typed : cases) {
    CAPTURE(typed);
    CHECK_FALSE(repair_layout(typed));
  }
}
