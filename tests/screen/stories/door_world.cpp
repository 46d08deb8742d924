#include "door_world.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "usher/portal/worksby/worksby.hpp"
#include "usher/scan/source/camera.hpp"
#include "usher/screen/show.hpp"
#include "usher/stage/sandbox/seed.hpp"

namespace usher::screen {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEvent = R"({"event": {"name": "Summer Gathering", "url_slug": "summer-gathering",
  "start_datetime": "now-20m", "end_datetime": "now+6h", "location_name": "Old Town Hall", "city": "Utrecht",
  "ticket_types": "standard;vip;student", "price_amount": "@PRICE@", "price_currency": "EUR",
  "capacity_total": "40", "capacity_current": "@TAKEN@"},
 "registrations": [
  {"first_name": "Sarah", "last_name": "Johnson", "email": "sarah@example.com", "company": "Acme Corp",
   "ticket_type": "standard", "payment_status": "paid", "qr_code": "EVT-SARAH1A2B3C4"},
  {"first_name": "José Ángel", "last_name": "Núñez", "email": "jose@example.com", "company": "Zonnebloem B.V.",
   "ticket_type": "vip", "payment_status": "paid", "qr_code": "EVT-JOSE1A2B3C4D"},
  {"first_name": "Ann", "last_name": "Baker", "email": "ann@baker.example", "qr_code": "EVT-BAKER0000003",
   "purchaser_email": "office@baker.example", "purchaser_name": "Baker Office"},
  {"first_name": "Tom", "last_name": "Bowen", "email": "tom@baker.example", "qr_code": "EVT-BOWEN0000004",
   "purchaser_email": "office@baker.example", "purchaser_name": "Baker Office"},
  {"first_name": "Ute", "last_name": "Brandt", "email": "ute@baker.example", "qr_code": "EVT-BRANDT000005",
   "registration_status": "cancelled", "purchaser_email": "office@baker.example", "purchaser_name": "Baker Office"},
  {"first_name": "Łukasz", "last_name": "Żółć", "email": "lukasz@example.com", "ticket_type": "student"},
  {"first_name": "Payne", "last_name": "Ding", "email": "payne@example.com", "payment_status": "pending"},
  {"attendee_name": "GRANT\n%n ##\u202etnarG\u202c", "first_name": "GRANT", "last_name": "##", "email": "grant@example.com"}
 ]})";

std::string with(std::string text, const std::string& place, const std::string& value) {
  return text.replace(text.find(place), place.size(), value);
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

}  // namespace

Door::Door(const DoorPlan& plan) {
  std::string pattern = (fs::temp_directory_path() / "usher-door-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  data_ = folder_ + "/portal.db";
  write(folder_ + "/event.json",
        with(with(kEvent, "@PRICE@", plan.price), "@TAKEN@", std::to_string(plan.taken)));
  portal_ = std::make_unique<Sandbox>(SandboxOptions{.data = data_, .guests = 0});
  const auto seeded = seed_portal({portal_->origin(), SandboxOptions().token, folder_ + "/event.json"},
                                  [](const std::string&) {});
  REQUIRE_MESSAGE(seeded, seeded.failure());
  settings_.station.event = kGathering;
  settings_.station.name = "North door";
  settings_.station.state = folder_ + "/state";
  settings_.portal.url = portal_->origin() + "/apps/events/";
  settings_.portal.id = SandboxOptions().portal_id;
  settings_.camera.source = "none";
  settings_.screen.pin = kPin;
  settings_.sound.volume = 0;
  if (!plan.faults.empty()) portal_returns(plan.faults);
}

Door::~Door() {
  station_.reset();
  portal_.reset();
  fs::remove_all(folder_);
}

void Door::portal_returns(const std::string& faults) {
  const std::string origin = settings_.portal.url.substr(0, settings_.portal.url.find("/apps"));
  const auto port = static_cast<std::uint16_t>(std::stoi(origin.substr(origin.rfind(':') + 1)));
  portal_.reset();
  write(folder_ + "/faults.json", faults);
  portal_ = std::make_unique<Sandbox>(SandboxOptions{
      .port = port, .data = data_, .guests = 0, .faults = faults.empty() ? "" : folder_ + "/faults.json"});
}

void Door::play(const std::function<void(const Person&)>& story) {
  station_ = std::make_unique<Station>(settings_);
  station_->start([this] { return open_camera(settings_.camera); }, nullptr, Station::Screen::Drawn);
  const auto has_list = [this] {
    const auto errands = station_->joints().errands.latest();
    return errands && errands->roster_size > 0;
  };
  screen::play(
      [&](const Person& person) {
        person.sees_that("the guest list is here", has_list);
        story(person);
      },
      [this](Stage& stage) {
        ShowOptions options{.screen = settings_.screen,
                            .sound = settings_.sound,
                            .station = settings_.station.name,
                            .gate = settings_.admission.ticket_types,
                            .deadline = settings_.portal.deadline};
        options.finished = [&] { return stage.over.load(); };
        options.drawn = [&](const Canvas& canvas) { stage.person.look_at(canvas); };
        show({}, station_->joints(), options);
      });
  station_.reset();
}

std::vector<CheckIn> Door::rows() const {
  return JournalFile(settings_.station.state, JournalFile::Access::ReadOnly).queue(true);
}

CheckIn Door::row_of(const std::string& code) const {
  for (const CheckIn& row : rows()) {
    if (row.code == code) return row;
  }
  return {};
}

std::vector<Presentation> Door::presentations() const {
  return JournalFile(settings_.station.state, JournalFile::Access::ReadOnly).presentations_after(0);
}

std::vector<Registration> Door::list_at_portal() const {
  PortalPacer pacer;
  std::vector<Registration> list;
  const auto portal = make_portal(settings_.portal, pacer);
  const auto head = portal->roster(
      kGathering, [&](Registration&& row) { list.push_back(std::move(row)); }, seconds{10});
  if (!head) list.clear();
  return list;
}

std::optional<Registration> Door::at_portal(const std::string& code) const {
  for (const Registration& row : list_at_portal()) {
    if (row.code == code) return row;
  }
  return std::nullopt;
}

bool Door::is_in_at_portal(const std::string& code) const {
  const auto row = at_portal(code);
  return row && row->attendance_status == "checked_in";
}

void unlocks(const Person& person) {
  person.sees("Hold your code here");
  person.touches(Act::Open);
  person.sees("Staff PIN");
  person.types(kPin);
  person.sees("One letter is enough.");
}

}  // namespace usher::screen
