#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "usher/core/joints.hpp"
#include "usher/stage/sandbox/sandbox.hpp"

namespace usher {

// What stands on the demo's stage.

/// A folder that goes when the demo goes.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The portal of the demo, which can be pulled and plugged in again like any network.
class DemoPortal {
 public:
  /// `data` is the file that outlives the pulling.
  explicit DemoPortal(const std::string& data);
  void pull() { sandbox_.reset(); }
  void plug_in() { sandbox_ = std::make_unique<Sandbox>(options_); }
  const std::string& origin() const { return origin_; }
  const std::string& id() const { return options_.portal_id; }

 private:
  SandboxOptions options_;
  std::unique_ptr<Sandbox> sandbox_;
  std::string origin_;
};

/// A hand scanner as the kernel would tell of it: the same bytes, through a pipe. Types one code after the
/// other, each once the verdict before has been read.
class HandScanner {
 public:
  HandScanner(std::vector<std::string> codes, Joints& joints);
  ~HandScanner();
  HandScanner(const HandScanner&) = delete;
  HandScanner& operator=(const HandScanner&) = delete;

  /// True when all has been typed and each verdict has had its time.
  bool done(Tick now);

 private:
  const std::vector<std::string> codes_;
  Joints& joints_;
  int ends_[2] = {-1, -1};
  std::optional<Tick> began_;
  std::size_t typed_ = 0;
  std::uint64_t before_ = 0;  ///< verdicts given when the first was typed
  std::jthread listener_;
};

}  // namespace usher
