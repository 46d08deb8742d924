#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "usher/core/registration.hpp"
#include "usher/core/time.hpp"
#include "usher/core/verdict.hpp"

namespace usher::screen {

/// Every word a guest can read. `{1}` and `{2}` are filled in. The languages are tables of these, one file
/// each.
enum class Say {
  // ready
  HoldCodeHere,
  CodeWhere,
  CodeWhereSelf,
  OneAtATime,
  NotATicket,
  NotATicketHelp,
  Arrived,
  ArrivedOf,
  HereCount,
  PortalCount,
  Capacity,
  CapacityUnlimited,
  CapacityFull,
  // the status line
  Online,
  Offline,
  Connecting,
  Blocked,
  Waiting,
  ToReview,
  ListAge,
  ListNone,
  Gate,
  GateAll,
  SoundMissing,
  Scanner,
  ScannerMissing,
  SelfWatch,
  IdCheck,
  ShowId,
  Training,
  // starting, checking, out of order
  Starting,
  StartingHelp,
  Checking,
  CheckingHelp,
  OutOfOrder,
  OutOfOrderHelp,
  // the words of the verdicts
  WordGrant,
  WordAlreadyIn,
  WordDeny,
  WordWrongEvent,
  WordWrongGate,
  WordNotFound,
  WordHold,
  // and what stands under them
  GrantHelp,
  GrantQueued,
  AlreadyInAt,
  AlreadyInUnknown,
  AlreadyInHelp,
  AlreadyInNow,
  DenyHelp,
  WrongEventIs,
  WrongEventHelp,
  WrongGateYours,
  WrongGateHere,
  WrongGateHelp,
  NotFoundText,
  NotFoundHelp,
  HoldText,
  HoldHelp,
  Requirements,
  // reasons
  RegistrationCancelled,
  RegistrationPending,
  RegistrationWaitlisted,
  RegistrationUnclear,
  PaymentPending,
  PaymentRefunded,
  PaymentUnclear,
  NotOnList,
  NoConnection,
  LicenceTrouble,
  DuplicateCode,
  StationTrouble,
  Undecided,
  // and next steps
  GoRegistrationDesk,
  GoWaitingListDesk,
  GoPaymentDesk,
  GoHelpDesk,
  // time
  JustNow,
  MinutesAgo,
  HoursAgo,
  Today,
  Yesterday,
  kCount,
};
constexpr std::size_t kSayings = static_cast<std::size_t>(Say::kCount);

struct Saying {
  Say what;
  std::string_view words;
};

/// One language: its words, and how it writes a day.
struct Language {
  std::string_view code;  // "en", as in the configuration
  std::string_view name;  // in itself: "Deutsch"
  std::array<std::string_view, kSayings> words{};
  std::array<std::string_view, 7> weekdays{};  // from Sunday
  std::array<std::string_view, 12> months{};
  std::string_view day;  // "{1} weekday, {2} day, {3} month"

  std::string_view operator()(Say what) const { return words[static_cast<std::size_t>(what)]; }
};

/// English, German, Dutch, French, Spanish, in this order.
const std::array<const Language*, 5>& languages();

/// By code; English when there is none such.
const Language& language_of(std::string_view code);

std::array<std::string_view, kSayings> table_of(std::initializer_list<Saying> sayings);

/// The saying with its places filled. What is filled in is tamed and set apart already, or a number.
std::string fill(std::string_view words, std::initializer_list<std::string_view> places);

/// "Mon 15 June, 09:00" as the language writes it, in the machine's time zone.
std::string written_day(const Language& language, Wall time);
std::string written_moment(const Language& language, Wall time);

/// "just now", "11 min ago"; beyond a day, the day.
std::string written_age(const Language& language, milliseconds age);

/// 12,345 as the language groups it: with a thin space, which all of ours read alike.
std::string written_count(int count);

/// What a reason means for the guest, and where they go next.
Say saying_of(Reason reason);
Say next_step_of(const std::vector<Reason>& reasons);

extern const Language kEnglish;
extern const Language kGerman;
extern const Language kDutch;
extern const Language kFrench;
extern const Language kSpanish;

}  // namespace usher::screen
