#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/station.hpp"
#include "person.hpp"
#include "usher/desk/journal/journal_file.hpp"
#include "usher/stage/sandbox/sandbox.hpp"

namespace usher::screen {

constexpr const char* kPin = "2468";
constexpr const char* kGathering = "Summer Gathering";

// Its guests, as far as stories name them.
constexpr const char* kSarah = "EVT-SARAH1A2B3C4";   // standard, paid
constexpr const char* kJose = "EVT-JOSE1A2B3C4D";    // José Ángel Núñez, vip, paid
constexpr const char* kBaker = "EVT-BAKER0000003";   // one of three that the Baker office bought
constexpr const char* kBowen = "EVT-BOWEN0000004";   // the second
constexpr const char* kBrandt = "EVT-BRANDT000005";  // the third; cancelled

struct DoorPlan {
  int taken = 8;            ///< places, of forty
  std::string price = "0";  ///< EUR
  std::string faults;       ///< of the portal, as the sandbox reads them
};

/// A portal with a small event of its own, and a station at its door: real desk, real journal, real window.
class Door {
 public:
  explicit Door(const DoorPlan& plan = {});
  ~Door();

  /// The screen of this door, full-screen, with a person before it, from a guest list that is here on.
  void play(const std::function<void(const Person&)>& story);

  void portal_leaves() { portal_.reset(); }
  /// At the address it had, with all it knew.
  void portal_returns(const std::string& faults = {});

  // ---- what is true behind the screen
  std::vector<CheckIn> rows() const;
  CheckIn row_of(const std::string& code) const;
  std::vector<Presentation> presentations() const;
  /// By the portal's own list; nothing when it does not know the code.
  std::optional<Registration> at_portal(const std::string& code) const;
  std::vector<Registration> list_at_portal() const;
  bool is_in_at_portal(const std::string& code) const;
  Settings& settings() { return settings_; }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::string data_;
  Settings settings_;
  std::unique_ptr<Sandbox> portal_;
  std::unique_ptr<Station> station_;
};

/// From the door to the staff pages.
void unlocks(const Person& person);

}  // namespace usher::screen
