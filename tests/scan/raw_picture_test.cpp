#include "scan/source/raw_picture.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "scan/small_world.hpp"
#include "usher/scan/source/image_file.hpp"

using namespace usher;
using Layout = RawPicture::Layout;
using Bytes = std::vector<std::uint8_t>;

namespace {

RawPicture raw(Layout layout, int width, int height, const Bytes& bytes, std::size_t stride = 0) {
  return {.layout = layout,
          .width = width,
          .height = height,
          .stride = stride,
          .bytes = bytes.data(),
          .size = bytes.size()};
}

Bytes jpeg(const Frame& frame) {
  const TemporaryFolder folder;
  REQUIRE(save_image(folder.file("a.jpg"), frame));
  std::ifstream file(folder.file("a.jpg"), std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("whatever a driver delivers, the frame is its grey, packed") {
  const Bytes expected{10, 20, 30, 40, 50, 60, 70, 80};  // 4 x 2
  const struct {
    const char* name;
    Layout layout;
    Bytes bytes;
    std::size_t stride;
  } cases[] = {
      {"YUYV", Layout::Yuyv, {10, 1, 20, 2, 30, 3, 40, 4, 50, 5, 60, 6, 70, 7, 80, 8}, 0},
      {"UYVY", Layout::Uyvy, {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70, 8, 80}, 0},
      {"NV12", Layout::Planar, {10, 20, 30, 40, 50, 60, 70, 80, 9, 9, 9, 9}, 0},
      {"GREY", Layout::Grey, {10, 20, 30, 40, 50, 60, 70, 80}, 0},
      {"GREY in padded rows", Layout::Grey, {10, 20, 30, 40, 99, 99, 50, 60, 70, 80}, 6},
      {"BGR",
       Layout::Bgr,
       {10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40, 50, 50, 50, 60, 60, 60, 70, 70, 70, 80, 80, 80},
       0},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto frame = unpack(raw(c.layout, 4, 2, c.bytes, c.stride));
    REQUIRE(frame);
    CHECK(frame->width == 4);
    CHECK(frame->height == 2);
    CHECK(frame->grey == expected);
  }
}

TEST_CASE("a JPEG tells its own size, and the rest of its buffer does not matter") {
  Bytes bytes = jpeg(plain_frame(64, 48, 77));
  bytes.resize(bytes.size() + 5000);  // drivers hand out the whole buffer
  const auto frame = unpack(raw(Layout::Jpeg, 0, 0, bytes));
  REQUIRE(frame);
  CHECK(frame->width == 64);
  CHECK(frame->height == 48);
  CHECK(frame->grey[100] == doctest::Approx(77).epsilon(0.03));
}

TEST_CASE("what a shaking cable leaves of a picture is no frame") {
  const Bytes whole = jpeg(plain_frame(64, 48, 77));
  CHECK_FALSE(unpack(raw(Layout::Jpeg, 64, 48, Bytes(whole.begin(), whole.begin() + 20))));
  CHECK_FALSE(unpack(raw(Layout::Jpeg, 64, 48, Bytes(2000, 0))));
  CHECK_FALSE(unpack(raw(Layout::Yuyv, 4, 2, Bytes(15))));
  CHECK_FALSE(unpack(raw(Layout::Grey, 4, 2, Bytes(7))));
  CHECK_FALSE(unpack(raw(Layout::Grey, 4, 2, Bytes(100), 3)));
  CHECK_FALSE(unpack(raw(Layout::Planar, 0, 2, Bytes(100))));
  CHECK_FALSE(unpack(raw(Layout::Unknown, 4, 2, Bytes(100))));
  CHECK_FALSE(unpack(raw(Layout::Grey, 4, 2, {})));
}

TEST_CASE("drivers' four letters are known by name") {
  CHECK(layout_of("MJPG") == Layout::Jpeg);
  CHECK(layout_of("YUYV") == Layout::Yuyv);
  CHECK(layout_of("NV12") == Layout::Planar);
  CHECK(layout_of("H264") == Layout::Unknown);
  CHECK(layout_of("") == Layout::Unknown);
}
