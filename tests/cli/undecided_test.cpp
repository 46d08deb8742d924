#include "cli/undecided.hpp"

#include <doctest/doctest.h>

using namespace usher;

namespace {

Presentation shown(const std::string& code, Verdict::Kind verdict, std::vector<Reason> reasons = {}) {
  Presentation presentation;
  presentation.code = code;
  presentation.decided = true;
  presentation.verdict = verdict;
  presentation.reasons = std::move(reasons);
  return presentation;
}

}  // namespace

TEST_CASE("a guest whom trouble kept at the door is left undecided, until a later word") {
  const auto held = [](const char* code) {
    return shown(code, Verdict::Kind::Hold, {Reason::NotOnRoster, Reason::PortalUnreachable});
  };
  CHECK(left_undecided({}) == 0);
  CHECK(left_undecided({held("A"), held("B"), held("A")}) == 2);
  CHECK(left_undecided({held("A"), shown("A", Verdict::Kind::Grant)}) == 0);
  CHECK(left_undecided({held("A"), shown("A", Verdict::Kind::NotFound)}) == 0);
  CHECK(left_undecided({shown("A", Verdict::Kind::Grant), shown("A", Verdict::Kind::AlreadyIn)}) == 0);
}

TEST_CASE("what the list says is a decision, and a presentation cut short is none") {
  CHECK(left_undecided({shown("A", Verdict::Kind::Hold, {Reason::DuplicateCode})}) == 0);
  CHECK(left_undecided({shown("A", Verdict::Kind::Deny, {Reason::PaymentPending})}) == 0);
  CHECK(left_undecided({shown("", Verdict::Kind::NotAPass)}) == 0);
  Presentation cut = shown("A", Verdict::Kind::NotAPass);
  cut.decided = false;
  CHECK(left_undecided({cut}) == 1);
}
