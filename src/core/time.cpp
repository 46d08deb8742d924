#include "usher/core/time.hpp"

#include <time.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>

namespace usher {

namespace {

/// Reads exactly `width` digits at `at` and moves on. Nothing else is accepted, no sign and no blank.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  at += width;
  return value;
}

bool skip(std::string_view text, std::size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

std::optional<Wall> civil(int year, int month, int day, int hour, int minute, int second, int ms) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  // 60 is a leap second, which the time line of sys_time folds into the next minute.
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return Wall{sys_days{date}.time_since_epoch() + hours{hour} + minutes{minute} + seconds{second} +
              milliseconds{ms}};
}

/// "", "Z", "+02:00", "-0530": the offset to subtract.
std::optional<std::chrono::minutes> offset(std::string_view text, std::size_t at) {
  using std::chrono::minutes;
  if (at == text.size()) return minutes{0};
  if (text[at] == 'Z' || text[at] == 'z')
    return at + 1 == text.size() ? std::optional{minutes{0}} : std::nullopt;
  const bool west = text[at] == '-';
  if (!west && text[at] != '+') return std::nullopt;
  ++at;
  const auto hour = digits(text, at, 2);
  skip(text, at, ':');
  const auto minute = digits(text, at, 2);
  if (!hour || !minute || at != text.size()) return std::nullopt;
  const minutes east{*hour * 60 + *minute};
  return west ? -east : east;
}

std::optional<Wall> parse_milliseconds(std::string_view text) {
  // Shorter numbers would be years or days; HubSpot's are thirteen digits from 2001 to 2286.
  if (text.size() < 12 || text.size() > 14) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return Wall{milliseconds{value}};
}

constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::tm utc(Wall time) {
  const std::time_t t = std::chrono::system_clock::to_time_t(std::chrono::floor<seconds>(time));
  std::tm out{};
  gmtime_r(&t, &out);
  return out;
}

std::string local(Wall time, const char* format) {
  const std::time_t t = std::chrono::system_clock::to_time_t(std::chrono::floor<seconds>(time));
  std::tm parts{};
  localtime_r(&t, &parts);
  std::array<char, 64> out{};
  return {out.data(), std::strftime(out.data(), out.size(), format, &parts)};
}

}  // namespace

Now clock_now() {
  timespec boot{};
  clock_gettime(CLOCK_BOOTTIME, &boot);
  const auto since_boot = seconds{boot.tv_sec} + std::chrono::nanoseconds{boot.tv_nsec};
  return {Tick{std::chrono::floor<milliseconds>(since_boot)},
          std::chrono::floor<milliseconds>(std::chrono::system_clock::now())};
}

const std::string& boot_id() {
  static const std::string id = [] {
    std::string line;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id") >> std::ws, line);
    return line;
  }();
  return id;
}

std::string to_iso8601(Wall time) {
  const std::tm t = utc(time);
  const auto ms = (time - std::chrono::floor<seconds>(time)).count();
  std::array<char, 96> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", t.tm_year + 1900, t.tm_mon + 1,
                t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, static_cast<int>(ms));
  return out.data();
}

std::optional<Wall> parse_iso8601(std::string_view text) {
  std::size_t at = 0;
  const auto year = digits(text, at, 4);
  if (!year || !skip(text, at, '-')) return parse_milliseconds(text);
  const auto month = digits(text, at, 2);
  if (!month || !skip(text, at, '-')) return std::nullopt;
  const auto day = digits(text, at, 2);
  if (!day) return std::nullopt;
  if (at == text.size()) return civil(*year, *month, *day, 0, 0, 0, 0);
  if (!skip(text, at, 'T') && !skip(text, at, ' ')) return std::nullopt;
  const auto hour = digits(text, at, 2);
  if (!hour || !skip(text, at, ':')) return std::nullopt;
  const auto minute = digits(text, at, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  int ms = 0;
  if (skip(text, at, ':')) {
    const auto s = digits(text, at, 2);
    if (!s) return std::nullopt;
    second = *s;
    if (skip(text, at, '.')) {
      const std::size_t begin = at;
      for (int scale = 100; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
        ms += (text[at] - '0') * scale;
      }
      if (at == begin) return std::nullopt;
    }
  }
  const auto east = offset(text, at);
  const auto time = civil(*year, *month, *day, *hour, *minute, second, ms);
  if (!east || !time) return std::nullopt;
  return *time - *east;
}

std::optional<Wall> parse_http_date(std::string_view text) {
  const std::size_t comma = text.find(", ");
  if (comma == std::string_view::npos) return std::nullopt;
  std::size_t at = comma + 2;
  const auto day = digits(text, at, 2);
  if (!day || !skip(text, at, ' ') || at + 3 > text.size()) return std::nullopt;
  int month = 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (text.substr(at, 3) == kMonths[i]) month = static_cast<int>(i) + 1;
  }
  at += 3;
  if (!skip(text, at, ' ')) return std::nullopt;
  const auto year = digits(text, at, 4);
  if (!year || !skip(text, at, ' ')) return std::nullopt;
  const auto hour = digits(text, at, 2);
  if (!hour || !skip(text, at, ':')) return std::nullopt;
  const auto minute = digits(text, at, 2);
  if (!minute || !skip(text, at, ':')) return std::nullopt;
  const auto second = digits(text, at, 2);
  if (!second || month == 0 || text.substr(at) != " GMT") return std::nullopt;
  return civil(*year, month, *day, *hour, *minute, *second, 0);
}

std::string to_http_date(Wall time) {
  // strftime would follow the locale; the header is English by its standard.
  const std::tm t = utc(time);
  std::array<char, 96> out{};
  std::snprintf(out.data(), out.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(t.tm_wday)], t.tm_mday,
                kMonths[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
  return out.data();
}

std::string local_clock(Wall time) {
  return local(time, "%H:%M");
}
std::string local_day_and_clock(Wall time) {
  return local(time, "%a %e %b, %H:%M");
}

}  // namespace usher
