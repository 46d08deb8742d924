// Staff at a real window, with real keys and touches; behind it the real desk and a portal.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "usher/cli/station.hpp"
#include "usher/desk/journal_file.hpp"
#include "usher/sandbox/sample_event.hpp"
#include "usher/sandbox/sandbox.hpp"
#include "usher/scan/camera.hpp"
#include "window_story.hpp"

using namespace usher;
using namespace usher::screen;
namespace fs = std::filesystem;

namespace {

/// Where the buttons of this story are.
struct Buttons {
  Rect lock, digit, recent, walk_in, first_card, check_in, take_back, first_name, last_name, email, send,
      admit;

  Buttons() {
    Plan plan;
    Staff staff;
    lock = plan.place(staff, Act::Open);
    staff.page = StaffPage::Pin;
    digit = plan.place(staff, Act::Letter, '5');
    staff.page = StaffPage::Search;
    recent = plan.place(staff, Act::Tab, static_cast<int>(StaffPage::Recent));
    walk_in = plan.place(staff, Act::Tab, static_cast<int>(StaffPage::WalkIn));
    Registration guest = sample_guest("Ana Silva", "Acme", "standard");
    guest.registration_status = "confirmed";
    guest.payment_status = "paid";
    guest.attendance_status = "not_arrived";
    staff.answer.found = {guest};
    first_card = plan.place(staff, Act::Pick, 0);
    staff.guest = guest;
    staff.page = StaffPage::Guest;
    check_in = plan.place(staff, Act::CheckIn);
    staff.page = StaffPage::Recent;
    staff.answer.recent = {{.verdict = Verdict::Kind::Grant, .check_in = "1", .undoable = true}};
    take_back = plan.place(staff, Act::Undo, 0);
    staff.page = StaffPage::WalkIn;
    first_name = plan.place(staff, Act::Field, 0);
    last_name = plan.place(staff, Act::Field, 1);
    email = plan.place(staff, Act::Field, 2);
    send = plan.place(staff, Act::Enter, 1);
    staff.made = guest;
    staff.sentence = "Registered.";
    admit = plan.place(staff, Act::CheckIn);
  }
};

/// How the door works for now.
struct Switches {
  Rect door, training, door_in_training, training_in_training, ask_for_id, confirm;

  Switches() {
    Plan plan;
    Staff staff;
    staff.page = StaffPage::Search;
    door = plan.place(staff, Act::Tab, static_cast<int>(StaffPage::Door));
    staff.page = StaffPage::Door;
    training = plan.place(staff, Act::Training);
    ask_for_id = plan.place(staff, Act::AskForId);
    staff.mode.training = true;
    door_in_training = plan.place(staff, Act::Tab, static_cast<int>(StaffPage::Door));
    training_in_training = plan.place(staff, Act::Training);
    staff.mode.training = false;
    staff.page = StaffPage::Confirm;
    staff.guest = sample_guest("Ana Silva", "Acme", "standard");
    confirm = plan.place(staff, Act::Confirm);
  }
};

/// A station with its desk, in a folder of its own.
struct Door {
  fs::path folder;
  std::unique_ptr<Sandbox> portal;
  Settings settings;
  std::unique_ptr<Station> station;

  Door() {
    std::string pattern = (fs::temp_directory_path() / "usher-staffed-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    portal = std::make_unique<Sandbox>(SandboxOptions{.guests = 60});
    settings.station.event = kSampleEventName;
    settings.station.state = folder.string();
    settings.portal.url = portal->origin();
    settings.portal.id = "12345678";
    settings.admission.only_station = true;
    settings.camera.source = "none";
    station = std::make_unique<Station>(settings);
    station->start([this] { return open_camera(settings.camera); }, nullptr);
  }
  ~Door() {
    station.reset();
    fs::remove_all(folder);
  }
  std::vector<CheckIn> rows() const {
    return JournalFile(folder.string(), JournalFile::Access::ReadOnly).queue(true);
  }
  /// Everything that the journal has of guests.
  std::size_t written() const {
    JournalFile journal(folder.string(), JournalFile::Access::ReadOnly);
    return journal.queue(true).size() + journal.presentations_after(0).size();
  }
  bool has_list() const {
    const auto errands = station->joints().errands.latest();
    return errands && errands->roster_size > 0;
  }
  bool granted(const std::string& code) const {
    const auto report = station->joints().desk.latest();
    return report && report->stage == DeskReport::Stage::Decided && report->verdict.code == code &&
           report->verdict.kind == Verdict::Kind::Grant;
  }
  std::optional<StaffReport> answered(StaffRequest::Kind kind) const {
    const auto report = station->joints().staff.latest();
    return report && report->kind == kind ? report : std::nullopt;
  }
};

SampleGuest eligible_guest() {
  for (const SampleGuest& guest : sample_guests(60)) {
    if (guest.verdict == Verdict::Kind::Grant) return guest;
  }
  return {};
}

/// At the door: its page is drawn, so a touch finds the button that it means.
void add_door(Story& story, const Buttons& at, const std::string& name) {
  story.steps.push_back({name, [] {}, [&] { return story.is_ready() && is_drawn(at.lock, ink::kSurface); }});
}

void add_lock(Story& story, const Buttons& at) {
  story.steps.push_back(
      {"the PIN is asked for", [&] { touch(at.lock); }, [&] { return is_drawn(at.digit, ink::kRaised); }});
}

/// At the door, then on the staff pages.
void add_unlocking(Story& story, const Buttons& at) {
  add_door(story, at, "the door is ready");
  add_lock(story, at);
  story.steps.push_back(
      {"the staff pages are open", [] { type(kPin); }, [&] { return is_drawn(at.recent, ink::kSurface); }});
}

/// A door whose loops are the test's: well, and with nobody at it.
struct QuietDoor {
  Joints joints;
  Story story{joints};

