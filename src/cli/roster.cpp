#include "usher/desk/roster/roster.hpp"

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "commands.hpp"
#include "desk_access.hpp"
#include "json_text.hpp"
#include "options.hpp"
#include "portal_sentence.hpp"
#include "usher/core/masked.hpp"
#include "usher/core/one_line.hpp"

namespace usher {

namespace {

struct RosterOptions {
  Overrides overrides;
  bool json = false;
  PersonsWord word;
  std::string text;
};

std::string json_line(const Registration& r) {
  nlohmann::ordered_json json;
  json["id"] = r.id;
  json["code"] = r.code;
  json["attendeeName"] = text_or_null(display_name(r));
  json["company"] = text_or_null(r.company);
  json["ticketType"] = text_or_null(r.ticket_type);
  json["registrationStatus"] = text_or_null(r.registration_status);
  json["paymentStatus"] = text_or_null(r.payment_status);
  json["attendanceStatus"] = text_or_null(r.attendance_status);
  json["checkedInAt"] = time_or_null(r.checked_in_at);
  json["standing"] = standing_text(r, r.checked_in_at ? local_clock(*r.checked_in_at) : "?");
  return to_text(json);
}

std::string text_line(const Registration& r) {
  std::string line = masked_code(r.code) + "  " + display_name(r);
  if (!r.company.empty()) line += ", " + r.company;
  if (!r.ticket_type.empty()) line += " (" + r.ticket_type + ")";
  return one_line(line + ": " + standing_text(r, r.checked_in_at ? local_clock(*r.checked_in_at) : "?"));
}

void print(const std::vector<Registration>& rows, bool json) {
  for (const Registration& r : rows) std::cout << (json ? json_line(r) : text_line(r)) << '\n';
}

std::string json_card(const RosterCard& card) {
  nlohmann::ordered_json json;
  json["eventId"] = card.event.id;
  json["event"] = card.event.name;
  json["rows"] = card.rows;
  json["registered"] = card.registered;
  json["checkedIn"] = card.checked_in;
  json["badRows"] = card.bad_rows;
  json["fetchedAt"] = to_iso8601(card.fetched_at);
  return to_text(json);
}

int sync(const RosterOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Event);
  DeskAccess access(settings, PortalUse::Errands);
  const auto outcome =
      sync_roster(*access.portal, access.folder.path(), access.terms.event, clock_now(), options.word);
  if (outcome.failure) {
    throw std::runtime_error(sentence_of(*outcome.failure, settings.portal) + "; the roster we have stays");
  }
  if (!outcome.adopted) throw std::runtime_error(outcome.objection);
  const RosterCard& card = *outcome.card;
  if (options.json) {
    std::cout << json_card(card) << '\n';
  } else {
    std::cout << card.rows << " registrations of " << one_line(card.event.name) << ", " << card.checked_in
              << " checked in";
    if (card.bad_rows > 0) std::cout << ", " << card.bad_rows << " unreadable rows left out";
    std::cout << '\n';
  }
  return finish_output(0);
}

/// The copy on disk must be there.
void expect(Roster& roster) {
  if (!roster.present()) throw std::runtime_error("there is no roster yet; usher roster sync fetches it");
}

int show_all(const RosterOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Nothing);
  expect_readable(settings);
  Roster roster(settings.station.state);
  expect(roster);
  const auto card = roster.card();
  if (card && !options.json) {
    std::cout << one_line(card->event.name) << ": " << card->rows << " registrations, fetched "
              << local_day_and_clock(card->fetched_at) << '\n';
  }
  print(roster.all(), options.json);
  return finish_output(0);
}

int find(const RosterOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Nothing);
  expect_readable(settings);
  Roster roster(settings.station.state);
  expect(roster);
  constexpr int kMost = 100;
  print(roster.find(options.text, kMost), options.json);
  return finish_output(0);
}

}  // namespace

Command add_roster(const Command& usher) {
  auto o = std::make_shared<RosterOptions>();
  const Command roster = usher.command("roster", "The local copy of the event's registrations");
  roster.needs_command();
  roster.footer("usher roster COMMAND --help has an example of each.");
  const auto add = [&](const char* name, const char* help, const char* typed,
                       int (*action)(const RosterOptions&)) {
    const Command command = roster.command(name, help);
    command.shelf("Commands");
    command.flag("--json", o->json, "one JSON object per line");
    add_overrides(command, o->overrides);
    command.example(typed);
    command.does([o, action] { return action(*o); });
    return command;
  };
  const Command sync_now = add("sync", "Fetch it from the portal now", "usher roster sync", sync);
  sync_now.flag("--accept-shrunken", o->word.shrunken,
                "adopt it even if it lost more registrations than is usual");
  sync_now.flag("--accept-changed", o->word.changed,
                "adopt it even if codes changed hands, or more came in than doors serve");
  add("show", "All registrations, by name", "usher roster show --json", show_all);
  add("find", "Look somebody up by any part of name, e-mail, company, code or purchaser",
      "usher roster find \"sar joh\"", find)
      .option("TEXT", o->text, "what to look for")
      .required()
      .takes("");
  return roster;
}

}  // namespace usher
