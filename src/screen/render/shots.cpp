#include "shots.hpp"

#include <GL/gl.h>
#include <png.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "theme.hpp"
#include "usher/core/log.hpp"
#include "window.hpp"

namespace usher::screen {
namespace {

std::string name_of(const Scene& scene) {
  switch (scene.kind) {
    case Scene::Kind::Starting:
      return "starting";
    case Scene::Kind::Ready:
      return "ready";
    case Scene::Kind::Checking:
      return "checking";
    case Scene::Kind::OutOfOrder:
      return "out-of-order";
    case Scene::Kind::Verdict:
      break;
  }
  std::string word(verdict_word(scene.verdict.kind));
  for (char& letter : word) {
    if (letter == '_') letter = '-';
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return word;
}

}  // namespace

std::vector<std::uint8_t> read_pixels(Size size) {
  const auto row = static_cast<std::size_t>(size.width) * 3;
  const auto height = static_cast<std::size_t>(size.height);
  std::vector<std::uint8_t> pixels(row * height);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.width, size.height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  // GL counts rows from the bottom.
  for (std::size_t y = 0; y < height / 2; ++y) {
    const auto upper = pixels.begin() + static_cast<std::ptrdiff_t>(y * row);
    const auto lower = pixels.begin() + static_cast<std::ptrdiff_t>((height - 1 - y) * row);
    std::swap_ranges(upper, upper + static_cast<std::ptrdiff_t>(row), lower);
  }
  return pixels;
}

void write_png(const std::string& path, Size size, const std::vector<std::uint8_t>& rgb) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(size.width);
  image.height = static_cast<png_uint_32>(size.height);
  image.format = PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST;
  if (png_image_write_to_file(&image, path.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
    throw std::runtime_error("screen: cannot write the picture " + path + ": " + image.message);
  }
}

Shots::Shots(std::string folder) : folder_(std::move(folder)) {
  if (!folder_.empty()) std::filesystem::create_directories(folder_);
}

void Shots::look(const Scene& scene, Size size) {
  if (folder_.empty()) return;
  const Tick now = clock_now().tick;
  // Ready is one scene however many guests it stood between; a verdict is a new one for each guest.
  const bool counts = scene.kind == Scene::Kind::Verdict || scene.kind == Scene::Kind::Checking;
  const Subject subject{scene.kind, counts || scene.kind == Scene::Kind::Ready ? scene.number : 0};
  if (subject_ != subject) {
    subject_ = subject;
    taken_ = false;
    since_ = now;
  }
  // A check that takes no time at all is not worth a picture; everything else is settled after this.
  const milliseconds settled = std::max(motion::kArrive, motion::kReturn) + milliseconds{40};
  const milliseconds wanted = scene.kind == Scene::Kind::Checking ? motion::kArrive : settled;
  if (taken_ || now - since_ < wanted) return;
  taken_ = true;
  char number[16];
  std::snprintf(number, sizeof number, "%04d-", ++count_);
  try {
    write_png((std::filesystem::path(folder_) / (number + name_of(scene) + ".png")).string(), size,
              read_pixels(size));
  } catch (const std::runtime_error& trouble) {
    log_warning(trouble.what());  // a full disk does not close the lane
  }
}

}  // namespace usher::screen
