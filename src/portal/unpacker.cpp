#include "unpacker.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace usher {
namespace {

constexpr std::size_t kMostCodings = 3;  // each may make a thousand bytes of one

std::string word_of(std::string_view text) {
  std::string word;
  for (const char letter : text) {
    if (letter != ' ' && letter != '\t')
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return word;
}

bool begins_gzip(std::string_view bytes) {
  return bytes.size() >= 2 && bytes[0] == '\x1F' && bytes[1] == '\x8B';
}

/// RFC 1950: method 8, and a checksum over both bytes.
bool begins_zlib(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  const unsigned first = static_cast<unsigned char>(bytes[0]), second = static_cast<unsigned char>(bytes[1]);
  return (first & 0x0FU) == 8 && (first * 256 + second) % 31 == 0;
}

/// What a document or a page begins with: then nothing is packed, whatever the header says.
bool begins_text(std::string_view bytes) {
  return !bytes.empty() && std::string_view("{[\"< \t\r\n\xEF").find(bytes[0]) != std::string_view::npos;
}

}  // namespace

/// One coding. What it is, is told by its first bytes.
class Unpacker::Layer {
 public:
  explicit Layer(bool is_deflate) : is_deflate_(is_deflate) {}
  ~Layer() {
    if (kind_ == Kind::Packed) inflateEnd(&stream_);
  }
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  bool feed(std::string_view bytes, const Sink& sink) {
    if (kind_ == Kind::Open) {
      first_ += bytes;
      if (first_.size() < 2) return true;
      if (!begin()) return false;
      bytes = first_;
    }
    return kind_ == Kind::Plain ? sink(bytes) : inflate_all(bytes, sink);
  }

  /// One byte alone was never looked at: it is no document of ours either.
  bool whole() const { return kind_ == Kind::Packed ? is_over_ : kind_ == Kind::Plain || first_.empty(); }

 private:
  enum class Kind { Open, Plain, Packed };

  bool begin() {
    const bool gzip = begins_gzip(first_);
    const bool zlib = is_deflate_ && begins_zlib(first_);
    if (!gzip && !zlib && (!is_deflate_ || begins_text(first_))) {
      kind_ = Kind::Plain;
      return true;
    }
    constexpr int kWindow = 15, kGzipFrame = 16;
    if (inflateInit2(&stream_, gzip ? kWindow + kGzipFrame : zlib ? kWindow : -kWindow) != Z_OK) return false;
    kind_ = Kind::Packed;
    may_have_more_ = gzip;
    return true;
  }

  bool inflate_all(std::string_view bytes, const Sink& sink) {
    std::array<char, 16 * 1024> out;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    bool is_full = false;
    while (stream_.avail_in > 0 || is_full) {
      if (is_over_) {
        // A gzip file may be several, one behind the other.
        if (!may_have_more_ || inflateReset(&stream_) != Z_OK) return false;
        is_over_ = false;
      }
      stream_.next_out = reinterpret_cast<Bytef*>(out.data());
      stream_.avail_out = static_cast<uInt>(out.size());
      const int result = inflate(&stream_, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return false;
      const std::size_t got = out.size() - stream_.avail_out;
      if (got > 0 && !sink(std::string_view(out.data(), got))) return false;
      is_over_ = result == Z_STREAM_END;
      is_full = !is_over_ && stream_.avail_out == 0;
      if (got == 0 && result == Z_BUF_ERROR) break;
    }
    return true;
  }

  bool is_deflate_;
  Kind kind_ = Kind::Open;
  std::string first_;  // bytes, until they say what comes
  z_stream stream_{};
  bool may_have_more_ = false;
  bool is_over_ = false;
};

Unpacker::Unpacker(std::string_view codings) {
  while (!codings.empty()) {
    const std::size_t end = std::min(codings.find(','), codings.size());
    const std::string word = word_of(codings.substr(0, end));
    codings.remove_prefix(std::min(end + 1, codings.size()));
    if (word.empty() || word == "identity") continue;
    if (word != "gzip" && word != "x-gzip" && word != "deflate") is_known_ = false;
    layers_.insert(layers_.begin(), std::make_unique<Layer>(word == "deflate"));
  }
  if (layers_.empty()) layers_.push_back(std::make_unique<Layer>(false));
  is_known_ = is_known_ && layers_.size() <= kMostCodings;
}

Unpacker::~Unpacker() = default;

bool Unpacker::feed(std::string_view bytes, const Sink& sink) {
  return is_known_ && feed_from(0, bytes, sink);
}

bool Unpacker::feed_from(std::size_t layer, std::string_view bytes, const Sink& sink) {
  if (layer == layers_.size()) return sink(bytes);
  return layers_[layer]->feed(
      bytes, [&](std::string_view unpacked) { return feed_from(layer + 1, unpacked, sink); });
}

bool Unpacker::whole() const {
  return std::all_of(layers_.begin(), layers_.end(), [](const auto& layer) { return layer->whole(); });
}

}  // namespace usher
