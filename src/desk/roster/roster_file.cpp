#include "roster_file.hpp"

#include <map>

namespace usher {

namespace {

std::optional<Wall> wall_of(const std::optional<std::int64_t>& ms) {
  if (!ms) return std::nullopt;
  return Wall(milliseconds(*ms));
}

std::optional<Wall> wall_of(const std::string& ms) {
  if (ms.empty()) return std::nullopt;
  return Wall(milliseconds(std::stoll(ms)));
}

}  // namespace

std::string roster_path(const std::string& folder) {
  return folder + "/roster.db";
}

std::string unfinished_roster_path(const std::string& folder) {
  return folder + "/roster.new.db";
}

std::string refused_roster_path(const std::string& folder) {
  return folder + "/roster.refused";
}

Registration read_registration(const Statement& row) {
  Registration r;
  int column = 0;
  for (auto* into :
       {&r.id, &r.code, &r.attendee_name, &r.first_name, &r.last_name, &r.email, &r.phone, &r.company,
        &r.job_title, &r.ticket_type, &r.registration_status, &r.payment_status, &r.attendance_status}) {
    *into = row.text(column++);
  }
  r.checked_in_at = wall_of(row.maybe_number(column++));
  r.has_check_in_time = row.number(column++) != 0;
  r.registered_at = wall_of(row.maybe_number(column++));
  for (auto* into : {&r.special_requirements, &r.purchaser_email, &r.purchaser_name, &r.amount_paid}) {
    *into = row.text(column++);
  }
  return r;
}

std::optional<RosterCard> read_card(Statement& rows) {
  std::map<std::string, std::string> card;
  while (rows.step()) card[rows.text(0)] = rows.text(1);
  if (!card.contains("rows")) return std::nullopt;
  RosterCard read;
  read.event.id = card["event_id"];
  read.event.name = card["event_name"];
  read.event.url_slug = card["event_slug"];
  read.event.status = card["event_status"];
  read.event.starts = wall_of(card["event_starts"]);
  read.event.ends = wall_of(card["event_ends"]);
  read.event.place = card["event_place"];
  read.event.street = card["event_street"];
  read.event.city = card["event_city"];
  read.event.contact = card["event_contact"];
  read.event.ticket_types = split_ticket_types(card["event_ticket_types"]);
  read.event.price_amount = card["event_price"];
  read.event.price_currency = card["event_currency"];
  read.event.capacity_total = std::stoi("0" + card["event_capacity"]);
  read.event.capacity_current = std::stoi("0" + card["event_taken"]);
  read.rows = std::stoi("0" + card["rows"]);
  read.registered = std::stoi("0" + card["registered"]);
  read.checked_in = std::stoi("0" + card["checked_in"]);
  read.bad_rows = std::stoi("0" + card["bad_rows"]);
  read.boot = card["boot"];
  read.portal_date = wall_of(card["portal_date"]);
  read.fetched_at = wall_of(card["fetched_at"]).value_or(Wall{});
  read.fetched = Tick(milliseconds(std::stoll("0" + card["fetched_tick"])));
  return read;
}

}  // namespace usher
