#pragma once

#include <string>

namespace usher {

/// The folder with journal and roster, held by one station at a time. Creates it when it is missing. Throws
/// std::runtime_error with a sentence when it cannot be written or when another usher holds it; there is no
/// waiting. Reading (`queue list`, `report`, `roster show`) and closing exceptions need no hold.
class StateFolder {
 public:
  explicit StateFolder(const std::string& path);
  ~StateFolder();
  StateFolder(const StateFolder&) = delete;
  StateFolder& operator=(const StateFolder&) = delete;

  const std::string& path() const { return path_; }
  /// What was mended when the folder was taken, for staff; else empty.
  const std::string& mended() const { return mended_; }

 private:
  void take_in();

  std::string path_;
  int lock_ = -1;
  std::string mended_;
};

}  // namespace usher
