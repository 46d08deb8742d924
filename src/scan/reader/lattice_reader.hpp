#pragma once

#include <initializer_list>
#include <vector>

#include "finders.hpp"
#include "lattice.hpp"

namespace usher::scan {

/// Reads lattices and keeps what they said. A finder pattern belongs to one symbol: those of a symbol that
/// was read are spent.
class LatticeReader {
 public:
  bool read(const Patch& patch, const Lattice& lattice, bool inverted, std::initializer_list<Finder> finders);

  bool spent(const Finder& finder) const;

  std::size_t count() const { return symbols_.size(); }
  std::vector<Symbol> symbols() { return std::move(symbols_); }

 private:
  std::vector<Finder> spent_;
  std::vector<Symbol> symbols_;
};

/// Pixels between two places.
double pixels_between(Point a, Point b);

}  // namespace usher::scan
