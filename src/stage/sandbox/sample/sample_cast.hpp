#pragma once

#include <cstdint>
#include <string>

#include "sample_names.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

namespace usher::sandbox {

enum class SampleEvent { Main, Evening, Draft, Past };

/// How a guest of the main event stands, and what that means at the door.
struct Story {
  std::string registration_status = "confirmed";
  std::string payment_status = "paid";  ///< empty: none
  std::string attendance_status = "not_arrived";
  bool was_checked_in = false;
  std::string requirements;
  Verdict::Kind verdict = Verdict::Kind::Grant;
  std::string words = "paid";
};

/// A guest before there are books to write them in.
struct CastMember {
  SampleName name;
  std::string code, ticket_type;
  Story story;
  int purchaser;  ///< number of the guest who paid for this one
};

CastMember main_guest(int number, int guests);
/// Guests of the other events; `number` counts from 0 in each.
CastMember other_guest(SampleEvent event, int number);
/// How many guests an event other than the main one has.
int guests_of(SampleEvent event);
const char* name_of(SampleEvent event);

}  // namespace usher::sandbox
