#include <fcntl.h>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "config.hpp"
#include "settings_table.hpp"

namespace usher {

namespace {

struct AsToml {
  toml::table& into;
  std::string_view key;

  void operator()(const std::string* value) const { into.insert_or_assign(key, *value); }
  void operator()(const int* value) const { into.insert_or_assign(key, *value); }
  void operator()(const double* value) const { into.insert_or_assign(key, *value); }
  void operator()(const bool* value) const { into.insert_or_assign(key, *value); }
  void operator()(const milliseconds* value) const { into.insert_or_assign(key, value->count()); }
  void operator()(const std::vector<std::string>* value) const {
    toml::array list;
    for (const std::string& item : *value) list.push_back(item);
    into.insert_or_assign(key, list);
  }
};

[[noreturn]] void fail(const std::string& path) {
  throw std::runtime_error("cannot write the configuration " + path + ": " + std::strerror(errno));
}

/// A file that is there whole or not at all, readable by nobody else: it holds the PIN.
void write_whole(const std::string& path, const std::string& text) {
  const std::string aside = path + ".new";
  const int file = open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) fail(path);
  std::size_t done = 0;
  bool good = fchmod(file, 0600) == 0;
  while (good && done < text.size()) {
    const ssize_t wrote = write(file, text.data() + done, text.size() - done);
    good = wrote > 0;
    if (good) done += static_cast<std::size_t>(wrote);
  }
  good = good && fsync(file) == 0;
  const int error = errno;
  close(file);
  errno = error;
  if (!good || rename(aside.c_str(), path.c_str()) != 0) {
    const int why = errno;
    unlink(aside.c_str());
    errno = why;
    fail(path);
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int directory = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (directory < 0) return;  // renamed, and as durable as the disk likes
  fsync(directory);
  close(directory);
}

}  // namespace

std::string config_text(const Settings& settings) {
  Settings copy = settings;
  toml::table root;
  for (const Table& table : tables_of(copy)) {
    toml::table keys;
    for (const Key& key : table.keys) std::visit(AsToml{keys, key.name}, key.target);
    root.insert_or_assign(table.name, keys);
  }
  std::ostringstream text;
  text << "# Written by the station's own setup. What each key means: the manual, and usher --help.\n\n"
       << root << '\n';
  return text.str();
}

void write_config(const std::string& path, const Settings& settings) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  write_whole(path, config_text(settings));
}

}  // namespace usher
