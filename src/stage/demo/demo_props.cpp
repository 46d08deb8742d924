#include "usher/stage/demo/demo_props.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "usher/scan/handheld/scanner.hpp"

namespace usher {

namespace {

constexpr int kAttendees = 200;
constexpr milliseconds kBetween{1500};  // two scans: the verdict before has been read
constexpr seconds kPatience{30};

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "usher-demo-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("demo: cannot make a folder at " + pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

DemoPortal::DemoPortal(const std::string& data) {
  options_.data = data;
  options_.guests = kAttendees;
  plug_in();
  origin_ = sandbox_->origin();
  options_.port = sandbox_->port();  // where the station will look for it again
}

HandScanner::HandScanner(std::vector<std::string> codes, Joints& joints)
    : codes_(std::move(codes)), joints_(joints) {
  if (::pipe2(ends_, O_CLOEXEC) != 0) throw std::runtime_error("demo: no pipe for the hand scanner");
  listener_ = std::jthread([this](std::stop_token stop) { listen_to(stop, ends_[0], joints_); });
}

HandScanner::~HandScanner() {
  listener_ = {};
  for (const int end : ends_) ::close(end);
}

bool HandScanner::done(Tick now) {
  if (!began_) began_ = now;
  if (now - *began_ > kPatience) return true;  // what was not seen is told at the end
  const auto desk = joints_.desk.latest();
  if (!desk || desk->scan < joints_.scans.version()) return false;
  const std::uint64_t served = typed_ == 0 ? 0 : desk->presentations - before_;
  if (typed_ > served || now - desk->at < kBetween) return false;
  if (typed_ == codes_.size()) return true;
  if (typed_ == 0) before_ = desk->presentations;
  const std::string bytes = events_of_typing(codes_[typed_++]);
  std::cout << "         -- a hand scanner --" << std::endl;
  if (::write(ends_[1], bytes.data(), bytes.size()) < 0)
    throw std::runtime_error("demo: the hand scanner broke");
  return false;
}

}  // namespace usher
