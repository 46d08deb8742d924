#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "options.hpp"
#include "usher/core/log.hpp"
#include "usher/core/one_line.hpp"
#include "usher/core/pass.hpp"
#include "usher/scan/reader/reader.hpp"
#include "usher/scan/source/camera.hpp"
#include "usher/scan/source/image_file.hpp"
#include "verdict_json.hpp"

namespace usher {

namespace {

namespace fs = std::filesystem;

struct ReadOptions {
  std::vector<std::string> paths;
  bool any = false;
  bool json = false;
  bool empty = false;
};

/// Pictures of kinds that we do not read: as videos they would be called damaged.
bool is_foreign_image(const std::string& path) {
  std::string ending = fs::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view kForeign[] = {".heic", ".heif", ".avif", ".jxl", ".svg"};
  return std::find(std::begin(kForeign), std::end(kForeign), ending) != std::end(kForeign);
}

class Reading {
 public:
  explicit Reading(const ReadOptions& options) : options_(options) {}

  void path(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      if (!folder(path)) complain(path, "there is no picture in this folder; name one that holds some");
    } else if (!fs::exists(path, error)) {
      complain(path, "there is no such file or folder");
    } else if (!fs::is_regular_file(path, error)) {
      complain(path, "it is no file; save what comes from it as a file first");
    } else {
      is_image_file(path) || is_foreign_image(path) ? still(path) : video(path);
    }
  }

  /// Whether there was anything that had to be left out.
  bool complained() const { return complained_; }

 private:
  /// One sentence that names it and the mend; the others are read all the same.
  void complain(const std::string& path, const std::string& why) {
    complained_ = true;
    log_error("cannot read " + path + "; " + why);
  }

  /// Its pictures, and those of the folders in it. False when there are none.
  bool folder(const std::string& path) {
    if (!may_be_read(path)) return true;
    const auto stills = images_in(path);
    for (const std::string& each : stills) still(each);
    bool any = !stills.empty();
    std::vector<std::string> inner;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
      if (entry->is_directory(error) && !entry->is_symlink(error)) inner.push_back(entry->path().string());
    std::sort(inner.begin(), inner.end());
    for (const std::string& each : inner) any = folder(each) || any;
    return any;
  }

  bool may_be_read(const std::string& path) {
    if (access(path.c_str(), R_OK) == 0) return true;
    complain(path, std::string(std::strerror(errno)) + ", so let this user read it");
    return false;
  }

  /// A still is looked at with all we have, by a reader of its own: what is in one picture says nothing of
  /// the next.
  void still(const std::string& path) {
    if (!may_be_read(path)) return;
    if (is_foreign_image(path))
      return complain(path, "convert it to JPEG or PNG, as usher reads no HEIC, AVIF, JXL or SVG");
    const auto frame = load_image(path);
    if (!frame)
      return complain(
          path, "it is no picture, a damaged one, or of a kind we do not know; save it anew as JPEG or PNG");
    Reader reader({.any = options_.any});
    print(path, reader, *frame);
  }

  void video(const std::string& path) try {
    if (!may_be_read(path)) return;
    CameraSettings settings;
    settings.source = "file:" + path;
    settings.fps = 240;  // as fast as it goes: nobody is watching
    const auto camera = open_camera(settings);
    // Frames witness for each other here, so each may cost less than a picture of its own.
    Reader reader({.budget = milliseconds{40}, .any = options_.any});
    while (const FramePtr frame = camera->read({}))
      print(path + "#" + std::to_string(frame->number), reader, *frame);
  } catch (const std::runtime_error&) {
    complain(path, "it is no film, or a damaged one; convert it, for example to MP4 with H.264");
  }

  void print(const std::string& name, Reader& reader, const Frame& frame) {
    const auto begin = std::chrono::steady_clock::now();
    const auto symbols = reader.read(frame);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    bool printed = false;
    for (const Symbol& symbol : symbols) {
      const auto pass = parse_pass(symbol.payload);
      if (!pass && !options_.any) continue;
      printed = true;
      if (options_.json) {
        std::cout << read_line(name, &symbol, took.count()) << '\n';
      } else {
        std::cout << one_line(name) << '\t' << one_line(pass && !options_.any ? pass->code : symbol.payload)
                  << '\n';
      }
    }
    if (!printed && options_.empty) {
      std::cout << (options_.json ? read_line(name, nullptr, took.count()) : name + "\t-") << '\n';
    }
  }

  const ReadOptions& options_;
  bool complained_ = false;
};

int read(const ReadOptions& options) {
  Reading reading(options);
  for (const std::string& path : options.paths) reading.path(path);
  constexpr int kUnreadable = 2;
  return finish_output(reading.complained() ? kUnreadable : 0);
}

}  // namespace

Command add_read(const Command& usher) {
  auto options = std::make_shared<ReadOptions>();
  const Command command =
      usher.command("read", "Read passes in pictures, folders and videos, one line per symbol");
  command.option("PATH", options->paths, "picture files, folders of pictures, videos").required().takes("");
  command.flag("--any", options->any, "also payloads that are no pass");
  command.flag("--json", options->json, "one JSON object per line");
  command.flag("--empty", options->empty, "also a line for a picture in which nothing was read");
  command.example("usher read photos/ poster.jpg --any --json");
  command.does([options] { return read(*options); });
  return command;
}

}  // namespace usher
