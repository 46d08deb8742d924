#include "usher/stage/gallery/gallery.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "samples.hpp"
#include "screen/render/window.hpp"

namespace usher {
namespace {

using namespace screen;

struct NamedSize {
  const char* name;
  Size size;
};
constexpr NamedSize kSizes[] = {{"1280x800", {1280, 800}},
                                {"1920x1080", {1920, 1080}},
                                {"800x1280", {800, 1280}},
                                {"800x480", {800, 480}}};

bool wanted(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

int write_gallery(const std::string& folder, const GalleryOptions& options) {
  Window window(Window::Mode::Hidden, {64, 64});
  Preview preview;
  preview.show(sample_frame());
  const Preview dark;
  int written = 0;
  for (const Language* language : languages()) {
    if (!wanted(options.languages, language->code)) continue;
    for (const NamedSize& size : kSizes) {
      if (!wanted(options.sizes, size.name)) continue;
      const auto place = std::filesystem::path(folder) / language->code / size.name;
      std::filesystem::create_directories(place);
      for (Sample& sample : samples()) {
        if (!wanted(options.scenes, sample.name)) continue;
        sample.view.language = language;
        sample.view.preview = sample.name.find("no-camera") == std::string::npos ? &preview : &dark;
        const auto pixels = window.frame_out_of_sight(size.size, [&](ImDrawList& list) {
          Canvas canvas(list, window.textures(), size.size);
          draw(canvas, sample.view);
          return canvas.base();
        });
        write_png((place / (sample.name + ".png")).string(), size.size, pixels);
        ++written;
      }
    }
  }
  return written;
}

}  // namespace usher
