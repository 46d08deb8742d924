#pragma once

#include <string>
#include <vector>

#include "sandbox/portal.hpp"
#include "usher/portal/portal.hpp"

namespace usher {

/// One of the two ways in which every case is asked: the station's own clients against a sandbox in this
/// process, and bare HTTP against `usher sandbox` as a process of its own. Typed calls go through `portal`; a
/// document for which the client has no word goes through the hand, and over the client's connection on the
/// client's side.
class Side : public PortalHand {
 public:
  explicit Side(Portal& typed) : portal(typed) {}
  using PortalHand::faults;
  void faults(const char* json) { PortalHand::faults(Json::parse(json)); }

  Portal& portal;
};

/// Guests of the sample event in a fresh sandbox; `kEmpty` has no event either.
constexpr int kEmpty = -1;

/// A case of the contract, in the table beside all others.
struct ContractCase {
  std::string name;
  void (*body)(Side&);
  int guests;
};
const std::vector<ContractCase>& contract_cases();
struct ContractEntry {
  ContractEntry(const char* name, void (*body)(Side&), int guests);
};

/// Runs it on one side after the other, each time with a fresh sandbox.
void on_both_sides(void (*body)(Side&), int guests);

/// The first guest of the cast with that story; a failure of the test when there is none.
Pass guest_who(const std::string& story, int guests = 60);

constexpr milliseconds kPatience{10'000};

}  // namespace usher

/// CONTRACT_CASE("a sentence of the document", guests) { … side … }
#define CONTRACT_CASE(name, guests) \
  CONTRACT_CASE_OF(name, guests, DOCTEST_ANONYMOUS(contract_body_), DOCTEST_ANONYMOUS(contract_entry_))
#define CONTRACT_CASE_OF(name, guests, body, entry)             \
  static void body(usher::Side& side);                          \
  static const usher::ContractEntry entry(name, &body, guests); \
  TEST_CASE(name) {                                             \
    usher::on_both_sides(&body, guests);                        \
  }                                                             \
  static void body([[maybe_unused]] usher::Side& side)
