#include "usher/stage/demo/demo_cast.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "usher/core/pass.hpp"
#include "usher/stage/sandbox/sample_event.hpp"

namespace usher {

namespace {

constexpr const char* kNotOfThisGate = "press";
constexpr const char* kWiFi = "WIFI:T:WPA;S:Foyer;P:welcome;;";

/// The virtual phones write ASCII; the screen writes every script.
std::string ascii(const std::string& name) {
  const bool plain =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
  return plain ? name : "Ticket";
}

/// Hands out sample guests by what they are good for, each once.
class Casting {
 public:
  explicit Casting(std::vector<SampleGuest> all) : all_(std::move(all)) {}

  DemoCast::Turn next(Verdict::Kind kind) {
    const auto fits = [&](const SampleGuest& g) {
      if (kind == Verdict::Kind::WrongGate)
        return g.verdict == Verdict::Kind::Grant && g.ticket_type == kNotOfThisGate;
      if (kind == Verdict::Kind::Grant) return g.verdict == kind && g.ticket_type != kNotOfThisGate;
      return g.verdict == kind;
    };
    const auto found = std::find_if(all_.begin(), all_.end(), fits);
    if (found == all_.end())
      throw std::logic_error("demo: the sample event has no guest for " + std::string(verdict_word(kind)));
    DemoCast::Turn turn;
    turn.expected = kind;
    turn.guest.payload = found->code;
    turn.guest.name = ascii(found->name);
    turn.guest.body = taken_ % 3 == 1 ? HeldCode::Body::Badge : HeldCode::Body::Phone;
    ++taken_;
    all_.erase(found);
    return turn;
  }

 private:
  std::vector<SampleGuest> all_;
  int taken_ = 0;
};

}  // namespace

const std::vector<std::string>& demo_gate() {
  static const std::vector<std::string> kGate = {"standard", "vip", "student"};
  return kGate;
}

std::vector<VirtualGuest> before_camera(const DemoCast& cast) {
  std::vector<VirtualGuest> guests;
  for (const DemoCast::Turn& turn : cast.turns) {
    if (!turn.by_hand) guests.push_back(turn.guest);
  }
  return guests;
}

DemoCast make_demo_cast(int guests) {
  Casting casting(sample_guests(200));
  DemoCast cast;
  const auto add = [&](DemoCast::Turn turn) -> VirtualGuest& {
    return cast.turns.emplace_back(std::move(turn)).guest;
  };

  const VirtualGuest first = add(casting.next(Verdict::Kind::Grant));
  add(casting.next(Verdict::Kind::Grant)).tilted = true;
  add(casting.next(Verdict::Kind::AlreadyIn));
  add(casting.next(Verdict::Kind::Grant)).dark_mode = true;
  add(casting.next(Verdict::Kind::Deny)).dimmed = true;
  add({.guest = {.payload = kWiFi, .name = "Wi-Fi"}, .expected = Verdict::Kind::NotAPass});
  add(casting.next(Verdict::Kind::WrongEvent));
  add(casting.next(Verdict::Kind::Grant)).glare = true;
  add(casting.next(Verdict::Kind::WrongGate));
  add(casting.next(Verdict::Kind::NotFound));

  // The venue's network dies. Who is on the list still enters; who is not is asked to wait, never refused.
  cast.outage_after = static_cast<int>(cast.turns.size());
  add(casting.next(Verdict::Kind::Grant)).cracked = true;
  add(casting.next(Verdict::Kind::Grant));
  DemoCast::Turn unknown = casting.next(Verdict::Kind::WrongEvent);
  unknown.expected = Verdict::Kind::Hold;
  add(std::move(unknown));
  cast.back_after = static_cast<int>(cast.turns.size());

  VirtualGuest& two = add(casting.next(Verdict::Kind::Grant));
  two.second = casting.next(Verdict::Kind::Grant).guest.payload;
  add({.guest = first,
       .expected = Verdict::Kind::AlreadyIn});  // the first guest hands the phone over the barrier
  cast.turns.back().guest.dark_mode = false;
  while (static_cast<int>(cast.turns.size()) < guests) {
    VirtualGuest& guest = add(casting.next(Verdict::Kind::Grant));
    guest.dark_mode = cast.turns.size() % 4 == 0;
    guest.tilted = cast.turns.size() % 3 == 0;
  }
  if (guests > 0 && static_cast<int>(cast.turns.size()) > guests)
    cast.turns.resize(static_cast<std::size_t>(guests));
  if (guests == 0) {
    add(casting.next(Verdict::Kind::Grant));
    cast.turns.back().by_hand = true;
  }
  if (cast.outage_after >= static_cast<int>(cast.turns.size())) cast.outage_after = 0;
  return cast;
}

}  // namespace usher
