#pragma once

#include <optional>
#include <string>
#include <vector>

#include "usher/core/answer.hpp"
#include "usher/core/event.hpp"
#include "usher/core/settings.hpp"
#include "usher/core/time.hpp"

namespace usher {

/// All that a station can find out about itself before doors. What could not be found out stays empty, and is
/// not called ready.
struct ReadinessFacts {
  Settings settings;
  Now now{};
  /// What is wrong, and after a semicolon what to do; so are all that are named trouble. Empty when it is
  /// good.
  std::string configuration_trouble;

  // ---- the portal
  std::optional<Failure> portal_failure;  ///< of the last question
  std::optional<bool> licensed;
  milliseconds portal_took{0};
  std::optional<milliseconds> clock_ahead;  ///< wall clock minus the portal's `Date`
  std::optional<Event> event;               ///< the bound one
  bool event_by_portal = false;             ///< else only remembered
  std::string event_sentence;               ///< why there is none, or what to know

  // ---- disk
  std::string roster_trouble;  ///< it cannot be read
  bool has_roster = false;
  std::string roster_event;  ///< id of the roster's event
  int roster_rows = 0;
  int roster_registered = 0;  ///< cancelled ones left out
  std::optional<Wall> roster_fetched;
  std::string state_trouble;   ///< the folder cannot be used: a sentence
  std::string open_to_others;  ///< what others on this machine may read of it, with its mode; empty: nothing
  std::optional<double> free_megabytes;
  std::optional<double> fsync_ms;  ///< the slowest of some
  std::string queue_trouble;       ///< the journal was not read
  int waiting = 0;
  int exceptions = 0;

  // ---- the machine
  std::string camera_trouble;  ///< a sentence; empty when frames came
  bool camera_left_out = false;
  double camera_fps = 0;
  std::string lens_trouble;  ///< dark, covered, washed out, frozen or blurred: a sentence
  std::string test_code;     ///< masked; empty when none was read
  std::string display_trouble;
  std::string screen_plugged_in;  ///< the connector, "HDMI-A-1"; empty where the kernel knows of none
  std::string sound_trouble;
  std::optional<int> battery_percent;
  bool on_mains = true;
  bool under_voltage_now = false;
  bool under_voltage_since_boot = false;
};

/// One check of the station before doors.
struct Finding {
  enum class State { Ready, Mind, NotReady };  ///< Mind: doors may open, and somebody should know
  std::string name;                            ///< stable, for scripts: "camera"
  State state = State::NotReady;
  std::string sentence;  ///< what was found
  std::string mend;      ///< what to do about it; empty when ready
};

/// Every check before doors, in the order that a person goes through them. Pure.
std::vector<Finding> judge_readiness(const ReadinessFacts& facts);

/// Doors may open.
[[nodiscard]] bool all_ready(const std::vector<Finding>& findings);

}  // namespace usher
