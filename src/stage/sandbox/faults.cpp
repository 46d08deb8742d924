#include "faults.hpp"

#include <algorithm>

#include "fault_kinds.hpp"
#include "stage/sandbox/http/json_body.hpp"

namespace usher::sandbox {
namespace {

bool concerns(const Fault& fault, const std::string& path) {
  if (fault.endpoint == "*") return true;
  if (fault.endpoint == "crm") return path.starts_with("/crm");
  if (fault.endpoint.starts_with("/")) return path.starts_with(fault.endpoint);
  return path == std::string(kEventsPath) + fault.endpoint;
}

double drawn(std::mt19937_64& chance) {
  return static_cast<double>(chance() >> 11U) * 0x1p-53;
}

}  // namespace

std::optional<std::string> Faults::replace(std::string_view json) {
  std::vector<Fault> faults;
  unsigned long long seed = 1;
  if (auto complaint = read_faults(json, faults, seed)) return complaint;
  const std::scoped_lock lock(mutex_);
  faults_ = std::move(faults);
  seed_ = seed;
  return std::nullopt;
}

void Faults::clear() {
  const std::scoped_lock lock(mutex_);
  faults_.clear();
}

bool Faults::any_lag() const {
  const std::scoped_lock lock(mutex_);
  return std::ranges::any_of(faults_, [](const Fault& fault) { return fault.fault == "index_lag"; });
}

Trouble Faults::meet(const Request& request) {
  Trouble trouble;
  const std::scoped_lock lock(mutex_);
  for (Fault& fault : faults_) {
    if (!concerns(fault, request.path)) continue;
    if (fault.seen++ < fault.skip) continue;
    if (fault.count && fault.hits >= *fault.count) continue;
    // Drawn for every request, so that the same seed meets the same requests.
    if (const double luck = drawn(fault.chance); luck >= fault.probability) continue;
    ++fault.hits;
    trouble.names.push_back(fault.fault);
    apply(fault, drawn(fault.chance), trouble);
  }
  return trouble;
}

std::string Faults::shown() const {
  const std::scoped_lock lock(mutex_);
  Json list = Json::array();
  for (const Fault& fault : faults_) {
    list.push_back({{"fault", fault.fault},
                    {"endpoint", fault.endpoint},
                    {"count", fault.count ? Json(*fault.count) : Json(nullptr)},
                    {"skip", fault.skip},
                    {"probability", fault.probability},
                    {"seen", fault.seen},
                    {"hits", fault.hits}});
  }
  return written({{"seed", seed_}, {"faults", list}});
}

}  // namespace usher::sandbox
