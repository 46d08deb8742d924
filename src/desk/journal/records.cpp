#include "records.hpp"

#include <charconv>
#include <cstdint>

#include "usher/core/enumerators.hpp"

namespace usher {

namespace {

constexpr std::string_view kCheckIn = "\x1eusher-c2\x1f";
// Knew the first send without an answer only, and how many there were.
constexpr std::string_view kCheckInOnce = "\x1eusher-c1\x1f";
constexpr std::string_view kPresentation = "\x1eusher-p1\x1f";
constexpr char kBetweenFields = '\x1f';
constexpr char kEnd = '\x1e';
// A row stays well within one 4 KiB page, so that it lies on disk in one piece.
constexpr std::size_t kLongestText = 240;
/// Where an enumerator may be missing.
constexpr std::int64_t kNothing = -1;

std::uint64_t sum_of(std::string_view text) {
  std::uint64_t sum = 14695981039346656037ULL;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return sum ^ (sum >> 29U);
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

class Packer {
 public:
  explicit Packer(std::string_view mark) : text_(mark) {}

  void add(std::string_view text) {
    std::size_t length = std::min(text.size(), kLongestText);
    // Never cut a UTF-8 character in two.
    while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
      --length;
    for (const char c : text.substr(0, length)) text_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    text_ += kBetweenFields;
  }
  void add(std::int64_t number) { add(std::to_string(number)); }
  void add(const std::optional<Wall>& wall) {
    add(wall ? std::to_string(wall->time_since_epoch().count()) : std::string());
  }
  void add(const Moment& moment) {
    add(moment.boot);
    add(moment.tick.time_since_epoch().count());
    add(moment.wall.time_since_epoch().count());
    add(std::int64_t{moment.clock_unsure});
  }
  std::string done() && {
    text_ += hex(sum_of(text_));
    text_ += kEnd;
    return std::move(text_);
  }

 private:
  std::string text_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view remainder) : remainder_(remainder) {}

  std::string text() {
    const std::size_t end = remainder_.find(kBetweenFields);
    if (end == std::string_view::npos) {
      good_ = false;
      return {};
    }
    std::string text(remainder_.substr(0, end));
    remainder_.remove_prefix(end + 1);
    return text;
  }
  std::int64_t number() {
    const std::string digits = text();
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || stop != digits.data() + digits.size()) good_ = false;
    return value;
  }
  bool yes() { return number() != 0; }
  /// A number that no version of ours has written is damage, as a wrong checksum is.
  template <class Enum>
  void into(Enum& value) {
    if (const auto known = enumerator<Enum>(number()))
      value = *known;
    else
      good_ = false;
  }
  void into(std::optional<Reckoning>& reckoning) {
    const std::int64_t read = number();
    if (read == kNothing) return;
    reckoning = enumerator<Reckoning>(read);
    good_ = good_ && reckoning;
  }
  void into(std::vector<Reason>& reasons) {
    const std::string words = text();
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      const auto reason = parse_reason_word(std::string_view(words).substr(at, end - at));
      if (reason)
        reasons.push_back(*reason);
      else
        good_ = false;
      at = end + 1;
    }
  }
  std::optional<Wall> wall() {
    if (!remainder_.empty() && remainder_.front() == kBetweenFields) {
      remainder_.remove_prefix(1);
      return std::nullopt;
    }
    return Wall(milliseconds(number()));
  }
  Moment moment() {
    Moment moment;
    moment.boot = text();
    moment.tick = Tick(milliseconds(number()));
    moment.wall = Wall(milliseconds(number()));
    moment.clock_unsure = yes();
    return moment;
  }
  bool good() const { return good_; }

 private:
  std::string_view remainder_;
  bool good_ = true;
};

/// The fields between mark and checksum, when the checksum is theirs.
std::optional<std::string_view> proven(std::string_view text, std::string_view mark) {
  if (text.size() < mark.size() + 17 || text.substr(0, mark.size()) != mark || text.back() != kEnd)
    return std::nullopt;
  const std::string_view summed = text.substr(0, text.size() - 17);
  if (text.substr(summed.size(), 16) != hex(sum_of(summed))) return std::nullopt;
  return summed.substr(mark.size());
}