  QuietDoor() {
    joints.errands.put({.link = Errands::Link::Up, .at = clock_now().tick});
    joints.desk.put({.at = clock_now().tick});
    story.options.turned = [this] {
      joints.camera.put({.state = CameraReport::State::Watching, .at = clock_now().tick});
    };
  }
};

}  // namespace

TEST_CASE("five wrong PINs lock the staff pages, and then the right one opens nothing") {
  const Buttons at;
  QuietDoor door;
  Story& story = door.story;
  add_door(story, at, "the door is ready");
  // The page closes at the last key, so by then all that were typed before it have been heard.
  const auto add_tries = [&](const std::string& name, const std::string& letters) {
    add_lock(story, at);
    story.steps.push_back({name,
                           [letters] {
                             type(letters);
                             xdotool("key Escape");
                           },
                           [&] { return is_drawn(at.lock, ink::kSurface); }});
  };
  const std::string right = std::string(kPin) + "silva";  // what would be looked for
  add_tries("five wrong ones and the right one", "11112222333344445555" + right);
  add_tries("the right one again", right);
  story.play();
  CHECK_FALSE(door.joints.staff_requests.take().has_value());  // nobody got as far as the search
}

TEST_CASE(
    "after four wrong PINs the right one opens the staff pages, and each letter is looked for at once") {
  const Buttons at;
  QuietDoor door;
  Story& story = door.story;
  add_door(story, at, "the door is ready");
  add_lock(story, at);
  story.steps.push_back({"the staff pages are open", [] { type(std::string("1111222233334444") + kPin); },
                         [&] { return is_drawn(at.recent, ink::kSurface); }});
  std::vector<std::string> asked;
  story.steps.push_back({"each letter is asked for", [] { type("si"); },
                         [&] {
                           while (const auto request = door.joints.staff_requests.take())
                             asked.push_back(request->text);
                           return asked.size() >= 2;
                         }});
  story.play();
  REQUIRE(asked.size() == 2);
  CHECK(asked[0] == "s");
  CHECK(asked[1] == "si");
}

TEST_CASE("staff register a walk-in, look a guest up, check in by hand and take it back") {
  const Buttons at;
  Door door;
  Story story(door.station->joints());
  const SampleGuest guest = eligible_guest();
  std::string made;

  story.steps.push_back({"the guest list is here", [] {}, [&] { return door.has_list(); }});
  add_unlocking(story, at);
  story.steps.push_back(
      {"the walk-in page", [&] { touch(at.walk_in); }, [&] { return is_drawn(at.send, ink::kAccent); }});
  story.steps.push_back({"the form is sent",
                         [&] {
                           touch(at.first_name);
                           type("Ana");
                           touch(at.last_name);
                           type("Walker");
                           touch(at.email);
                           type("ana.walker@example.org");
                           touch(at.send);
                         },
                         [&] {
                           const auto report = door.answered(StaffRequest::Kind::Register);
                           if (report && report->ok && !report->found.empty())
                             made = report->found.front().code;
                           return !made.empty();
                         }});
  story.steps.push_back({"the walk-in is let in", [] {}, [&] { return is_drawn(at.admit, ink::kAccent); }});
  story.steps.push_back({"and recorded", [&] { touch(at.admit); }, [&] { return door.granted(made); }});

  // From here on without the portal: what is admitted now has not been sent, and can be taken back.
  story.steps.push_back({"the portal goes away", [&] { door.portal.reset(); }, [] { return true; }});
  add_unlocking(story, at);
  story.steps.push_back({"the guest is found", [&] { type(guest.code.substr(4)); },
                         [&] {
                           const auto report = door.answered(StaffRequest::Kind::Search);
                           return report && report->found.size() == 1 &&
                                  report->found.front().code == guest.code &&
                                  is_drawn(at.first_card, ink::kSurface);
                         }});
  story.steps.push_back(
      {"the card opens", [&] { touch(at.first_card); }, [&] { return is_drawn(at.check_in, ink::kAccent); }});
  story.steps.push_back(
      {"the guest is let in", [&] { touch(at.check_in); }, [&] { return door.granted(guest.code); }});
  add_unlocking(story, at);
  story.steps.push_back({"the last scans", [&] { touch(at.recent); },
                         [&] {
                           const auto report = door.answered(StaffRequest::Kind::Recent);
                           return report && !report->recent.empty() && report->recent.front().undoable &&
                                  is_drawn(at.take_back, ink::kRaised);
                         }});
  story.steps.push_back({"it is taken back",
                         [&] {
                           touch(at.take_back);
                           type("wrong person");
                           xdotool("key Return");
                         },
                         [&] {
                           const auto report = door.answered(StaffRequest::Kind::Undo);
                           return report && report->ok;
                         }});
  story.play();

  const auto rows = door.rows();
  const auto row_of = [&](const std::string& code) {
    for (const CheckIn& row : rows) {
      if (row.code == code) return row;
    }
    return CheckIn{};
  };
  CHECK(row_of(made).granted);
  CHECK(row_of(guest.code).undone);
  CHECK_FALSE(row_of(guest.code).granted);
  CHECK(row_of(guest.code).note.find("wrong person") != std::string::npos);
}

TEST_CASE("training writes nothing under its watermark, and an ID check records what staff confirm") {
  const Buttons at;
  const Switches mode;
  Door door;
  Joints& joints = door.station->joints();
  Story story(joints);
  const SampleGuest guest = eligible_guest();
  const Rect top{100, 10, 2, 2};
  const auto mode_is = [&](bool training, bool ask_for_id) {
    const auto now = joints.mode.latest();
    return now && now->training == training && now->ask_for_id == ask_for_id;
  };
  const auto hold_up = [&] {
    type(guest.code);
    xdotool("key Return");
  };
  story.steps.push_back({"the guest list is here", [] {}, [&] { return door.has_list(); }});
  add_unlocking(story, at);
  story.steps.push_back(
      {"the door page", [&] { touch(mode.door); }, [&] { return is_drawn(mode.door, ink::kAccent); }});
  story.steps.push_back({"training", [&] { touch(mode.training); }, [&] { return mode_is(true, false); }});
  story.steps.push_back({"its watermark", [&] { xdotool("key Escape"); },
                         [&] { return story.is_ready() && is_drawn(top, ink::kAccent); }});
  story.steps.push_back({"a guest in training", hold_up, [&] { return door.granted(guest.code); }});
  story.steps.push_back({"still its watermark", [] {}, [&] { return is_drawn(top, ink::kAccent); }});
  story.steps.push_back({"ready again", [] {}, [&] { return story.is_ready() && story.frames > 1; }});
  std::size_t written_in_training = 1;
  story.steps.push_back(
      {"nothing was written", [&] { written_in_training = door.written(); }, [] { return true; }});
  story.steps.push_back({"staff again",
                         [] {
                           xdotool("key F2");
                           type(kPin);
                         },
                         [&] { return is_drawn(mode.door_in_training, ink::kSurface); }});
  story.steps.push_back({"the door page in training", [&] { touch(mode.door_in_training); },
                         [&] { return is_drawn(mode.door_in_training, ink::kAccent); }});
  story.steps.push_back(
      {"no training", [&] { touch(mode.training_in_training); }, [&] { return mode_is(false, false); }});
  story.steps.push_back({"its watermark is gone", [] {}, [&] { return is_drawn(top, ink::kGround); }});
  story.steps.push_back(
      {"an ID is asked for", [&] { touch(mode.ask_for_id); }, [&] { return mode_is(false, true); }});
  story.steps.push_back({"back at the door", [] { xdotool("key Escape"); },
                         [&] { return story.is_ready() && story.frames > 2; }});
  story.steps.push_back(
      {"the guest is asked", hold_up, [&] { return is_drawn(mode.confirm, ink::kAccent); }});
  std::size_t written_before_confirming = 1;
  story.steps.push_back(
      {"nothing yet", [&] { written_before_confirming = door.written(); }, [] { return true; }});
  story.steps.push_back(
      {"staff confirm", [&] { touch(mode.confirm); }, [&] { return !door.rows().empty(); }});
  story.play();
  CHECK(written_in_training == 0);
  CHECK(written_before_confirming == 0);
  REQUIRE_FALSE(door.rows().empty());
  CHECK(door.rows().front().code == guest.code);
  CHECK(door.rows().front().granted);
}
