#include "decoder.hpp"

// On 1.x this makes text() UTF-8; later versions know nothing else.
#ifndef ZX_USE_UTF8
#define ZX_USE_UTF8
#endif
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/ReadBarcode.h>
#include <ZXing/ZXVersion.h>

#define USHER_WORD(x) #x
#define USHER_TEXT(x) USHER_WORD(x)

namespace usher::scan {
namespace {

#if ZXING_VERSION_MAJOR < 2
using Options = ZXing::DecodeHints;
void set_invert(Options&, bool) {}  // 1.x reads dark on light only
constexpr bool kInverts = false;
#else
using Options = ZXing::ReaderOptions;
void set_invert(Options& options, bool wanted) {
  options.setTryInvert(wanted);
}
constexpr bool kInverts = true;
#endif

Options options_for(const DecodeOptions& wanted) {
  Options options;
  options.setFormats(ZXing::BarcodeFormat::QRCode);
  options.setTryHarder(wanted.harder);
  options.setTryRotate(wanted.rotate);
  options.setTryDownscale(wanted.downscale);
  options.setReturnErrors(true);
  set_invert(options, wanted.invert);
  if (wanted.histogram) options.setBinarizer(ZXing::Binarizer::GlobalHistogram);
  if (wanted.binary) options.setBinarizer(ZXing::Binarizer::FixedThreshold);
  return options;
}

}  // namespace

const char* library_name() {
  return "ZXing-cpp " USHER_TEXT(ZXING_VERSION_MAJOR) "." USHER_TEXT(ZXING_VERSION_MINOR) "." USHER_TEXT(
      ZXING_VERSION_PATCH);
}

bool decoder_inverts() {
  return kInverts;
}

Modules encode(std::string_view payload, Correction correction) {
  // The writer's scale runs from 0 to 8 for all symbologies; QR has four levels, two steps each.
  const int level = 2 + 2 * static_cast<int>(correction);
  ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
  const ZXing::BitMatrix bits = writer.setMargin(0).setEccLevel(level).encode(std::string(payload), 0, 0);
  Modules modules{bits.width(), {}};
  modules.dark.reserve(static_cast<std::size_t>(bits.width() * bits.height()));
  for (int y = 0; y < bits.height(); ++y)
    for (int x = 0; x < bits.width(); ++x) modules.dark.push_back(bits.get(x, y) ? 1 : 0);
  return modules;
}

Decoded decode(GreyView grey, const DecodeOptions& options) {
  Decoded decoded;
  // A sliver cannot hold a symbol, and some binarizers want at least one block of pixels.
  if (grey.width < 16 || grey.height < 16) return decoded;
  const ZXing::ImageView image(grey.pixels, grey.width, grey.height, ZXing::ImageFormat::Lum,
                               static_cast<int>(grey.stride));
  for (const auto& result : ZXing::ReadBarcodes(image, options_for(options))) {
    std::array<Point, 4> corners;
    for (std::size_t i = 0; i < corners.size(); ++i)
      corners[i] = {static_cast<float>(result.position()[static_cast<int>(i)].x),
                    static_cast<float>(result.position()[static_cast<int>(i)].y)};
    // Words that are all nought are a code word, too: an even field, or a chequered one under its mask.
    const bool says_nothing = result.isValid() && result.text().empty();
    if (says_nothing) continue;
    if (result.isValid())
      decoded.read.push_back({result.text(), corners});
    else if (result.error())
      decoded.unread.push_back(corners);
  }
  return decoded;
}

}  // namespace usher::scan
