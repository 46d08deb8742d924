#pragma once

#include <memory>
#include <stop_token>

#include "usher/core/settings.hpp"
#include "usher/portal/pacing.hpp"
#include "usher/portal/portal.hpp"

namespace usher {

/// What a connection is for, and so how urgent its calls are.
enum class PortalUse {
  Door,     ///< everything is for the guest in front: never waits for the pace
  Errands,  ///< verify before replay before lists
};

/// The Events API at `settings.url`, over one kept-alive connection for one thread. All connections of a
/// station share one `pacer`, which must outlive them. A stop request ends the call under way.
///
/// Throws std::runtime_error with a sentence when the settings cannot be meant: plain http to another
/// machine, an id that is no number, a ca_file that is not there.
std::unique_ptr<Portal> make_portal(const PortalSettings& settings, PortalPacer& pacer,
                                    PortalUse use = PortalUse::Errands, std::stop_token stop = {});

}  // namespace usher
