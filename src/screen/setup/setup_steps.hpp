#pragma once

#include <string>
#include <vector>

#include "screen/staff/staff.hpp"
#include "usher/core/setup.hpp"

namespace usher::screen {

enum class SetupStep { Portal, Event, Camera, Lane, Pin, Finish };
constexpr int kSetupSteps = 6;

/// The first run: where whoever sets the station up is, and what was chosen so far.
struct Setup {
  SetupStep step = SetupStep::Portal;
  Settings settings;  ///< as they would be written
  std::vector<std::string> cameras{"auto"};
  bool on_address = false;  ///< the portal's address is typed into, not its id
  bool shift = false;       ///< the screen's own keyboard: the next letter the other way round
  std::uint64_t asked = 0;  ///< number of the newest question
  bool asking = false;      ///< and no answer yet
  SetupAnswer answer;       ///< to it; its number is 0 while there is none
  std::vector<Event> events;
  int first = 0;           ///< of the events shown
  std::string event_name;  ///< of the chosen one
  std::string pin;         ///< typed; kept in the settings when it was typed twice
  std::string path;        ///< where it is written
  std::string sentence;    ///< what is wrong with this step
  bool done = false;       ///< to be written now
};

/// What the loop has to do about it.
struct SetupWork {
  bool ask = false;     ///< the portal
  bool camera = false;  ///< look through another one
};

// Pure: the next state for a touch or letter, and for the portal's answer.
Setup begin_setup(const Settings& settings, const std::vector<std::string>& cameras);
void touch(Setup& setup, Act act, int value, SetupWork& work);
void hear(Setup& setup, const SetupAnswer& answer, Wall now);

/// The portal answered, is licensed and knows this app: its events can be chosen from.
bool portal_is_good(const Setup& setup);

/// Whether the screen's own keyboard gives capitals now: the name of a lane begins with one.
bool gives_capitals(const Setup& setup);

}  // namespace usher::screen
