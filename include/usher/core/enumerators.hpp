#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace usher {

/// How many enumerators an enum has that counts from zero and ends with `kCount`, which is no value of it.
/// Tables that follow such an enum are tied to this by `static_assert`.
template <class Enum>
constexpr std::size_t kCountOf = static_cast<std::size_t>(Enum::kCount);

/// The enumerator with this number, as read from a disk; nothing when the enum has none such.
template <class Enum>
constexpr std::optional<Enum> enumerator(std::int64_t number) {
  if (number < 0 || number >= static_cast<std::int64_t>(kCountOf<Enum>)) return std::nullopt;
  return static_cast<Enum>(number);
}

/// The place of an enumerator in such a table.
template <class Enum>
constexpr std::size_t place_of(Enum value) {
  return static_cast<std::size_t>(value);
}

}  // namespace usher
