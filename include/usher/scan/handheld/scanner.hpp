#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "usher/core/joints.hpp"
#include "usher/core/wedge.hpp"

namespace usher {

/// Reads the keys of a hand scanner by their place on a US keyboard, whatever layout this system has. Pure.
class ScannerKeys {
 public:
  /// A key of <linux/input-event-codes.h> went down, up, or repeats (value 1, 0, 2 as the kernel counts).
  std::optional<WedgeScan> key(int code, int value, Tick at);

  /// To be asked now and then: see WedgeLine::quiet.
  std::optional<WedgeScan> quiet(Tick now) { return line_.quiet(now); }

  /// The kernel dropped events: half a code is no code.
  void lost_some();

 private:
  WedgeLine line_;
  bool shift_left_ = false;
  bool shift_right_ = false;
  bool skipping_ = false;  // the rest of a line that began with lost keys
  Tick last_{};
};

/// The loop of one hand scanner: scans into the joints until stopped. Takes the device for itself, so that a
/// scan never types into another window. Outlives unplugging; what is wrong is a sentence in Joints::scanner.
void listen(std::stop_token stop, const std::string& device, Joints& joints);

/// The same over a descriptor that delivers the kernel's input events; returns when it ends. For tests, and
/// for whoever opens devices in another way. Does not close it.
void listen_to(std::stop_token stop, int descriptor, Joints& joints);

/// The kernel's events, as bytes, of a scanner that types this and Enter. Signs that no US keyboard has are
/// left out. With listen_to() a play needs no scanner.
std::string events_of_typing(const std::string& text);

/// Where the system names its keyboards by what they are.
constexpr const char* kInputFolder = "/dev/input/by-id";

/// Keyboards in the folder that call themselves scanners. A real keyboard is not among them: it would be
/// taken away from everybody else.
std::vector<std::string> hand_scanners(const std::string& folder);

/// Listens to each hand scanner in the folder until stopped, to those that are plugged in later as well.
void listen_to_all(std::stop_token stop, const std::string& folder, Joints& joints);

/// Whether a device of this name is a hand scanner. Pure.
bool sounds_like_a_scanner(const std::string& name);

}  // namespace usher
