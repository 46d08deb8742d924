#pragma once

#include <string>
#include <vector>

#include "usher/core/verdict.hpp"

namespace usher {

/// One guest of the sample portal, and what a station bound to "Annual Member Conference", open to all ticket
/// types, should tell them the first time.
struct SampleGuest {
  std::string code;
  std::string name;         ///< empty where nobody is registered with the code
  std::string event;        ///< whose guest; empty for a code of nobody
  std::string ticket_type;  ///< standard, vip, student, press
  Verdict::Kind verdict = Verdict::Kind::Grant;
  std::string story;  ///< why, in a few words: "paid", "on the waiting list", "guest of another event"
};

/// The event that a demo's station is bound to.
constexpr const char* kSampleEventName = "Annual Member Conference";
constexpr const char* kSampleEventSlug = "annual-member-conference";

/// The cast of a sandbox with `guests` attendees at the main event: those attendees first, in the order of
/// their registrations, then guests of the portal's other events, then codes of nobody. Always the same for
/// the same number; the first ones are the same for any number.
std::vector<SampleGuest> sample_guests(int guests);

}  // namespace usher
