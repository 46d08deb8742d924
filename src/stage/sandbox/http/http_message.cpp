#include "http_message.hpp"

namespace usher::sandbox {
namespace {

int hex_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[at] != '%') {
      out += text[at];
    } else {
      if (at + 2 >= text.size()) return std::nullopt;
      const int high = hex_of(text[at + 1]), low = hex_of(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> Request::segments() const {
  std::vector<std::string> found;
  std::string now;
  for (const char letter : path) {
    if (letter != '/') {
      now += letter;
      continue;
    }
    if (!now.empty()) found.push_back(std::move(now));
    now.clear();
  }
  if (!now.empty()) found.push_back(std::move(now));
  return found;
}

std::optional<Request> read_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return std::nullopt;
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  Request request;
  const auto path = decoded(target.substr(0, mark), false);
  if (!path) return std::nullopt;
  request.path = *path;
  std::string_view remainder = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  while (!remainder.empty()) {
    const std::size_t end = remainder.find('&');
    const std::string_view pair = remainder.substr(0, end);
    remainder = end == std::string_view::npos ? std::string_view() : remainder.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = decoded(pair.substr(0, equals), true);
    const auto value =
        equals == std::string_view::npos ? std::string() : decoded(pair.substr(equals + 1), true);
    if (!name || !value) return std::nullopt;
    std::string& kept = request.query[*name];
    kept += (kept.empty() ? "" : ",") + *value;
  }
  return request;
}

}  // namespace usher::sandbox
