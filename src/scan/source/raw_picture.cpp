#include "raw_picture.hpp"

#include <opencv2/imgproc.hpp>

#include "grey.hpp"
#include "usher/scan/source/image_file.hpp"

namespace usher {
namespace {

using Layout = RawPicture::Layout;

struct Row {
  std::string_view letters;
  Layout layout;
};

constexpr Row kLayouts[] = {
    {"MJPG", Layout::Jpeg},   {"JPEG", Layout::Jpeg},   {"YUYV", Layout::Yuyv},   {"YUY2", Layout::Yuyv},
    {"YVYU", Layout::Yuyv},   {"UYVY", Layout::Uyvy},   {"NV12", Layout::Planar}, {"NV21", Layout::Planar},
    {"YU12", Layout::Planar}, {"YV12", Layout::Planar}, {"I420", Layout::Planar}, {"GREY", Layout::Grey},
    {"Y800", Layout::Grey},
};

int type_of(Layout layout) {
  switch (layout) {
    case Layout::Yuyv:
    case Layout::Uyvy:
      return CV_8UC2;
    case Layout::Bgr:
      return CV_8UC3;
    case Layout::Planar:
    case Layout::Grey:
      return CV_8UC1;
    case Layout::Jpeg:
    case Layout::Unknown:
      break;
  }
  return -1;
}

}  // namespace

RawPicture::Layout layout_of(std::string_view four_letters) {
  for (const Row& row : kLayouts)
    if (row.letters == four_letters) return row.layout;
  return Layout::Unknown;
}

std::optional<Frame> unpack(const RawPicture& raw) {
  if (!raw.bytes || raw.size == 0) return std::nullopt;
  if (raw.layout == Layout::Jpeg) return decode_image(raw.bytes, raw.size);
  const int type = type_of(raw.layout);
  if (type < 0 || raw.width <= 0 || raw.height <= 0) return std::nullopt;
  const std::size_t row = static_cast<std::size_t>(raw.width) * CV_ELEM_SIZE(type);
  const std::size_t stride = raw.stride == 0 ? row : raw.stride;
  if (stride < row || raw.size < stride * (static_cast<std::size_t>(raw.height) - 1) + row)
    return std::nullopt;

  const cv::Mat picture(raw.height, raw.width, type, const_cast<std::uint8_t*>(raw.bytes), stride);
  if (raw.layout != Layout::Uyvy) return frame_of(picture);
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_YUV2GRAY_UYVY);
  return frame_of(grey);
}

}  // namespace usher
