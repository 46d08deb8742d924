#include "retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace usher {
namespace {

constexpr seconds kShortestRetryAfter{1};
constexpr seconds kLongestRetryAfter{300};

}  // namespace

seconds clamp_retry_after(seconds said) {
  return std::clamp(said, kShortestRetryAfter, kLongestRetryAfter);
}

std::optional<seconds> parse_retry_after(std::string_view text, std::optional<Wall> date) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return std::nullopt;

  const bool is_number = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_number) {
    std::int64_t count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    // More digits than a number holds is still a wish to be left alone.
    return read.ec == std::errc() && count < kLongestRetryAfter.count() ? clamp_retry_after(seconds(count))
                                                                        : kLongestRetryAfter;
  }
  const auto until = parse_http_date(text);
  if (!until || !date) return std::nullopt;
  return clamp_retry_after(std::chrono::duration_cast<seconds>(*until - *date));
}

}  // namespace usher
