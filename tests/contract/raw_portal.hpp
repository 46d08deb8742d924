#pragma once

#include <cstdint>
#include <memory>

#include "usher/portal/portal.hpp"

namespace usher {

/// The Events API asked by bare sockets and read by another hand than the client's: what both say alike is
/// the contract, and not a mistake they share.
std::unique_ptr<Portal> raw_portal(std::uint16_t port);

}  // namespace usher
