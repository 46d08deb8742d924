#include "sample_cast.hpp"

#include <string_view>

namespace usher::sandbox {
namespace {

// The cast repeats every 25 guests: 18 who may enter, 7 who may not or are in already. A short list shows
// all.
constexpr int kPeriod = 25;

std::string code_of(std::uint64_t number) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string code = "EVT-";
  std::uint64_t remainder = mixed(number * 2 + 0x5EED);
  for (int at = 0; at < 12; ++at) {
    code += kLetters[remainder % kLetters.size()];
    remainder = at == 5 ? mixed(number * 2 + 0x5EEE) : remainder / kLetters.size();
  }
  return code;
}

const char* ticket_of(int number) {
  static constexpr const char* kTickets[] = {"standard", "standard", "student", "standard", "vip",
                                             "standard", "standard", "press",   "standard", "student"};
  return kTickets[number % 10];
}

const char* requirement_of(int number) {
  static constexpr const char* kRequirements[] = {"Wheelchair user, needs the lift",
                                                  "Vegan, no nuts",
                                                  "Hearing loop",
                                                  "Guide dog",
                                                  "Gluten-free; halal",
                                                  "Quiet room, please\nSeat near the door"};
  return kRequirements[(number / kPeriod) % 6];
}

/// Two registrations, fifty numbers apart, whose codes are one and the same: it happens when records are
/// imported twice.
bool is_double(int number, int guests) {
  const int place = number % 100;
  return (place == 24 && number + 50 < guests) || place == 74;
}

Story story_of(int number, int guests) {
  using Kind = Verdict::Kind;
  Story story;
  switch (number % kPeriod) {
    case 2:
      return {.registration_status = "pending", .verdict = Kind::Deny, .words = "registration not confirmed"};
    case 4:
      return {.payment_status = "pending", .verdict = Kind::Deny, .words = "has not paid"};
    case 6:
      return {.attendance_status = "checked_in",
              .was_checked_in = true,
              .verdict = Kind::AlreadyIn,
              .words = "came in earlier"};
    case 8:
      return {.registration_status = "waitlisted",
              .payment_status = "pending",
              .verdict = Kind::Deny,
              .words = "on the waiting list"};
    case 10:
      return {.registration_status = "cancelled", .verdict = Kind::Deny, .words = "cancelled"};
    case 12:
      return {.payment_status = "refunded", .verdict = Kind::Deny, .words = "got the money back"};
    case 14:
      return {.registration_status = "cancelled",
              .payment_status = "refunded",
              .attendance_status = "checked_in",
              .was_checked_in = true,
              .verdict = Kind::AlreadyIn,
              .words = "came in earlier, then cancelled"};
    case 16:
      return {.attendance_status = "no_show", .words = "was marked as a no-show"};
    case 18:
      return {.requirements = requirement_of(number), .words = "paid, special requirements"};
    case 19:
      return {.payment_status = "complimentary", .words = "complimentary"};
    case 20:
    case 21:
    case 22:
      return {.words = "paid for by one purchaser"};
    case 23:
      return {.payment_status = "free", .requirements = requirement_of(number + kPeriod), .words = "free"};
    case 24:
      if (is_double(number, guests)) return {.verdict = Kind::Hold, .words = "two registrations, one code"};
      if (number % 100 == 49) {
        return {.payment_status = "", .verdict = Kind::Deny, .words = "no payment status"};
      }
      return story;
    default:
      return story;
  }
}

}  // namespace

CastMember main_guest(int number, int guests) {
  const int place = number % kPeriod;
  const bool is_second_double = number % 100 == 74;
  return {.name = sample_name(static_cast<std::uint64_t>(number)),
          .code = code_of(static_cast<std::uint64_t>(is_second_double ? number - 50 : number)),
          .ticket_type = ticket_of(number),
          .story = story_of(number, guests),
          .purchaser = place == 21 || place == 22 ? number - (place - 20) : number};
}

CastMember other_guest(SampleEvent event, int number) {
  // Far from the numbers of the main event's guests, of whom there may be 100,000.
  const int far = 10'000'000 * (static_cast<int>(event) + 1) + number;
  return {.name = sample_name(static_cast<std::uint64_t>(far)),
          .code = code_of(static_cast<std::uint64_t>(far)),
          .ticket_type = "standard",
          .story = {.payment_status = "free",
                    .verdict = Verdict::Kind::WrongEvent,
                    .words = "guest of another event"},
          .purchaser = number};
}

int guests_of(SampleEvent event) {
  switch (event) {
    case SampleEvent::Main:
      return 0;  // as many as are asked for
    case SampleEvent::Evening:
      return 24;
    case SampleEvent::Draft:
      return 3;
    case SampleEvent::Past:
      return 12;
  }
  return 0;
}

const char* name_of(SampleEvent event) {
  switch (event) {
    case SampleEvent::Main:
      return kSampleEventName;
    case SampleEvent::Evening:
      return "Evening Workshop: Writing for Everyone";
    case SampleEvent::Draft:
      return "Autumn Planning Day";
    case SampleEvent::Past:
      return "Spring Members’ Meetup";
  }
  return "";
}

}  // namespace usher::sandbox

namespace usher {

std::vector<SampleGuest> sample_guests(int guests) {
  std::vector<SampleGuest> cast;
  const auto add = [&](const sandbox::CastMember& member, const char* event) {
    cast.push_back({.code = member.code,
                    .name = member.name.full,
                    .event = event,
                    .ticket_type = member.ticket_type,
                    .verdict = member.story.verdict,
                    .story = member.story.words});
  };
  for (int number = 0; number < guests; ++number) add(sandbox::main_guest(number, guests), kSampleEventName);
  for (const auto event :
       {sandbox::SampleEvent::Evening, sandbox::SampleEvent::Past, sandbox::SampleEvent::Draft}) {
    for (int number = 0; number < sandbox::guests_of(event); ++number)
      add(sandbox::other_guest(event, number), sandbox::name_of(event));
  }
  for (int number = 0; number < 3; ++number) {
    const int nobody = 90'000'000 + number;
    cast.push_back({.code = sandbox::code_of(static_cast<std::uint64_t>(nobody)),
                    .name = "",
                    .event = "",
                    .ticket_type = "",
                    .verdict = Verdict::Kind::NotFound,
                    .story = "nobody has this code"});
  }
  return cast;
}

}  // namespace usher
