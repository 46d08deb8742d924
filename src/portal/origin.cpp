#include "usher/portal/origin.hpp"

#include <curl/curl.h>

#include <memory>
#include <utility>

namespace usher {
namespace {

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

/// One part of a URL; empty when it has none.
std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK || text == nullptr) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  if (host.substr(0, 4) != "127.") return false;
  // "127.0.0.1.example.com" is somebody else's machine: digits and three dots only.
  int dots = 0;
  for (const char letter : host) {
    if (letter == '.')
      ++dots;
    else if (letter < '0' || letter > '9')
      return false;
  }
  return dots == 3 && host.back() != '.';
}

Result<Origin, std::string> Origin::parse(std::string_view url) {
  using Parsed = Result<Origin, std::string>;
  const std::string text(without_blanks(url));
  if (text.empty()) return Parsed(std::string("it is empty; give https://host/"));

  // An escape or a zero byte is read one way here and another way there: two names for one host.
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) <= ' ' || letter == '%' || letter == '\x7f') {
      return Parsed(std::string("it holds a blank, a % or worse; give https://host/"));
    }
  }

  const std::unique_ptr<CURLU, UrlCloser> parts(curl_url());
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, text.c_str(), CURLU_DEFAULT_SCHEME) != CURLUE_OK) {
    return Parsed("'" + text + "' is no URL; give https://host/");
  }
  // What stands before an @ belongs in no station's configuration, and hides where a URL really leads.
  if (!part_of(parts.get(), CURLUPART_USER).empty() || !part_of(parts.get(), CURLUPART_PASSWORD).empty()) {
    return Parsed(
        std::string("it holds a user name or password, and the Events API takes none; give https://host/"));
  }
  const std::string scheme = part_of(parts.get(), CURLUPART_SCHEME);
  const std::string host = part_of(parts.get(), CURLUPART_HOST);
  const std::string port = part_of(parts.get(), CURLUPART_PORT);
  if (host.empty()) return Parsed("'" + text + "' names no host; give https://host/");
  if (scheme != "https" && scheme != "http") {
    return Parsed("it begins with " + scheme + "://; it must be https://");
  }
  if (scheme == "http" && !is_loopback_host(host)) {
    return Parsed("plain http goes only to this machine, not to " + host +
                  ", since names and codes would travel readable; use https://");
  }
  std::string origin = scheme + "://" + host;
  if (!port.empty()) origin += ":" + port;
  return Parsed(Origin(std::move(origin), scheme == "https"));
}

std::string Origin::endpoint(std::string_view name) const {
  return text_ + "/apps/events/" + std::string(name);
}

}  // namespace usher
