#include "sample_install.hpp"

#include <map>

#include "sample_cast.hpp"

namespace usher::sandbox {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// On the full five minutes, as people begin things.
Wall rounded(Wall time) {
  return std::chrono::floor<std::chrono::duration<int, std::ratio<300>>>(time);
}

Fields main_event(int guests, Wall starts) {
  return {{"name", kSampleEventName},
          {"url_slug", kSampleEventSlug},
          {"description", "The yearly conference of all members, with talks, tables and too much coffee."},
          {"meta_description", "The yearly conference of all members."},
          {"highlights", "Opening talk\nOpen tables\nGeneral meeting"},
          {"start_datetime", to_iso8601(starts)},
          {"end_datetime", to_iso8601(starts + hours(10))},
          {"event_type", "conference"},
          {"event_status", "published"},
          {"event_tags", "members;annual"},
          {"is_online", "false"},
          {"location_name", "Beurs van Berlage"},
          {"street_address", "Damrak 243"},
          {"city", "Amsterdam"},
          {"postal_code", "1012 ZJ"},
          {"country", "Netherlands"},
          {"price_amount", "95"},
          {"price_currency", "EUR"},
          {"payment_link", "https://pay.example.com/annual-member-conference"},
          {"ticket_types", "standard;vip;student;press"},
          // Room for a few who walk in.
          {"capacity_total", std::to_string(guests + 50)},
          {"capacity_current", std::to_string(guests)},
          {"features", "wifi;food_drinks;networking;accessible"},
          {"contact_email", "desk@example.com"},
          {"contact_phone", "+31 20 555 0123"},
          {"registration_mode", "form"},
          {"requires_membership", "true"}};
}

Fields other_event(SampleEvent event, Wall now) {
  Fields fields{{"name", name_of(event)},
                {"event_status", event == SampleEvent::Draft ? "draft" : "published"},
                {"is_online", "false"},
                {"city", "Amsterdam"},
                {"country", "Netherlands"},
                {"price_amount", "0"},
                {"price_currency", "EUR"},
                {"ticket_types", "standard"},
                {"capacity_total", "40"},
                {"capacity_current", std::to_string(guests_of(event))},
                {"contact_phone", "+31 20 555 0123"},
                {"registration_mode", "form"}};
  Wall starts = rounded(now);
  switch (event) {
    case SampleEvent::Main:
      break;
    case SampleEvent::Evening:
      starts += hours(5);
      fields["url_slug"] = "evening-workshop-writing-for-everyone";
      fields["event_type"] = "workshop";
      fields["location_name"] = "Library, room 3";
      fields["street_address"] = "Oosterdokskade 143";
      break;
    case SampleEvent::Draft:
      starts += hours(24 * 40);
      fields["url_slug"] = "autumn-planning-day";
      fields["event_type"] = "meetup";
      fields["location_name"] = "Office";
      break;
    case SampleEvent::Past:
      starts -= hours(24 * 60);
      fields["url_slug"] = "spring-members-meetup";
      fields["event_type"] = "meetup";
      fields["location_name"] = "De Brakke Grond";
      break;
  }
  fields["start_datetime"] = to_iso8601(starts);
  fields["end_datetime"] = to_iso8601(starts + hours(3));
  return fields;
}

Value filled(const std::string& text) {
  return text.empty() ? std::nullopt : Value(text);
}

Fields registration_of(const CastMember& guest, const SampleName& purchaser, std::uint64_t number,
                       Wall starts) {
  static constexpr const char* kCompanies[] = {
      "Acme Corp", "Zonnebloem B.V.", "株式会社さくら", "Østlandet AS", "", "Ateliers Réunis", "شركة النور"};
  static constexpr const char* kTitles[] = {"Product Manager", "Teacher", "", "Architect", "Engineer"};
  const std::uint64_t chance = mixed(number);
  const Story& story = guest.story;
  const Wall registered = starts - hours(24 * (3 + chance % 60)) - minutes(chance % 700);
  return {{"attendee_name", guest.name.full},
          {"first_name", guest.name.first},
          {"last_name", guest.name.last},
          {"email", guest.name.mail + "@example.com"},
          {"phone",
           chance % 3 == 0 ? Value() : Value("+31 6 " + std::to_string(10'000'000 + chance % 80'000'000))},
          {"company", filled(kCompanies[chance % 7])},
          {"job_title", filled(kTitles[chance % 5])},
          {"registration_date", to_iso8601(registered)},
          {"registration_status", story.registration_status},
          {"attendance_status", story.attendance_status},
          {"ticket_type", guest.ticket_type},
          {"qr_code", guest.code},
          {"check_in_datetime",
           story.was_checked_in ? Value(to_iso8601(starts + minutes(5 + chance % 45))) : Value()},
          {"payment_status", filled(story.payment_status)},
          {"amount_paid", story.payment_status == "paid" ? Value("95") : Value()},
          {"special_requirements", filled(story.requirements)},
          {"purchaser_email", purchaser.mail + "@example.com"},
          {"purchaser_name", purchaser.full}};
}

/// A guest's contact and registration, and the four links between them and the event.
void write_guest(Books& books, Id event, const CastMember& guest, const SampleName& purchaser, Wall starts,
                 std::uint64_t number, std::map<std::string, Id>& buyers) {
  const Id contact = books.create(Kind::Contacts, {{"email", guest.name.mail + "@example.com"},
                                                   {"firstname", guest.name.first},
                                                   {"lastname", guest.name.last}});
  const Id registration =
      books.create(Kind::Registrations, registration_of(guest, purchaser, number, starts));
  // Only who bought for others is looked up again.
  if (guest.story.words == "paid for by one purchaser") buyers.emplace(guest.name.mail, contact);
  const auto buyer = buyers.find(purchaser.mail);
  books.join(kEventRegistrations, event, registration);
  books.join(kRegisteredAttendee, contact, registration);
  books.join(kPurchaser, buyer != buyers.end() ? buyer->second : contact, registration);
  books.join(kRegistered, contact, event);
}

}  // namespace

void install_sample(Books& books, int guests, Wall now) {
  std::map<std::string, Id> buyers;
  const Wall starts = rounded(now - minutes(58));
  const Id main = books.create(Kind::Events, main_event(guests, starts));
  for (int number = 0; number < guests; ++number) {
    const CastMember guest = main_guest(number, guests);
    const SampleName purchaser = sample_name(static_cast<std::uint64_t>(guest.purchaser));
    write_guest(books, main, guest, purchaser, starts, static_cast<std::uint64_t>(number), buyers);
  }
  for (const SampleEvent which : {SampleEvent::Evening, SampleEvent::Draft, SampleEvent::Past}) {
    const Id event = books.create(Kind::Events, other_event(which, now));
    for (int number = 0; number < guests_of(which); ++number) {
      const CastMember guest = other_guest(which, number);
      write_guest(books, event, guest, guest.name, starts, static_cast<std::uint64_t>(number), buyers);
    }
  }
}

}  // namespace usher::sandbox
