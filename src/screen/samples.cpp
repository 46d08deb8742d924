#include "samples.hpp"

#include <cmath>
#include <deque>

namespace usher::screen {
namespace {

using Kind = Verdict::Kind;
constexpr milliseconds kMinute{60'000};
constexpr milliseconds kSettled{1'200};

Registration sarah() {
  Registration guest;
  guest.code = "EVT-ABC123DEF456";
  guest.attendee_name = "Sarah Johnson";
  guest.first_name = "Sarah";
  guest.company = "Acme Corporation";
  guest.ticket_type = "standard";
  return guest;
}

Registration named(const std::string& name, const std::string& company, const std::string& ticket) {
  Registration guest = sarah();
  guest.attendee_name = name;
  guest.first_name = name.substr(0, name.find(' '));
  guest.company = company;
  guest.ticket_type = ticket;
  return guest;
}

View base() {
  View view;
  view.now = sample_now();
  view.reports.station = "North door 1";
  Errands errands;
  errands.link = Errands::Link::Up;
  Event event;
  event.name = "Annual Member Conference";
  event.starts = parse_iso8601("2026-06-15T09:00:00.000Z");
  event.place = "Convention Center Amsterdam";
  event.city = "Amsterdam";
  event.capacity_total = 300;
  event.capacity_current = 214;
  errands.event = event;
  errands.registered = 214;
  errands.checked_in_portal = 128;
  errands.admitted_here = 57;
  errands.roster_size = 221;
  errands.roster_fetched = view.now.tick - 2 * kMinute;
  view.reports.errands = errands;
  view.scene.kind = Scene::Kind::Ready;
  view.scene.age = kSettled;
  view.scene.number = 7;
  return view;
}

View with_verdict(Kind kind, std::vector<Reason> reasons, std::optional<Registration> guest) {
  View view = base();
  view.scene.kind = Scene::Kind::Verdict;
  view.scene.verdict.kind = kind;
  view.scene.verdict.basis = Verdict::Basis::Portal;
  view.scene.verdict.reasons = std::move(reasons);
  view.scene.verdict.code = "EVT-ABC123DEF456";
  view.scene.verdict.registration = std::move(guest);
  view.scene.latency = milliseconds{84};
  return view;
}

void add_waiting(std::vector<Sample>& all) {
  View starting = base();
  starting.scene.kind = Scene::Kind::Starting;
  starting.reports.errands.reset();
  all.push_back({"starting", starting});

  all.push_back({"ready", base()});
  View found = base();
  found.reports.sighting = sample_sighting(found.now.tick);
  all.push_back({"ready-found", found});

  View busy = base();
  busy.reports.errands->link = Errands::Link::Down;
  busy.reports.errands->waiting = 23;
  busy.reports.errands->exceptions = 2;
  busy.reports.errands->event->capacity_total = 0;
  busy.reports.errands->roster_fetched = busy.now.tick - 47 * kMinute;
  busy.reports.gate = {"vip", "speaker"};
  busy.reports.sound_missing = true;
  busy.scene.trouble = "No sound device was found: plug in a loudspeaker, or set sound.volume to 0.";
  all.push_back({"ready-offline", busy});

  View hint = base();
  hint.scene.hint_not_a_pass = true;
  all.push_back({"ready-not-a-pass", hint});
  View two = base();
  two.scene.hint_one_at_a_time = true;
  two.reports.sighting = sample_sighting(two.now.tick);
  all.push_back({"ready-one-at-a-time", two});
  View self = base();
  self.self_service = true;
  all.push_back({"ready-self-service", self});
  View no_camera = base();
  no_camera.reports.errands->event->name =
      "International Symposium on the Preservation of Audiovisual Heritage in the Digital Age";
  no_camera.reports.errands->event->capacity_total = 214;
  no_camera.scene.idle = milliseconds{600'000};
  all.push_back({"ready-no-camera-dim", no_camera});

  View checking = base();
  checking.scene.kind = Scene::Kind::Checking;
  checking.scene.guest = sarah();
  all.push_back({"checking", checking});

  View broken = base();
  broken.scene.kind = Scene::Kind::OutOfOrder;
  broken.scene.trouble = "The camera has stopped answering. Unplug it, count to three, and plug it in again.";
  all.push_back({"out-of-order", broken});
}

void add_entries(std::vector<Sample>& all) {
  all.push_back({"grant", with_verdict(Kind::Grant, {}, sarah())});
  View queued = with_verdict(Kind::Grant, {}, named("王小明 (Xiaoming Wang)", "上海交通大学", "VIP"));
  queued.scene.verdict.recorded = Verdict::Recorded::Queued;
  queued.scene.verdict.registration->special_requirements = "Wheelchair, vegetarian lunch";
  queued.show_requirements = true;
  all.push_back({"grant-queued", queued});
  all.push_back({"grant-arabic",
                 with_verdict(Kind::Grant, {}, named("محمد عبد الرحمن الخطيب", "جامعة القاهرة", "speaker"))});
  all.push_back(
      {"grant-long", with_verdict(Kind::Grant, {},
                                  named("Wolfeschlegelsteinhausenbergerdorff-Nepomuk von und zu Hohenstein-"
                                        "Waldenburg-Schillingsfürst",
                                        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
                                        "gesellschaft mbH & Co. KG",
                                        "Early bird, both days with workshop"))});
  View self = with_verdict(Kind::Grant, {}, sarah());
  self.self_service = true;
  all.push_back({"grant-self-service", self});

  View in = with_verdict(Kind::AlreadyIn, {}, sarah());
  in.scene.verdict.checked_in_at = in.now.wall - 11 * kMinute;
  in.scene.verdict.checked_in_where = "South door 2";
  all.push_back({"already-in", in});
  View cancelled = in;
  cancelled.scene.verdict.reasons = {Reason::RegistrationCancelled, Reason::PaymentRefunded};
  cancelled.scene.verdict.checked_in_at = in.now.wall - 3000 * kMinute;
  all.push_back({"already-in-cancelled", cancelled});
}

void add_refusals(std::vector<Sample>& all) {
  all.push_back({"deny", with_verdict(Kind::Deny, {Reason::PaymentPending},
                                      named("Łukasz Żółć", "Zażółć Gęślą S.A.", "student"))});
  all.push_back({"deny-two-reasons",
                 with_verdict(Kind::Deny, {Reason::RegistrationWaitlisted, Reason::PaymentPending},
                              named("Αλέξανδρος Παπαδόπουλος", "Πανεπιστήμιο Κρήτης", "standard"))});
  View event = with_verdict(Kind::WrongEvent, {}, sarah());
  event.scene.verdict.other_event = "Workshop: Governance for Small Associations";
  event.scene.verdict.other_event_starts = parse_iso8601("2026-06-16T14:00:00.000Z");
  event.scene.verdict.other_event_place = "Room 3.14, Convention Center Amsterdam";
  all.push_back({"wrong-event", event});
  View gate = with_verdict(Kind::WrongGate, {}, named("Анна Шевченко", "Київ Тех", "standard"));
  gate.scene.verdict.gate = {"vip", "speaker", "press"};
  all.push_back({"wrong-gate", gate});
  all.push_back({"not-found", with_verdict(Kind::NotFound, {}, {})});
  all.push_back({"hold", with_verdict(Kind::Hold, {Reason::NotOnRoster, Reason::PortalUnreachable}, {})});
  all.push_back({"hold-duplicate", with_verdict(Kind::Hold, {Reason::DuplicateCode},
                                                named("अनिता शर्मा", "दिल्ली विश्वविद्यालय", "vip"))});
  std::string hostile = "\u202EGRANT\u202C ";
  for (int i = 0; i < 60; ++i) hostile += "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359\u035A";
  for (int i = 0; i < 4000; ++i) hostile += 'W';
  all.push_back({"deny-hostile",
                 with_verdict(Kind::Deny, {Reason::RegistrationCancelled},
                              named("GRANT\n\n%n##" + hostile, "WELCOME\x01\x02 %s%n ##ok", "GRANT %n"))});
}

Registration member(const std::string& name, const std::string& company, const std::string& ticket,
                    const std::string& registration, const std::string& payment,
                    const std::string& attendance) {
  Registration guest = named(name, company, ticket);
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

void add_staff(std::vector<Sample>& all) {
  // The samples own their staff: a view only points at it.
  static std::deque<Staff> kept;
  const auto add = [&](const std::string& name, const Staff& staff) {
    kept.push_back(staff);
    View view = base();
    view.reports.errands->event->ticket_types = {"standard", "vip", "student", "speaker"};
    view.reports.errands->event->price_amount = "120";
    view.reports.errands->event->price_currency = "EUR";
    view.reports.errands->exceptions = 2;
    view.staff = &kept.back();
    all.push_back({"staff-" + name, view});
  };
  if (kept.size() > 100) kept.clear();
  Staff staff;
  staff.page = StaffPage::Pin;
  staff.pin = "12";
  add("pin", staff);

  staff = {};
  staff.page = StaffPage::Search;
  staff.query = "jo";
  staff.answer.found = {
      member("Sarah Johnson", "Acme Corporation", "standard", "confirmed", "paid", "not_arrived"),
      member("José Ángel Núñez", "Universidad de Sevilla", "speaker", "confirmed", "free", "checked_in"),
      member("Johanna Müller-Lüdenscheidt", "Stadtwerke Köln", "vip", "confirmed", "pending", "not_arrived"),
      member("王小明 Joe Wang", "上海交通大学", "student", "cancelled", "refunded", "not_arrived"),
      member("Joris van den Berg", "Gemeente Utrecht", "standard", "confirmed", "complimentary",
             "not_arrived"),
      member("John O’Neill", "", "standard", "waitlisted", "pending", "not_arrived")};
  add("search", staff);
  const std::vector<Registration> found = staff.answer.found;
  staff.page = StaffPage::Guest;
  staff.guest = found[0];
  add("guest", staff);
  staff.guest = found[3];
  staff.sentence = "This e-mail is registered already.";
  add("guest-refused", staff);
  staff.sentence.clear();
  staff.guest = found[0];
  staff.page = StaffPage::Group;
  for (Registration& guest : staff.answer.found)
    guest.code.back() = static_cast<char>('A' + (&guest - staff.answer.found.data()));
  staff.ticked = {staff.answer.found[0].code};
  add("group", staff);

  staff = {};
  staff.page = StaffPage::Recent;
  const Wall now = sample_now().wall;
  staff.answer.recent = {
      {now - kMinute, Kind::Grant, Verdict::Recorded::Queued, "Sarah Johnson", "standard", "EVT-ABC123DEF456",
       "1", true},
      {now - 2 * kMinute, Kind::Deny, Verdict::Recorded::No, "Łukasz Żółć", "student", "EVT-ABC123DEF457", "",
       false},
      {now - 3 * kMinute, Kind::Grant, Verdict::Recorded::Portal, "محمد الخطيب", "speaker",
       "EVT-ABC123DEF458", "2", false},
      {now - 5 * kMinute, Kind::AlreadyIn, Verdict::Recorded::No, "Ana Silva", "vip", "EVT-ABC123DEF459", "",
       false},
      {now - 9 * kMinute, Kind::NotFound, Verdict::Recorded::No, "", "", "EVT-ABC123DEF450", "", false},
      {now - 12 * kMinute, Kind::Hold, Verdict::Recorded::No, "", "", "EVT-ABC123DEF451", "", false}};
  add("recent", staff);

  staff = {};
  staff.page = StaffPage::Exceptions;
  staff.answer.exceptions = {{"1", now - 20 * kMinute, "Sarah Johnson", "EVT-ABC123DEF456",
                              "Admitted twice: here at 09:12 and at the portal at 09:05."},
                             {"2", now - 31 * kMinute, "José Ángel Núñez", "EVT-ABC123DEF457",
                              "Admitted here, but the registration had been cancelled."}};
  add("review", staff);
  staff.page = StaffPage::Note;
  staff.note = "Spoke to her: came back from";
  add("note", staff);

  staff = {};
  staff.page = StaffPage::WalkIn;
  staff.form = {"Ana", "Silva", "ana@example", "", ""};
  staff.field = 2;
  add("walk-in", staff);
  staff = {};
  staff.page = StaffPage::Door;
  staff.mode.ask_for_id = true;
  staff.mode.gate = {"vip", "speaker"};
  add("door", staff);
  staff.page = StaffPage::Confirm;
  staff.guest = found[0];
  add("confirm", staff);
  staff = {};
  staff.mode.training = true;
  add("training", staff);
}

void paint_box(Frame& frame, int x0, int y0, int w, int h, std::uint8_t value) {
  for (int y = std::max(0, y0); y < std::min(frame.height, y0 + h); ++y) {
    for (int x = std::max(0, x0); x < std::min(frame.width, x0 + w); ++x) {
      frame.grey[static_cast<std::size_t>(y * frame.width + x)] = value;
    }
  }
}

constexpr int kModule = 9;
constexpr int kModules = 25;
constexpr int kCodeX = 527;
constexpr int kCodeY = 220;

void paint_eye(Frame& frame, int column, int row) {
  const int x = kCodeX + column * kModule;
  const int y = kCodeY + row * kModule;
  paint_box(frame, x, y, 7 * kModule, 7 * kModule, 20);
  paint_box(frame, x + kModule, y + kModule, 5 * kModule, 5 * kModule, 235);
  paint_box(frame, x + 2 * kModule, y + 2 * kModule, 3 * kModule, 3 * kModule, 20);
}

}  // namespace

Now sample_now() {
  return {Tick(milliseconds{3'600'000}), *parse_iso8601("2026-06-15T09:32:00.000Z")};
}

std::vector<Sample> samples() {
  std::vector<Sample> all;
  add_waiting(all);
  add_entries(all);
  add_refusals(all);
  add_staff(all);
  return all;
}

FramePtr sample_frame() {
  Frame frame{
      .width = 1280, .height = 720, .grey = std::vector<std::uint8_t>(1280 * 720), .number = 1, .taken = {}};
  for (int y = 0; y < frame.height; ++y) {
    for (int x = 0; x < frame.width; ++x) {
      const double dx = (x - 620) / 700.0;
      const double dy = (y - 250) / 520.0;
      const double glow = 96 * std::exp(-(dx * dx + dy * dy) * 1.4);
      frame.grey[static_cast<std::size_t>(y * frame.width + x)] = static_cast<std::uint8_t>(28 + glow);
    }
  }
  paint_box(frame, 480, 110, 320, 560, 12);  // a phone
  paint_box(frame, 492, 126, 296, 528, 240);
  for (int row = 0; row < kModules; ++row) {
    for (int column = 0; column < kModules; ++column) {
      const unsigned mixed = (static_cast<unsigned>(row * 31 + column) * 2654435761U) >> 15U;
      if ((mixed & 1U) != 0)
        paint_box(frame, kCodeX + column * kModule, kCodeY + row * kModule, kModule, kModule, 20);
    }
  }
  constexpr int kFar = kModules - 8;
  paint_box(frame, kCodeX, kCodeY, 8 * kModule, 8 * kModule, 240);
  paint_box(frame, kCodeX + kFar * kModule, kCodeY, 8 * kModule, 8 * kModule, 240);
  paint_box(frame, kCodeX, kCodeY + kFar * kModule, 8 * kModule, 8 * kModule, 240);
  paint_eye(frame, 0, 0);
  paint_eye(frame, kModules - 7, 0);
  paint_eye(frame, 0, kModules - 7);
  return std::make_shared<const Frame>(std::move(frame));
}

Sighting sample_sighting(Tick at) {
  Sighting sighting;
  sighting.frame = 1;
  sighting.frame_width = 1280;
  sighting.frame_height = 720;
  sighting.at = at;
  constexpr float kSide = kModule * kModules;
  sighting.symbols.push_back({"EVT-ABC123DEF456",
                              {Point{kCodeX, kCodeY}, Point{kCodeX + kSide, kCodeY},
                               Point{kCodeX + kSide, kCodeY + kSide}, Point{kCodeX, kCodeY + kSide}}});
  return sighting;
}

}  // namespace usher::screen
