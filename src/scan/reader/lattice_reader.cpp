#include "lattice_reader.hpp"

#include <algorithm>
#include <cmath>

#include "printed.hpp"

namespace usher::scan {
namespace {

// Of patterns that are known, before modules are worth mending. Random texture reaches 0.39 once it
// is straightened (docs/measured.md, Reading); knitted it reaches 0.53, and the check words say that it is
// none.
constexpr double kReadFit = 0.5;

// Modules around a finder pattern in which no other can be: it is seven across.
constexpr float kOwnGround = 3;

}  // namespace

double pixels_between(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

bool LatticeReader::read(const Patch& patch, const Lattice& lattice, bool inverted,
                         std::initializer_list<Finder> finders) {
  if (lattice.fit() < kReadFit) return false;
  const auto payload = printed_payload(lattice.levels(), inverted);
  if (!payload) return false;
  const double n = lattice.size();
  symbols_.push_back({*payload,
                      {patch.there(lattice.at(0, 0)), patch.there(lattice.at(n, 0)),
                       patch.there(lattice.at(n, n)), patch.there(lattice.at(0, n))}});
  spent_.insert(spent_.end(), finders);
  return true;
}

bool LatticeReader::spent(const Finder& finder) const {
  return std::any_of(spent_.begin(), spent_.end(), [&](const Finder& other) {
    return pixels_between(other.middle, finder.middle) < kOwnGround * finder.module;
  });
}

}  // namespace usher::scan
