#include "usher/scan/source/image_file.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "scan/small_world.hpp"
#include "usher/scan/reader/reader.hpp"

using namespace usher;

// The same code in each of tests/scan/stills, as different programs keep it.
TEST_CASE("a code is read however its picture was kept") {
  struct Case {
    std::string file;
    Point top_left;  ///< of the code, as people see the picture
  };
  const Point upright{16, 13}, turned{101, 16};  // by a quarter, clockwise
  const Case cases[] = {
      {"transparent16.png", upright},       // 16 bits a channel, black on nothing
      {"transparent_grey16.png", upright},  // grey and alpha
      {"transparent.tif", upright},
      {"transparent16.tif", upright},
      {"cmyk.jpg", upright},
      {"cmyk.tif", upright},
      {"turned.jpg", turned},  // EXIF says how
      {"turned.png", turned},
  };
  for (const Case& c : cases) {
    CAPTURE(c.file);
    const auto frame = load_image(USHER_TESTS_DIR "/scan/stills/" + c.file);
    REQUIRE(frame);
    const auto symbols = Reader({}).read(*frame);
    REQUIRE(symbols.size() == 1);
    CHECK(symbols[0].payload == "EVT-ABC123DEF456");
    CHECK(std::abs(symbols[0].corners[0].x - c.top_left.x) < 4);
    CHECK(std::abs(symbols[0].corners[0].y - c.top_left.y) < 4);
  }
}

TEST_CASE("what is no picture gives no frame, whatever its name says") {
  const TemporaryFolder folder;
  const struct {
    const char* name;
    std::string bytes;
  } cases[] = {
      {"empty.png", ""},
      {"empty.jpg", ""},
      {"text.png", "hello"},
      {"torn.jpg", "\xff\xd8\xff\xe0"},
      {"torn.webp", "RIFF\x10\x27WEBPVP8 "},
      {"torn.tif", std::string("II*\0\xff\xff\xff\x7f", 8)},
      {"huge.pgm", "P5\n200000 200000\n255\n0"},
      {"without size.pgm", "P5\n0 0\n255\n"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    write_file(folder.file(c.name), c.bytes);
    CHECK_FALSE(load_image(folder.file(c.name)));
  }
  CHECK_FALSE(load_image(folder.file("nowhere.png")));
  CHECK_FALSE(load_image(folder.path()));
}
