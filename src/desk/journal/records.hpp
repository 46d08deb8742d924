#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/desk/engine/check_in.hpp"

namespace usher {

/// A row as it lies on disk: all its fields in one text, between marks that raw bytes can be searched for,
/// with a checksum over the whole. So a row proves itself, in a damaged file and in a file whose tables are
/// gone.
std::string packed(const CheckIn& row);
std::string packed(const Presentation& record);

/// Nothing when the text is not exactly what was packed.
std::optional<CheckIn> unpack_check_in(std::string_view text);
std::optional<Presentation> unpack_presentation(std::string_view text);

/// Every row in these raw bytes that proves itself, in the order they lie.
struct Carved {
  std::vector<CheckIn> check_ins;
  std::vector<Presentation> presentations;
};
void carve(std::string_view bytes, Carved& carved);

}  // namespace usher
