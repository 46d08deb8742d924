#pragma once

#include <string>
#include <string_view>

namespace usher::screen {

/// Text of others, made safe to draw on one line: valid UTF-8; control, bidi-steering and invisible
/// characters gone; runs of space made one; stacked marks limited to what real scripts use; cut after
/// `letters` letters.
std::string sanitise(std::string_view text, int letters = 96);

/// Tamed and set apart from the words around it, so that right-to-left names cannot reorder our sentence.
std::string isolated(std::string_view text, int letters = 96);

/// The first word of a name, for screens that strangers can see. Empty stays empty.
std::string first_word(std::string_view name);

}  // namespace usher::screen
