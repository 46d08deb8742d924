#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "usher/core/frame.hpp"

namespace usher {

/// A folder that is gone when the test is.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    path_ = std::filesystem::temp_directory_path() / ("usher-scan-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path() const { return path_.string(); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline void write_pgm(const std::string& path, const Frame& frame) {
  std::ofstream out(path, std::ios::binary);
  out << "P5\n" << frame.width << ' ' << frame.height << "\n255\n";
  out.write(reinterpret_cast<const char*>(frame.grey.data()),
            static_cast<std::streamsize>(frame.grey.size()));
}

/// A film without a coder: YUV4MPEG2, grey only. FFmpeg reads it.
inline void write_film(const std::string& path, const std::vector<Frame>& frames, int fps) {
  std::ofstream out(path, std::ios::binary);
  out << "YUV4MPEG2 W" << frames.at(0).width << " H" << frames.at(0).height << " F" << fps
      << ":1 Ip A1:1 Cmono\n";
  for (const Frame& frame : frames) {
    out << "FRAME\n";
    out.write(reinterpret_cast<const char*>(frame.grey.data()),
              static_cast<std::streamsize>(frame.grey.size()));
  }
}

inline Frame plain_frame(int width, int height, int grey) {
  Frame frame{.width = width, .height = height};
  frame.grey.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                    static_cast<std::uint8_t>(grey));
  return frame;
}

}  // namespace usher
