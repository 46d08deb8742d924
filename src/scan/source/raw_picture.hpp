#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "usher/core/frame.hpp"

namespace usher {

/// A picture as a driver lays it out in memory. Points to bytes of somebody else's.
struct RawPicture {
  enum class Layout {
    Unknown,
    Jpeg,
    Yuyv,    ///< Y U Y V: grey in every second byte, first
    Uyvy,    ///< U Y V Y: grey in every second byte, second
    Planar,  ///< all of the grey, then the colours (NV12, YU12 and their like)
    Grey,
    Bgr,
  };
  Layout layout = Layout::Unknown;
  int width = 0;           ///< pixels; a JPEG tells its own
  int height = 0;          ///< pixels
  std::size_t stride = 0;  ///< bytes from row to row; 0: packed
  const std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
};

/// The layout behind a driver's four letters: "MJPG", "YUYV", "NV12", …
RawPicture::Layout layout_of(std::string_view four_letters);

/// The picture as a packed grey frame. Nothing when it is damaged or shorter than it should be.
std::optional<Frame> unpack(const RawPicture& raw);

}  // namespace usher
