// The staff side of the samples.

#include "samples.hpp"

namespace usher::screen {
namespace {

using Kind = Verdict::Kind;

Registration member(const std::string& name, const std::string& company, const std::string& ticket,
                    const std::string& registration, const std::string& payment,
                    const std::string& attendance) {
  Registration guest = sample_guest(name, company, ticket);
  guest.id = "9001";
  guest.email = guest.first_name + "@example.com";
  guest.job_title = "Programme manager";
  guest.registration_status = registration;
  guest.payment_status = payment;
  guest.attendance_status = attendance;
  guest.purchaser_email = "office@acme.example";
  guest.purchaser_name = "Acme Corporation";
  if (attendance == "checked_in") guest.checked_in_at = sample_now().wall - 11 * kMinute;
  return guest;
}

void add(std::vector<Sample>& all, const std::string& name, Staff staff) {
  View view = sample_view();
  view.reports.errands->event->ticket_types = {"standard", "vip", "student", "speaker"};
  view.reports.errands->event->price_amount = "120";
  view.reports.errands->event->price_currency = "EUR";
  view.reports.errands->exceptions = 2;
  view.reports.errands->waiting = 3;
  Sample sample{"staff-" + name, view, std::make_shared<const Staff>(std::move(staff))};
  sample.view.staff = sample.staff.get();
  all.push_back(std::move(sample));
}

std::vector<Registration> people() {
  return {
      member("Sarah Johnson", "Acme Corporation", "standard", "confirmed", "paid", "not_arrived"),
      member("José Ángel Núñez", "Universidad de Sevilla", "speaker", "confirmed", "free", "checked_in"),
      member("Johanna Müller-Lüdenscheidt", "Stadtwerke Köln", "vip", "confirmed", "pending", "not_arrived"),
      member("王小明 Joe Wang", "上海交通大学", "student", "cancelled", "refunded", "not_arrived"),
      member("Joris van den Berg", "Gemeente Utrecht", "standard", "confirmed", "complimentary",
             "not_arrived"),
      member("John O’Neill", "", "standard", "waitlisted", "pending", "not_arrived")};
}

Staff at(StaffPage page) {
  Staff staff;
  staff.page = page;
  staff.answer.number = staff.asked = 1;
  return staff;
}

void add_people(std::vector<Sample>& all) {
  Staff staff = at(StaffPage::Search);
  add(all, "search-empty", staff);
  staff.query = "jo";
  staff.answer.found = people();
  add(all, "search", staff);
  staff.page = StaffPage::Guest;
  staff.guest = people()[0];
  add(all, "guest", staff);
  staff.guest = people()[3];
  staff.guest->special_requirements = "Wheelchair, vegetarian lunch";
  staff.sentence = "This e-mail is registered already.";
  staff.trouble = true;
  add(all, "guest-refused", staff);
  staff.trouble = false;
  staff.sentence.clear();
  staff.guest = people()[0];
  staff.page = StaffPage::Group;
  char last = 'A';
  for (Registration& guest : staff.answer.found) guest.code.back() = last++;
  staff.chosen_codes = {staff.answer.found[0].code};
  add(all, "group", staff);
}

void add_lists(std::vector<Sample>& all) {
  const Wall now = sample_now().wall;
  Staff staff = at(StaffPage::Recent);
  add(all, "recent-empty", staff);
  using Recorded = Verdict::Recorded;
  staff.answer.recent = {
      {now - kMinute, Kind::Grant, Recorded::Queued, "Sarah Johnson", "standard", "EVT-ABC123DEF456", "1",
       true},
      {now - 2 * kMinute, Kind::Deny, Recorded::No, "Łukasz Żółć", "student", "EVT-ABC123DEF457", ""},
      {now - 3 * kMinute, Kind::Grant, Recorded::Portal, "محمد الخطيب", "speaker", "EVT-ABC123DEF458", "2",
       false, true},
      {now - 5 * kMinute, Kind::AlreadyIn, Recorded::No, "Ana Silva", "vip", "EVT-ABC123DEF459", ""},
      {now - 9 * kMinute, Kind::NotFound, Recorded::No, "", "", "EVT-ABC123DEF450", ""},
      {now - 12 * kMinute, Kind::Hold, Recorded::No, "", "", "EVT-ABC123DEF451", ""}};
  add(all, "recent", staff);

  staff = at(StaffPage::Exceptions);
  staff.answer.exceptions = {{"1", now - 20 * kMinute, "Sarah Johnson", "EVT-ABC123DEF456",
                              "Admitted twice: here at 09:12 and at the portal at 09:05."},
                             {"2", now - 31 * kMinute, "José Ángel Núñez", "EVT-ABC123DEF457",
                              "Admitted here, but the registration had been cancelled."}};
  add(all, "review", staff);
  staff.page = StaffPage::Note;
  staff.note = "Spoke to her: came back from";
  add(all, "note", staff);

  staff = at(StaffPage::Queue);
  staff.answer.waiting = {
      {"1", now - 4 * kMinute, "Sarah Johnson", "EVT-ABC123DEF456", 5, "no answer came"},
      {"2", now - 3 * kMinute, "محمد الخطيب", "EVT-ABC123DEF458", 2, "the portal does not know the code yet"},
      {"3", now - kMinute / 2, "", "EVT-ABC123DEF451", 0, "not sent yet"}};
  add(all, "queue", staff);
  View& view = all.back().view;
  view.reports.errands->link = Errands::Link::Down;
  view.reports.errands->link_sentence = "no route to the network";
  view.reports.errands->next_tries = {{"1", view.now.tick + seconds{12}}, {"2", view.now.tick + seconds{15}}};
  staff.answer.waiting.clear();
  add(all, "queue-empty", staff);
}

/// A station on its bench: everything found out, and two things wrong with it.
ReadinessFacts bench() {
  ReadinessFacts facts;
  facts.settings.station.name = "North door 1";
  facts.settings.portal.id = "12345678";
  facts.now = sample_now();
  facts.licensed = true;
  facts.portal_took = milliseconds{84};
  facts.clock_ahead = milliseconds{300};
  facts.event = sample_view().reports.errands->event;
  facts.event->id = "501";
  facts.event_by_portal = true;
  facts.has_roster = true;
  facts.roster_event = "501";
  facts.roster_rows = 221;
  facts.roster_registered = 214;
  facts.roster_fetched = facts.now.wall - 2 * kMinute;
  facts.free_megabytes = 5210;
  facts.fsync_ms = 4;
  facts.camera_fps = 30;
  facts.test_code = "EVT-…F456";
  return facts;
}

void add_readiness(std::vector<Sample>& all) {
  Staff staff = at(StaffPage::Readiness);
  ReadinessFacts facts = bench();
  staff.answer.findings = judge_readiness(facts);
  add(all, "readiness", staff);
  facts.lens_trouble = "The picture is out of focus. Turn the lens until a printed code is sharp.";
  facts.test_code.clear();
  facts.sound_trouble = "there is no device \"default\"";
  facts.waiting = 3;
  facts.battery_percent = 64;
  facts.on_mains = false;
  staff.answer.findings = judge_readiness(facts);
  add(all, "readiness-trouble", staff);
  staff.answer = {};
  add(all, "readiness-looking", staff);
}

void add_forms(std::vector<Sample>& all) {
  Staff staff = at(StaffPage::WalkIn);
  staff.form = {"Ana", "Silva", "ana@example", "", ""};
  staff.field = 2;
  add(all, "walk-in", staff);
  staff.sentence = "Not registered: the event is full (300 of 300 places).";
  staff.trouble = true;
  add(all, "walk-in-full", staff);
  all.back().view.reports.errands->event->capacity_current = 300;
  staff.sentence = "Registered. At the door: GRANT.";
  staff.trouble = false;
  staff.made = people()[0];
  staff.ticket_type = "standard";
  add(all, "walk-in-made", staff);
  staff.sentence = "Registered. At the door: DENY; Payment not received.";
  staff.trouble = true;
  staff.made = people()[2];
  add(all, "walk-in-to-pay", staff);
  staff.made.reset();
  staff.doubt = {"ana@example", sample_now().tick + seconds{30}};
  staff.sentence = "No answer came: the registration may exist. Look again; it is not sent twice.";
  staff.trouble = true;
  add(all, "walk-in-in-doubt", staff);

  staff = at(StaffPage::Door);
  staff.mode.ask_for_id = true;
  staff.mode.gate = {"vip", "speaker"};
  add(all, "door", staff);
  staff.page = StaffPage::Confirm;
  staff.guest = people()[0];
  add(all, "confirm", staff);
}

/// Records written to break a screen, on every page that shows a record.
void add_hostile(std::vector<Sample>& all) {
  std::string zalgo = "Z";
  for (int i = 0; i < 200; ++i) zalgo += "\u0336\u035B";
  const std::string bidi = "\u202Eevil\u202C \u2067%n%s ##";
  std::string controls = "GRANT\nWelcome\r\tYou\x1B[31m may enter";
  controls += '\0';
  std::vector<Registration> hostile{member(controls, bidi, "##vip", "confirmed", "paid", "not_arrived"),
                                    member(std::string(4'000, 'W'), std::string(4'000, 'M'),
                                           std::string(400, 'T'), "confirmed", "paid", "not_arrived"),
                                    member(zalgo + " algo", zalgo, zalgo, zalgo, bidi, "checked_in"),
                                    member(bidi, controls, "%n", "%n%n", "##", "not_arrived"),
                                    member("", "", "", "", "", "")};
  for (Registration& guest : hostile) {
    guest.email = guest.attendee_name + "@" + guest.company;
    guest.job_title = guest.special_requirements = guest.phone = guest.company;
    guest.purchaser_name = guest.purchaser_email = guest.attendee_name;
  }
  Staff staff = at(StaffPage::Search);
  staff.query = controls;
  staff.answer.found = hostile;
  add(all, "search-hostile", staff);
  staff.page = StaffPage::Group;
  add(all, "group-hostile", staff);
  for (int i = 0; i < 3; ++i) {
    staff.page = StaffPage::Guest;
    staff.guest = hostile[static_cast<std::size_t>(i)];
    staff.sentence = hostile[static_cast<std::size_t>(i)].attendee_name;
    add(all, "guest-hostile-" + std::to_string(i + 1), staff);
  }
  staff.page = StaffPage::Confirm;
  staff.guest = hostile[0];
  add(all, "confirm-hostile", staff);

  const Wall now = sample_now().wall;
  Staff lists = at(StaffPage::Recent);
  for (const Registration& guest : hostile) {
    lists.answer.recent.push_back({now - kMinute, Kind::Deny, Verdict::Recorded::Portal, guest.attendee_name,
                                   guest.ticket_type, guest.attendee_name, "1", true});
    lists.answer.exceptions.push_back({"1", now, guest.attendee_name, guest.company, guest.attendee_name});
    lists.answer.waiting.push_back({"1", now, guest.attendee_name, guest.company, 3, guest.attendee_name});
  }
  add(all, "recent-hostile", lists);
  lists.page = StaffPage::Exceptions;
  add(all, "review-hostile", lists);
  lists.page = StaffPage::Queue;
  add(all, "queue-hostile", lists);
  all.back().view.reports.errands->link = Errands::Link::Down;
  all.back().view.reports.errands->link_sentence = controls + std::string(4'000, 'x');

  Staff made = at(StaffPage::WalkIn);
  made.form = {hostile[1].attendee_name, hostile[3].attendee_name, controls, bidi, zalgo};
  add(all, "walk-in-hostile", made);
  made.sentence = "Registered. " + controls;
  made.made = hostile[3];
  made.made->code = zalgo;
  add(all, "walk-in-made-hostile", made);
}

}  // namespace

void add_staff_samples(std::vector<Sample>& all) {
  Staff staff;
  staff.page = StaffPage::Pin;
  staff.pin = "12";
  add(all, "pin", staff);
  staff.pin.clear();
  staff.barred_until = sample_now().tick + seconds{24};
  add(all, "pin-barred", staff);
  add_people(all);
  add_lists(all);
  add_readiness(all);
  add_forms(all);
  add_hostile(all);
  staff = {};
  staff.mode.training = true;
  add(all, "training", staff);
  staff.mode = {.ask_for_id = true, .training = false, .gate = std::vector<std::string>{"vip", "speaker"}};
  add(all, "mode", staff);
}

}  // namespace usher::screen
