#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace usher {

/// Takes content codings off a body as it comes: gzip and deflate, whether asked for or not, since some
/// proxies pack every page. libcurl can do that, but not for what proxies really send: gzip in several
/// members, deflate without its frame, a coding that is named and was taken off on the way, or done and not
/// named. Never holds more than a few kilobytes, whatever unpacks to whatever.
class Unpacker {
 public:
  using Sink = std::function<bool(std::string_view)>;

  /// `codings` as the Content-Encoding header has them, innermost first; empty when there is none.
  explicit Unpacker(std::string_view codings);
  ~Unpacker();

  /// Hands over what the next bytes unpack to. False: they unpack to nothing, or the sink wants no more.
  bool feed(std::string_view bytes, const Sink& sink);

  /// What was packed has come to its end.
  bool whole() const;

 private:
  class Layer;
  bool feed_from(std::size_t layer, std::string_view bytes, const Sink& sink);

  bool is_known_ = true;
  std::vector<std::unique_ptr<Layer>> layers_;  // outermost first
};

}  // namespace usher
