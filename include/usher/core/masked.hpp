#pragma once

#include <string>
#include <string_view>

namespace usher {

/// "EVT-…Y456": enough to find a guest again with the guest list in hand, useless without it.
std::string masked_code(std::string_view code);

/// "s…@example.com".
std::string masked_email(std::string_view email);

}  // namespace usher
