#pragma once

#include <utility>
#include <variant>

#include "usher/core/invariant.hpp"

namespace usher {

/// A value, or the reason why there is none. The shape of std::expected, which GCC 12 has only in C++23.
template <class T, class F>
class [[nodiscard]] Result {
 public:
  Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: as std::expected
  Result(F failure) : outcome_(std::in_place_index<1>, std::move(failure)) {}  // NOLINT: as std::expected

  explicit operator bool() const { return outcome_.index() == 0; }
  bool has_value() const { return outcome_.index() == 0; }

  /// Only after a check: asking for what is not there is a mistake of ours.
  const T& operator*() const& { return value(); }
  T& operator*() & { return const_cast<T&>(value()); }
  T&& operator*() && { return std::move(const_cast<T&>(value())); }
  const T* operator->() const { return &value(); }
  T* operator->() { return const_cast<T*>(&value()); }
  const T& value() const {
    invariant(has_value(), "a result is looked at before its value is taken");
    return *std::get_if<0>(&outcome_);
  }
  const F& failure() const {
    invariant(!has_value(), "a result is looked at before its failure is taken");
    return *std::get_if<1>(&outcome_);
  }

 private:
  std::variant<T, F> outcome_;
};

}  // namespace usher
