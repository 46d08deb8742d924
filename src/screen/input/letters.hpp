#pragma once

#include <string>

namespace usher::screen {

/// Adds a Unicode letter as UTF-8; control characters are nothing.
void add_letter(std::string& text, int letter);

/// Takes the last letter away, all its bytes.
void erase_letter(std::string& text);

}  // namespace usher::screen
