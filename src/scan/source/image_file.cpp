#include "usher/scan/source/image_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "grey.hpp"

namespace usher {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "frame9" before "frame10": digits compare as the number they are.
bool before(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (!is_digit(a[i]) || !is_digit(b[j])) {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i, ++j;
      continue;
    }
    while (i < a.size() && a[i] == '0') ++i;
    while (j < b.size() && b[j] == '0') ++j;
    std::size_t end_a = i;
    std::size_t end_b = j;
    while (end_a < a.size() && is_digit(a[end_a])) ++end_a;
    while (end_b < b.size() && is_digit(b[end_b])) ++end_b;
    if (end_a - i != end_b - j) return end_a - i < end_b - j;
    const int order = a.compare(i, end_a - i, b, j, end_b - j);
    if (order != 0) return order < 0;
    i = end_a;
    j = end_b;
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;
}

std::string ending_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return "";
  std::string ending(path.substr(dot + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

bool may_be_transparent(const std::string& path) {
  const std::string ending = ending_of(path);
  return ending == "png" || ending == "webp" || ending == "tif" || ending == "tiff";
}

/// A code drawn black on nothing: without its transparency all of it would be black.
cv::Mat on_white(const cv::Mat& transparent) {
  cv::Mat grey, alpha;
  cv::cvtColor(transparent, grey, cv::COLOR_BGRA2GRAY);
  cv::extractChannel(transparent, alpha, 3);
  cv::Mat shown;
  cv::multiply(grey, alpha, shown, 1.0 / 255);
  return shown + (255 - alpha);
}

}  // namespace

bool is_image_file(std::string_view path) {
  constexpr std::string_view kEndings[] = {"png", "jpg", "jpeg", "webp", "bmp", "pgm", "ppm", "tif", "tiff"};
  return std::find(std::begin(kEndings), std::end(kEndings), ending_of(path)) != std::end(kEndings);
}

std::optional<Frame> load_image(const std::string& path) {
  try {
    if (may_be_transparent(path)) {
      cv::Mat all = cv::imread(path, cv::IMREAD_UNCHANGED);
      if (all.depth() == CV_16U) all.convertTo(all, CV_8U, 1.0 / 257);
      if (all.type() == CV_8UC4) return frame_of(on_white(all));
    }
    return frame_of(cv::imread(path, cv::IMREAD_GRAYSCALE));
  } catch (const cv::Exception&) {
    return std::nullopt;  // a header that promises gigapixels, for example
  }
}

std::optional<Frame> decode_image(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return std::nullopt;
  try {
    const cv::Mat raw(1, static_cast<int>(size), CV_8UC1, const_cast<std::uint8_t*>(bytes));
    return frame_of(cv::imdecode(raw, cv::IMREAD_GRAYSCALE));
  } catch (const cv::Exception&) {
    return std::nullopt;
  }
}

bool save_image(const std::string& path, const Frame& frame) {
  if (frame.grey.empty()) return false;
  try {
    return cv::imwrite(
        path, cv::Mat(frame.height, frame.width, CV_8UC1, const_cast<std::uint8_t*>(frame.grey.data())));
  } catch (const cv::Exception&) {
    return false;
  }
}

std::vector<std::string> images_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string path = entry->path().string();
    if (is_image_file(path)) names.push_back(path);
  }
  if (error) throw std::runtime_error("cannot read the folder " + folder + " (" + error.message() + ")");
  std::sort(names.begin(), names.end(), before);
  return names;
}

}  // namespace usher
