#include "usher/scan/reader.hpp"

#include <algorithm>

#include "decoder.hpp"
#include "usher/core/pass.hpp"

namespace usher {

struct Reader::Memory {
  Options options;
};

Reader::Reader(Options options) : memory_(std::make_unique<Memory>(Memory{options})) {}
Reader::~Reader() = default;

std::vector<Symbol> Reader::read(const Frame& frame) {
  auto decoded =
      scan::decode(scan::view_of(frame), {.harder = true, .rotate = true, .invert = true, .downscale = true});
  return std::move(decoded.read);
}

}  // namespace usher
