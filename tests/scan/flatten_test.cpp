#include "scan/reader/flatten.hpp"

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <string>

#include "scan/symbol/decoder.hpp"
#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

const std::string kLink = "https://example.org/registration/4711";

/// A symbol printed in the middle of a sheet, twelve pixels a module, and one corner of it painted over.
struct Sheet {
  static constexpr int kPixels = 12;
  cv::Mat grey{600, 600, CV_8U, cv::Scalar(230)};
  Modules modules;
  int left = 0;

  explicit Sheet(Modules print = encode(kLink, Correction::Medium))
      : modules(std::move(print)), left((600 - modules.size * kPixels) / 2) {
    for (int y = 0; y < modules.size; ++y)
      for (int x = 0; x < modules.size; ++x)
        if (modules.at(x, y)) cell(x, y, 1).setTo(40);
  }
  cv::Mat cell(int x, int y, int count) {
    return grey(cv::Rect(left + x * kPixels, left + y * kPixels, count * kPixels, count * kPixels));
  }
};

TEST_CASE("a symbol is read by two of its finder patterns, whichever is hidden") {
  const int last = Sheet().modules.size - 8;
  for (const cv::Point hidden : {cv::Point(0, 0), {last, 0}, {0, last}}) {
    CAPTURE(hidden.x);
    CAPTURE(hidden.y);
    Sheet sheet;
    sheet.cell(hidden.x, hidden.y, 8).setTo(230);
    const Purse purse(milliseconds{0});
    CHECK(read_flattened(sheet.grey, purse, false).empty());
    const auto symbols = read_by_two(sheet.grey, purse);
    REQUIRE(symbols.size() == 1);
    CHECK(symbols[0].payload == kLink);
  }
}

TEST_CASE("two finder patterns without a symbol are none") {
  Sheet sheet;
  const int last = sheet.modules.size - 8;
  sheet.cell(0, last, 8).setTo(230);
  sheet.cell(8, 8, sheet.modules.size - 8).setTo(230);
  CHECK(read_by_two(sheet.grey, Purse(milliseconds{0})).empty());
}

TEST_CASE("a chequered field between finder patterns is a symbol of noughts, and says nothing") {
  Modules field = encode(kLink, Correction::Medium);
  const auto set = [&](Place place, bool dark) {
    field.dark[static_cast<std::size_t>(place.y * field.size + place.x)] = dark;
  };
  constexpr int kMedium = 0, kChequered = 0;
  for (const Place place : bit_places(field.size)) set(place, (place.x + place.y) % 2 == 0);
  for (int bit = 0; bit < 15; ++bit)
    for (const Place place : format_places(field.size, bit))
      set(place, ((format_word(kMedium, kChequered) >> bit) & 1) != 0);
  const Sheet sheet(field);
  CHECK(decode({sheet.grey.data, 600, 600, 600}, {}).read.empty());
  CHECK(read_flattened(sheet.grey, Purse(milliseconds{0}), false).empty());
}

}  // namespace
}  // namespace usher::scan
