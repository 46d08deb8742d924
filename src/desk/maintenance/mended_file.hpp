#pragma once

#include <string>

namespace usher {

/// The journal that is built beside a damaged one, until it is whole and takes its place. So a kill or a
/// power cut in the middle of mending finds the damaged journal where it was, and mending begins again.
inline constexpr const char* kMendedName = "journal.mended.db";

/// The damaged journal is set aside, never deleted, and the whole new one, closed by now, takes its place.
/// Where the old one is.
std::string put_in_place(const std::string& folder);

/// What a kill left of an earlier mending: the end of `put_in_place`, or a half-built file that is thrown
/// away.
void take_up_mending(const std::string& folder);

}  // namespace usher
