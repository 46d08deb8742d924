#include "usher/stage/demo/demo_cast.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "usher/stage/sandbox/sample_event.hpp"

using namespace usher;

TEST_CASE("before the virtual camera step guests whom the sandbox knows, and most of them may enter") {
  const auto known = sample_guests(200);
  int grants = 0;
  int strangers = 0;
  for (const VirtualGuest& guest : before_camera(make_demo_cast(0))) {
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.code == guest.payload; });
    if (found == known.end()) ++strangers;
    if (found != known.end() && found->verdict == Verdict::Kind::Grant) ++grants;
  }
  CHECK(grants >= 8);
  CHECK(strangers == 1);  // somebody shows their Wi-Fi
}
