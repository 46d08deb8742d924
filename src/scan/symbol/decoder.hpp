#pragma once

#include <array>
#include <string>
#include <vector>

#include "grey_view.hpp"
#include "usher/core/frame.hpp"
#include "usher/scan/symbol/qr_code.hpp"

// ZXing-cpp of any version, behind one face.
namespace usher::scan {

struct DecodeOptions {
  bool harder = false;     ///< look at each row, not at every few
  bool rotate = false;     ///< also turned by a quarter; QR symbols seldom need it
  bool invert = false;     ///< also light on dark, where the library can
  bool downscale = false;  ///< also at a third of the size, for near codes
  bool histogram = false;  ///< one threshold for the whole picture instead of a local one
  bool binary = false;     ///< the picture is black and white already
};

/// What the library found: symbols read, and symbols located whose content did not decode.
struct Decoded {
  std::vector<Symbol> read;
  std::vector<std::array<Point, 4>> unread;
};

Decoded decode(GreyView grey, const DecodeOptions& options);

/// Whether the library itself can read light on dark.
bool decoder_inverts();

/// "ZXing-cpp 1.4.0" and so on, as found at build time.
const char* library_name();

}  // namespace usher::scan
