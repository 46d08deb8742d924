#include "setup_steps.hpp"

#include <algorithm>

#include "screen/input/letters.hpp"

namespace usher::screen {
namespace {

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kShortestPin = 4;
constexpr std::size_t kLongestPin = 8;

std::string* text_of(Setup& setup) {
  switch (setup.step) {
    case SetupStep::Portal:
      return setup.on_address ? &setup.settings.portal.url : &setup.settings.portal.id;
    case SetupStep::Lane:
      return &setup.settings.station.name;
    case SetupStep::Pin:
      return &setup.pin;
    case SetupStep::Event:
    case SetupStep::Camera:
    case SetupStep::Finish:
      break;
  }
  return nullptr;
}

bool only_digits(const Setup& setup) {
  return setup.step == SetupStep::Pin || (setup.step == SetupStep::Portal && !setup.on_address);
}

void forget_answer(Setup& setup) {
  setup.answer = {};
  setup.asking = false;
  ++setup.asked;  // one that is under way comes too late
}

void typed(Setup& setup, int letter, bool erase) {
  std::string* text = text_of(setup);
  if (text == nullptr) return;
  setup.sentence.clear();
  setup.shift = false;
  if (setup.step == SetupStep::Portal) forget_answer(setup);  // it was about another portal
  if (erase) {
    erase_letter(*text);
  } else if (!only_digits(setup) || (letter >= '0' && letter <= '9')) {
    const std::size_t longest = setup.step == SetupStep::Pin ? kLongestPin : kLongestText;
    if (text->size() < longest) add_letter(*text, letter);
  }
}

void ask_portal(Setup& setup, SetupWork& work) {
  if (setup.settings.portal.id.empty()) {
    setup.sentence = "Type the HubSpot portal id first: digits only.";
    return;
  }
  forget_answer(setup);
  setup.asking = work.ask = true;
}

void step_to(Setup& setup, SetupStep step, SetupWork& work) {
  setup.step = step;
  setup.sentence.clear();
  setup.first = 0;
  if (step == SetupStep::Camera) work.camera = true;
}

/// Two times the same, or none at all and said so.
void take_pin(Setup& setup, SetupWork& work) {
  if (setup.pin.size() < kShortestPin) {
    setup.sentence = "At least four digits.";
    return;
  }
  if (setup.settings.screen.pin.empty()) {
    setup.settings.screen.pin = setup.pin;
    setup.sentence.clear();
  } else if (setup.settings.screen.pin != setup.pin) {
    setup.settings.screen.pin.clear();
    setup.sentence = "That was another one. Choose it again.";
  } else {
    return step_to(setup, SetupStep::Finish, work);
  }
  setup.pin.clear();
}

void go_on(Setup& setup, SetupWork& work) {
  switch (setup.step) {
    case SetupStep::Portal:
      if (!portal_is_good(setup)) return ask_portal(setup, work);
      return step_to(setup, SetupStep::Event, work);
    case SetupStep::Event:
      if (setup.settings.station.event.empty()) {
        setup.sentence = "Choose the event of this door.";
        return;
      }
      return step_to(setup, SetupStep::Camera, work);
    case SetupStep::Camera:
      return step_to(setup, SetupStep::Lane, work);
    case SetupStep::Lane:
      if (setup.settings.station.name.empty()) {
        setup.sentence = "Give the lane a name that staff know it by.";
        return;
      }
      setup.settings.screen.pin.clear();
      setup.pin.clear();
      return step_to(setup, SetupStep::Pin, work);
    case SetupStep::Pin:
      return take_pin(setup, work);
    case SetupStep::Finish:
      setup.done = true;
      return;
  }
}

void go_back(Setup& setup, SetupWork& work) {
  if (setup.step == SetupStep::Portal) return;
  if (setup.step == SetupStep::Finish) setup.settings.screen.pin.clear();
  setup.pin.clear();
  step_to(setup, static_cast<SetupStep>(static_cast<int>(setup.step) - 1), work);
}

void pick(Setup& setup, int value, SetupWork& work) {
  const auto at = static_cast<std::size_t>(std::max(0, value));
  if (setup.step == SetupStep::Event && at < setup.events.size()) {
    setup.settings.station.event = setup.events[at].id;  // an id is sure, a name may change
    setup.event_name = setup.events[at].name;
    setup.sentence.clear();
  }
  if (setup.step == SetupStep::Camera && at < setup.cameras.size()) {
    setup.settings.camera.source = setup.cameras[at];
    work.camera = true;
  }
}

}  // namespace

Setup begin_setup(const Settings& settings, const std::vector<std::string>& cameras) {
  Setup setup;
  setup.settings = settings;
  setup.settings.screen.pin.clear();  // typed anew: nobody sees the old one
  setup.cameras = cameras;
  const std::string& source = settings.camera.source;
  if (std::find(cameras.begin(), cameras.end(), source) == cameras.end())
    setup.cameras.insert(setup.cameras.begin(), source);
  return setup;
}

bool portal_is_good(const Setup& setup) {
  return setup.answer.number != 0 &&
         std::none_of(setup.answer.findings.begin(), setup.answer.findings.end(), [](const Finding& finding) {
           return finding.state == Finding::State::NotReady && finding.name != "clock";
         });
}

bool gives_capitals(const Setup& setup) {
  const bool begins = setup.step == SetupStep::Lane && setup.settings.station.name.empty();
  return begins != setup.shift;
}

void touch(Setup& setup, Act act, int value, SetupWork& work) {
  switch (act) {
    case Act::Letter:
      return typed(setup, value, false);
    case Act::Erase:
      return typed(setup, 0, true);
    case Act::Shift:
      setup.shift = !setup.shift;
      return;
    case Act::Enter:
    case Act::Confirm:
      return go_on(setup, work);
    case Act::Back:
      return go_back(setup, work);
    case Act::Pick:
      return pick(setup, value, work);
    case Act::Field:
      setup.on_address = value == 1;
      forget_answer(setup);  // the keys come back
      return;
    case Act::LookAgain:
      return ask_portal(setup, work);
    case Act::Next:
      setup.first += value;
      return;
    case Act::Previous:
      setup.first = std::max(0, setup.first - value);
      return;
    case Act::Toggle:
      setup.settings.admission.only_station = !setup.settings.admission.only_station;
      return;
    case Act::Skip:  // "no PIN": a decision, not an omission
      if (setup.step != SetupStep::Pin) return;
      setup.settings.screen.pin.clear();
      return step_to(setup, SetupStep::Finish, work);
    case Act::Open:
    case Act::Close:
    case Act::Tab:
    case Act::CheckIn:
    case Act::OpenGroup:
    case Act::ToggleAll:
    case Act::Admit:
    case Act::Resolve:
    case Act::Undo:
    case Act::Flag:
    case Act::Correct:
    case Act::TicketType:
    case Act::Gate:
    case Act::AskForId:
    case Act::Training:
    case Act::Requirements:
    case Act::Volume:
      return;
  }
}

void hear(Setup& setup, const SetupAnswer& answer, Wall now) {
  if (answer.number != setup.asked) return;
  setup.answer = answer;
  setup.asking = false;
  setup.events = nearest_first(answer.events, now);
  // What was configured by name or slug is shown as chosen, and kept by its id.
  std::string& wanted = setup.settings.station.event;
  const auto bound = std::find_if(setup.events.begin(), setup.events.end(), [&](const Event& event) {
    return !wanted.empty() &&
           (event.id == wanted || event.url_slug == wanted || same_event_name(event.name, wanted));
  });
  wanted = bound == setup.events.end() ? std::string() : bound->id;
  setup.event_name = bound == setup.events.end() ? std::string() : bound->name;
}

}  // namespace usher::screen