/// As many as a text has room for: half a word would be read as a reason that nobody knows.
std::string words(const std::vector<Reason>& reasons) {
  std::string text;
  for (const Reason reason : reasons) {
    const std::string_view word = reason_word(reason);
    if (text.size() + 1 + word.size() > kLongestText) break;
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::vector<UnansweredSends> unanswered(Unpacker& in) {
  std::vector<UnansweredSends> all;
  for (std::int64_t left = in.number(); left > 0 && in.good(); --left) {
    UnansweredSends sends;
    sends.first = in.moment();
    const bool has_last = in.yes();
    const Tick last(milliseconds(in.number()));
    if (has_last) sends.last = last;
    all.push_back(std::move(sends));
  }
  return all;
}

std::vector<UnansweredSends> once_unanswered(Unpacker& in) {
  in.number();
  const bool has_first = in.yes();
  UnansweredSends sends;
  sends.first = in.moment();
  if (!has_first) return {};
  return {sends};
}

}  // namespace

std::string packed(const CheckIn& row) {
  Packer out(kCheckIn);
  for (const auto* text : {&row.id, &row.event, &row.code, &row.registration, &row.guest, &row.station})
    out.add(*text);
  out.add(std::int64_t{static_cast<int>(row.state)});
  for (const bool flag : {row.granted, row.shown, row.vouched, row.undone}) out.add(std::int64_t{flag});
  out.add(row.at);
  out.add(std::int64_t{row.attempts});
  out.add(static_cast<std::int64_t>(row.unanswered.size()));
  for (const UnansweredSends& sends : row.unanswered) {
    out.add(sends.first);
    out.add(std::int64_t{sends.last.has_value()});
    out.add(sends.last.value_or(Tick{}).time_since_epoch().count());
  }
  out.add(row.reckoning ? static_cast<std::int64_t>(*row.reckoning) : kNothing);
  out.add(row.portal_time);
  out.add(row.note);
  out.add(row.closed_by);
  out.add(row.closed_at);
  out.add(row.revision);
  return std::move(out).done();
}

std::optional<CheckIn> unpack_check_in(std::string_view text) {
  auto fields = proven(text, kCheckIn);
  const bool is_old = !fields;
  if (is_old) fields = proven(text, kCheckInOnce);
  if (!fields) return std::nullopt;
  Unpacker in(*fields);
  CheckIn row;
  for (auto* into : {&row.id, &row.event, &row.code, &row.registration, &row.guest, &row.station})
    *into = in.text();
  in.into(row.state);
  for (bool* flag : {&row.granted, &row.shown, &row.vouched, &row.undone}) *flag = in.yes();
  row.at = in.moment();
  row.attempts = static_cast<int>(in.number());
  row.unanswered = is_old ? once_unanswered(in) : unanswered(in);
  in.into(row.reckoning);
  row.portal_time = in.wall();
  row.note = in.text();
  row.closed_by = in.text();
  row.closed_at = in.wall();
  row.revision = in.number();
  if (!in.good()) return std::nullopt;
  return row;
}

std::string packed(const Presentation& record) {
  Packer out(kPresentation);
  out.add(record.id);
  out.add(record.at);
  out.add(record.station);
  out.add(std::int64_t{static_cast<int>(record.source)});
  out.add(std::int64_t{record.repaired});
  out.add(std::int64_t{record.decided});
  out.add(std::int64_t{static_cast<int>(record.verdict)});
  out.add(std::int64_t{static_cast<int>(record.basis)});
  out.add(std::int64_t{static_cast<int>(record.recorded)});
  out.add(words(record.reasons));
  for (const auto* text : {&record.code, &record.registration, &record.attendee_name, &record.company,
                           &record.ticket_type, &record.event, &record.where, &record.check_in}) {
    out.add(*text);
  }
  out.add(record.checked_in_at);
  out.add(record.latency.count());
  return std::move(out).done();
}

std::optional<Presentation> unpack_presentation(std::string_view text) {
  const auto fields = proven(text, kPresentation);
  if (!fields) return std::nullopt;
  Unpacker in(*fields);
  Presentation record;
  record.id = in.text();
  record.at = in.moment();
  record.station = in.text();
  in.into(record.source);
  record.repaired = in.yes();
  record.decided = in.yes();
  in.into(record.verdict);
  in.into(record.basis);
  in.into(record.recorded);
  in.into(record.reasons);
  for (auto* into : {&record.code, &record.registration, &record.attendee_name, &record.company,
                     &record.ticket_type, &record.event, &record.where, &record.check_in}) {
    *into = in.text();
  }
  record.checked_in_at = in.wall();
  record.latency = milliseconds(in.number());
  if (!in.good()) return std::nullopt;
  return record;
}

void carve(std::string_view bytes, Carved& carved) {
  for (std::size_t at = bytes.find("\x1eusher-"); at != std::string_view::npos;
       at = bytes.find("\x1eusher-", at + 1)) {
    const std::size_t end = bytes.find(kEnd, at + 1);
    if (end == std::string_view::npos) return;
    const std::string_view text = bytes.substr(at, end - at + 1);
    if (auto row = unpack_check_in(text)) carved.check_ins.push_back(std::move(*row));
    if (auto record = unpack_presentation(text)) carved.presentations.push_back(std::move(*record));
  }
}

}  // namespace usher
