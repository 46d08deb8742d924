#include "samples.hpp"

namespace usher::screen {
namespace {

using Kind = Verdict::Kind;
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

}  // namespace

Registration sample_guest(const std::string& name, const std::string& company, const std::string& ticket) {
  Registration guest = sarah();
  guest.attendee_name = name;
  guest.first_name = name.substr(0, name.find(' '));
  guest.company = company;
  guest.ticket_type = ticket;
  return guest;
}

View sample_view() {
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

namespace {

View with_verdict(Kind kind, std::vector<Reason> reasons, std::optional<Registration> guest) {
  View view = sample_view();
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
  View starting = sample_view();
  starting.scene.kind = Scene::Kind::Starting;
  starting.reports.errands.reset();
  all.push_back({"starting", starting});

  all.push_back({"ready", sample_view()});
  View found = sample_view();
  found.reports.sighting = sample_sighting(found.now.tick);
  all.push_back({"ready-found", found});

  View busy = sample_view();
  busy.reports.errands->link = Errands::Link::Down;
  busy.reports.errands->waiting = 23;
  busy.reports.errands->exceptions = 2;
  busy.reports.errands->checked_in_portal = 34;  // the 23 that wait are not among them
  busy.reports.errands->event->capacity_total = 0;
  busy.reports.errands->roster_fetched = busy.now.tick - 47 * kMinute;
  busy.reports.gate = {"vip", "speaker"};
  busy.reports.sound_missing = true;
  busy.scene.trouble = "No sound device was found: plug in a loudspeaker, or set sound.volume to 0.";
  all.push_back({"ready-offline", busy});

  View hint = sample_view();
  hint.scene.hint_not_a_pass = true;
  all.push_back({"ready-not-a-pass", hint});
  View two = sample_view();
  two.scene.hint_one_at_a_time = true;
  two.reports.sighting = sample_sighting(two.now.tick);
  all.push_back({"ready-one-at-a-time", two});
  View self = sample_view();
  self.self_service = true;
  all.push_back({"ready-self-service", self});
  View no_camera = sample_view();
  no_camera.reports.errands->event->name =
      "International Symposium on the Preservation of Audiovisual Heritage in the Digital Age";
  no_camera.reports.errands->event->capacity_total = 214;
  no_camera.scene.idle = milliseconds{600'000};
  all.push_back({"ready-no-camera-dim", no_camera});

  View checking = sample_view();
  checking.scene.kind = Scene::Kind::Checking;
  checking.scene.guest = sarah();
  all.push_back({"checking", checking});

  View broken = sample_view();
  broken.scene.kind = Scene::Kind::OutOfOrder;
  broken.scene.trouble = "The camera has stopped answering. Unplug it, count to three, and plug it in again.";
  all.push_back({"out-of-order", broken});
}

void add_entries(std::vector<Sample>& all) {
  all.push_back({"grant", with_verdict(Kind::Grant, {}, sarah())});
  View queued = with_verdict(Kind::Grant, {}, sample_guest("王小明 (Xiaoming Wang)", "上海交通大学", "VIP"));
  queued.scene.verdict.recorded = Verdict::Recorded::Queued;
  queued.scene.verdict.basis = Verdict::Basis::Roster;
  queued.scene.latency = milliseconds{6};
  queued.scene.verdict.registration->special_requirements = "Wheelchair, vegetarian lunch";
  queued.show_requirements = true;
  all.push_back({"grant-queued", queued});
  all.push_back(
      {"grant-arabic",
       with_verdict(Kind::Grant, {}, sample_guest("محمد عبد الرحمن الخطيب", "جامعة القاهرة", "speaker"))});
  all.push_back(
      {"grant-long",
       with_verdict(Kind::Grant, {},
                    sample_guest("Wolfeschlegelsteinhausenbergerdorff-Nepomuk von und zu Hohenstein-"
                                 "Waldenburg-Schillingsfürst",
                                 "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
                                 "gesellschaft mbH & Co. KG",
                                 "Early bird, both days with workshop"))});
  View self = with_verdict(Kind::Grant, {}, sarah());
  self.self_service = true;
  all.push_back({"grant-self-service", self});

  View in = with_verdict(Kind::AlreadyIn, {}, sarah());
  in.scene.verdict.checked_in_at = in.now.wall - 11 * kMinute;
  in.scene.verdict.checked_in_where = "North door 1";
  in.scene.verdict.basis = Verdict::Basis::Journal;
  in.scene.latency = milliseconds{4};
  all.push_back({"already-in", in});
  View cancelled = in;
  cancelled.scene.verdict.reasons = {Reason::RegistrationCancelled, Reason::PaymentRefunded};
  cancelled.scene.verdict.checked_in_at = in.now.wall - 3000 * kMinute;
  all.push_back({"already-in-cancelled", cancelled});
}

void add_refusals(std::vector<Sample>& all) {
  all.push_back({"deny", with_verdict(Kind::Deny, {Reason::PaymentPending},
                                      sample_guest("Łukasz Żółć", "Zażółć Gęślą S.A.", "student"))});
  all.push_back({"deny-two-reasons",
                 with_verdict(Kind::Deny, {Reason::RegistrationWaitlisted, Reason::PaymentPending},
                              sample_guest("Αλέξανδρος Παπαδόπουλος", "Πανεπιστήμιο Κρήτης", "standard"))});
  View event = with_verdict(Kind::WrongEvent, {}, sarah());
  event.scene.verdict.other_event = "Workshop: Governance for Small Associations";
  event.scene.verdict.other_event_starts = parse_iso8601("2026-06-16T14:00:00.000Z");
  event.scene.verdict.other_event_place = "Room 3.14, Convention Center Amsterdam";
  all.push_back({"wrong-event", event});
  View gate = with_verdict(Kind::WrongGate, {}, sample_guest("Анна Шевченко", "Київ Тех", "standard"));
  gate.scene.verdict.gate = {"vip", "speaker", "press"};
  all.push_back({"wrong-gate", gate});
  all.push_back({"not-found", with_verdict(Kind::NotFound, {}, {})});
  View unknown = with_verdict(Kind::Hold, {Reason::NotOnRoster, Reason::PortalUnreachable}, {});
  unknown.scene.verdict.basis = Verdict::Basis::None;
  unknown.scene.latency = milliseconds{1508};
  all.push_back({"hold", unknown});
  View doubled = with_verdict(Kind::Hold, {Reason::DuplicateCode},
                              sample_guest("अनिता शर्मा", "दिल्ली विश्वविद्यालय", "vip"));
  doubled.scene.verdict.basis = Verdict::Basis::Roster;
  doubled.scene.latency = milliseconds{5};
  all.push_back({"hold-duplicate", doubled});
  std::string hostile = "\u202EGRANT\u202C ";
  for (int i = 0; i < 60; ++i) hostile += "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359\u035A";
  for (int i = 0; i < 4000; ++i) hostile += 'W';
  all.push_back({"deny-hostile", with_verdict(Kind::Deny, {Reason::RegistrationCancelled},
                                              sample_guest("GRANT\n\n%n##" + hostile,
                                                           "WELCOME\x01\x02 %s%n ##ok", "GRANT %n"))});
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
  add_staff_samples(all);
  add_setup_samples(all);
  return all;
}

}  // namespace usher::screen
