#include "usher/cli/config.hpp"

#include <doctest/doctest.h>

#include <string>

#include "usher/cli/mistake.hpp"

using namespace usher;

namespace {

std::string mistake_in(const std::string& toml) {
  try {
    parse_config(toml, "station.toml");
  } catch (const Mistake& mistake) {
    return mistake.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the configuration of the manual is understood, key by key") {
  const Settings s = parse_config(R"(
[station]
name  = "North door 1"
event = "annual-member-conference"
state = "/var/lib/usher"
[portal]
url = "https://api.worksby.design/apps/events/"
id  = "12345678"
deadline_ms = 1200
[camera]
source = "auto"
width = 1280
height = 720
loop = true
[admission]
decide = "local-first"
only_station = true
ticket_types = ["vip", "press"]
unknown_offline = "admit-and-flag"
[output]
events = "-"
)",
                                  "station.toml");
  CHECK(s.station.name == "North door 1");
  CHECK(s.portal.id == "12345678");
  CHECK(s.portal.deadline == milliseconds{1200});
  CHECK(s.camera.loop);
  CHECK(s.admission.ticket_types == std::vector<std::string>{"vip", "press"});
  CHECK(s.admission.only_station);
  CHECK(s.output.events == "-");
  CHECK_FALSE(complaint_about(s));
}

TEST_CASE("an unknown key is an error that names its line and what there is") {
  const std::string mistake = mistake_in("[station]\nname = \"a\"\nevnet = \"b\"\n");
  CHECK(mistake.find("station.toml:3") != std::string::npos);
  CHECK(mistake.find("station.evnet") != std::string::npos);
  CHECK(mistake.find("event") != std::string::npos);
  CHECK(mistake_in("\n[statoin]\n").find("station.toml:2") != std::string::npos);
}

TEST_CASE("a value of the wrong type names the key and what it must be") {
  CHECK(mistake_in("[camera]\nwidth = \"wide\"\n").find("camera.width must be a whole number") !=
        std::string::npos);
  CHECK(mistake_in("[camera]\nwidth = 1e3\n").find("whole number") != std::string::npos);
  CHECK(mistake_in("[camera]\nloop = 1\n").find("true or false") != std::string::npos);
  CHECK(mistake_in("[station]\nname = 3\n").find("text in quotes") != std::string::npos);
  CHECK(mistake_in("[admission]\nticket_types = \"vip\"\n").find("list of texts") != std::string::npos);
  CHECK(mistake_in("station = 3\n").find("[station]") != std::string::npos);
}

TEST_CASE("what is not TOML says where") {
  CHECK(mistake_in("[station\n").find("station.toml:1") != std::string::npos);
}

TEST_CASE("a portal id without quotes is understood") {
  CHECK(parse_config("[portal]\nid = 12345678\n", "x").portal.id == "12345678");
}

TEST_CASE("options override the file, and a file that was named must be there") {
  CHECK_THROWS_AS(load_settings({.config = "/nowhere/station.toml"}, Need::Nothing), Mistake);
}
