#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "options.hpp"
#include "usher/cli/json.hpp"
#include "usher/cli/mistake.hpp"
#include "usher/core/log.hpp"
#include "usher/core/one_line.hpp"
#include "usher/core/pass.hpp"
#include "usher/scan/camera.hpp"
#include "usher/scan/reader.hpp"
#include "usher/scan/still.hpp"

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
bool is_foreign_still(const std::string& path) {
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
      if (!folder(path)) {
        unreadable_ = true;
        log_error("there is no picture in the folder " + path);
      }
    } else if (fs::is_regular_file(path, error)) {
      if (is_foreign_still(path))
        throw Mistake("cannot read " + path +
                      "; convert it to JPEG or PNG, as usher reads no HEIC, AVIF, JXL or SVG");
      is_still(path) ? file(path) : video(path);
    } else {
      throw Mistake("cannot read " + path + "; there is no such file or folder");
    }
  }

 private:
  /// Its pictures, and those of the folders in it. False when there are none.
  bool folder(const std::string& path) {
    const auto stills = stills_in(path);
    for (const std::string& still : stills) file(still);
    bool any = !stills.empty();
    std::vector<std::string> inner;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
      if (entry->is_directory(error) && !entry->is_symlink(error)) inner.push_back(entry->path().string());
    std::sort(inner.begin(), inner.end());
    for (const std::string& each : inner) any = folder(each) || any;
    return any;
  }

  /// A still is looked at with all we have, by a reader of its own: what is in one picture says nothing of
  /// the next.
  void file(const std::string& path) {
    const auto frame = load_still(path);
    if (!frame) {
      unreadable_ = true;
      log_error("cannot read " + path + "; it is no picture, or a damaged one");
      return;
    }
    Reader reader({.any = options_.any});
    print(path, reader, *frame);
  }

  void video(const std::string& path) {
    CameraSettings settings;
    settings.source = "file:" + path;
    settings.fps = 240;  // as fast as it goes: nobody is watching
    std::unique_ptr<Camera> camera;
    try {
      camera = open_camera(settings);
    } catch (const std::runtime_error& error) {
      throw Mistake(error.what());
    }
    // Frames witness for each other here, so each may cost less than a picture of its own.
    Reader reader({.budget = milliseconds{40}, .any = options_.any});
    while (const FramePtr frame = camera->read({}))
      print(path + "#" + std::to_string(frame->number), reader, *frame);
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
  bool unreadable_ = false;

 public:
  bool unreadable() const { return unreadable_; }
};

int read(const ReadOptions& options) {
  Reading reading(options);
  for (const std::string& path : options.paths) reading.path(path);
  return finish_output(reading.unreadable() ? 1 : 0);
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
