#include "usher/core/link.hpp"

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("two failures in a row and nobody waits for the portal until something succeeds") {
  const Tick decoded{milliseconds{10'000}};
  const milliseconds deadline{1500};
  Link link;
  CHECK(link.patience(deadline, decoded, decoded) == deadline);
  link.failed();
  CHECK(link.patience(deadline, decoded, decoded) == deadline);
  link.failed();
  CHECK(link.patience(deadline, decoded, decoded) == milliseconds{0});
  link.failed();
  link.succeeded();
  CHECK(link.patience(deadline, decoded, decoded) == deadline);
}

TEST_CASE("a failure, a success and a failure are not two in a row") {
  Link link;
  link.failed();
  link.succeeded();
  link.failed();
  CHECK(link.worth_waiting());
}

TEST_CASE("who waited behind another guest has only the rest of the deadline") {
  const Tick decoded{milliseconds{10'000}};
  const Link link;
  CHECK(link.patience(milliseconds{1500}, decoded, decoded + milliseconds{1100}) == milliseconds{400});
  CHECK(link.patience(milliseconds{1500}, decoded, decoded + milliseconds{9000}) == milliseconds{0});
}
