#include "desk_access.hpp"

#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "mistake.hpp"
#include "usher/core/log.hpp"

namespace usher {

namespace {

std::unique_ptr<Portal> portal_for(const Settings& settings, PortalPacer& pacer, PortalUse use) {
  try {
    return make_portal(settings.portal, pacer, use);
  } catch (const std::runtime_error& error) {
    throw Mistake(error.what());  // the address or the id cannot be meant: that is the configuration's
  }
}

}  // namespace

DeskAccess::DeskAccess(const Settings& settings, PortalUse use)
    : folder(settings.station.state),
      journal(folder.path()),
      portal(portal_for(settings, pacer, use)),
      binding(bind_event(settings.station.event, *portal, journal)) {
  if (!folder.mended().empty()) log_warning(folder.mended());
  // The folder is ours alone: what a killed usher had in hand is nobody's now.
  journal.release_live();
  if (!binding.event) throw std::runtime_error(binding.sentence);
  if (!binding.sentence.empty()) log_warning(binding.sentence);
  terms = Terms{.station = settings.station.name,
                .event = *binding.event,
                .policy = policy_of(settings.admission),
                .deadline = settings.portal.deadline,
                .boot = boot_id()};
}

void expect_readable(const Settings& settings) {
  const std::string& folder = settings.station.state;
  if (access((folder + "/journal.db").c_str(), R_OK) == 0 || errno != EACCES) return;
  throw Mistake("the state folder " + folder +
                " is not this user's to read; be the station's own user, as in sudo -u usher usher …");
}

void expect_journal(const Settings& settings) {
  expect_readable(settings);
  const std::string& folder = settings.station.state;
  if (access((folder + "/journal.db").c_str(), F_OK) == 0) return;
  throw Mistake("there is no station in " + folder +
                " yet; give --state the folder of one, or begin one with usher run");
}

}  // namespace usher
