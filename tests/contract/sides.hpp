#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "usher/portal/portal.hpp"

namespace usher {

/// One of the two ways in which every case is run: the station's client against a sandbox in this process,
/// and bare HTTP against `usher sandbox` as a process of its own.
struct Side {
  Portal& portal;
  std::uint16_t port;
  bool is_client;

  /// POST /sandbox/faults: these from now on, in place of all others. "[]" ends them.
  void faults(const std::string& json) const;
};

/// A fresh sandbox with the sample event and its first `guests` guests on each side, one after the other.
void on_both_sides(const std::function<void(const Side&)>& contract_case, int guests = 60);

/// Only the second of the two.
void by_hand(const std::function<void(const Side&)>& contract_case, int guests = 60);

/// The first guest of the cast with that story; a failure of the test when there is none.
Pass guest_who(const std::string& story, int guests = 60);

constexpr milliseconds kPatience{10'000};

}  // namespace usher
