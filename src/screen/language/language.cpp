#include "language.hpp"

#include <ctime>

namespace usher::screen {
namespace {

std::tm local(Wall time) {
  const std::time_t seconds_since = std::chrono::floor<seconds>(time).time_since_epoch().count();
  std::tm broken{};
  localtime_r(&seconds_since, &broken);
  return broken;
}

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;

}  // namespace

std::array<std::string_view, kSayings> table_of(std::initializer_list<Saying> sayings) {
  std::array<std::string_view, kSayings> table{};
  for (const Saying& saying : sayings) table[static_cast<std::size_t>(saying.what)] = saying.words;
  return table;
}

const std::array<const Language*, 5>& languages() {
  static const std::array<const Language*, 5> kAll = {&kEnglish, &kGerman, &kDutch, &kFrench, &kSpanish};
  return kAll;
}

const Language& language_of(std::string_view code) {
  for (const Language* language : languages()) {
    if (language->code == code) return *language;
  }
  return kEnglish;
}

std::string fill(std::string_view words, std::initializer_list<std::string_view> places) {
  std::string filled;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_place = words[i] == '{' && i + 2 < words.size() && words[i + 2] == '}';
    const std::size_t place = is_place ? static_cast<std::size_t>(words[i + 1] - '1') : places.size();
    if (place < places.size()) {
      filled += *(places.begin() + place);
      i += 2;
    } else {
      filled += words[i];
    }
  }
  return filled;
}

std::string written_day(const Language& language, Wall time) {
  const std::tm broken = local(time);
  return fill(language.day,
              {language.weekdays[static_cast<std::size_t>(broken.tm_wday)], std::to_string(broken.tm_mday),
               language.months[static_cast<std::size_t>(broken.tm_mon)]});
}

std::string written_moment(const Language& language, Wall time) {
  return written_day(language, time) + ", " + local_clock(time);
}

std::string written_age(const Language& language, milliseconds age) {
  const std::int64_t count = age.count();
  if (count < kMinute) return std::string(language(Say::JustNow));
  if (count < kHour) return fill(language(Say::MinutesAgo), {std::to_string(count / kMinute)});
  return fill(language(Say::HoursAgo), {std::to_string(count / kHour)});
}

std::string written_count(int count) {
  std::string digits = std::to_string(count);
  for (auto at = static_cast<int>(digits.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3) {
    digits.insert(static_cast<std::size_t>(at), "\u202F");
  }
  return digits;
}

Say saying_of(Reason reason) {
  switch (reason) {
    case Reason::RegistrationCancelled:
      return Say::RegistrationCancelled;
    case Reason::RegistrationPending:
      return Say::RegistrationPending;
    case Reason::RegistrationWaitlisted:
      return Say::RegistrationWaitlisted;
    case Reason::RegistrationMissing:
    case Reason::RegistrationUnknown:
      return Say::RegistrationUnclear;
    case Reason::PaymentPending:
      return Say::PaymentPending;
    case Reason::PaymentRefunded:
      return Say::PaymentRefunded;
    case Reason::PaymentMissing:
    case Reason::PaymentUnknown:
      return Say::PaymentUnclear;
    case Reason::NotOnRoster:
      return Say::NotOnList;
    case Reason::PortalUnreachable:
      return Say::NoConnection;
    case Reason::LicenceInactive:
    case Reason::PortalNotAuthorised:
    case Reason::PortalBlocked:
    case Reason::ContractMismatch:
      return Say::LicenceTrouble;
    case Reason::DuplicateCode:
      return Say::DuplicateCode;
    case Reason::NoEventLink:
      return Say::RegistrationUnclear;
    case Reason::StorageTrouble:
      return Say::StationTrouble;
    case Reason::EarlierAttemptUndecided:
    case Reason::NotRecorded:
    case Reason::WasNoShow:
    case Reason::kCount:
      return Say::Undecided;
  }
  return Say::HoldText;
}

Say next_step_of(const std::vector<Reason>& reasons) {
  // The registration is mended before the payment: nobody pays for a cancelled place.
  const auto has = [&](Reason wanted) {
    for (const Reason reason : reasons) {
      if (reason == wanted) return true;
    }
    return false;
  };
  if (has(Reason::RegistrationWaitlisted)) return Say::GoWaitingListDesk;
  if (has(Reason::RegistrationCancelled) || has(Reason::RegistrationPending)) return Say::GoRegistrationDesk;
  if (has(Reason::PaymentPending) || has(Reason::PaymentRefunded)) return Say::GoPaymentDesk;
  return Say::GoHelpDesk;
}

}  // namespace usher::screen
