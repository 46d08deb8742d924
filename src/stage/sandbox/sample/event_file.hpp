#pragma once

#include <string>
#include <vector>

#include "stage/sandbox/store/books.hpp"
#include "usher/core/result.hpp"

namespace usher::sandbox {

/// An event and its registrations as a file gives them: properties by their names in HubSpot.
/// assets/sandbox/README.md describes it.
struct EventFile {
  Fields event;
  std::vector<Fields> registrations;  ///< each with a qr_code, an email and both names of its attendee
};

/// Reads the JSON of a file; times such as "now-1h" are told from `now`. The failure is a sentence.
Result<EventFile, std::string> read_event_file(std::string_view json, Wall now);

/// What a field says; empty where it is missing or null.
std::string text_in(const Fields& fields, const char* name);

}  // namespace usher::sandbox
