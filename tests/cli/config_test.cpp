#include "cli/config.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "cli/mistake.hpp"

using namespace usher;

namespace {

/// A folder that is gone afterwards.
struct Folder {
  std::string path = (std::filesystem::temp_directory_path() / "usher-config-XXXXXX").string();
  Folder() { path = mkdtemp(path.data()); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

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

TEST_CASE("what the setup writes is read back the same, by its owner alone") {
  Settings chosen;
  chosen.portal.id = "12345678";
  chosen.portal.url = "http://127.0.0.1:8080";
  chosen.station.event = "501";
  chosen.station.name = "North \"door\" 1\n[portal]";
  chosen.screen.pin = "0246";
  chosen.admission.ticket_types = {"vip", "press"};
  chosen.camera.fps = 12.5;
  const Settings back = parse_config(config_text(chosen), "written");
  CHECK(back.portal.id == chosen.portal.id);
  CHECK(back.portal.url == chosen.portal.url);
  CHECK(back.station.event == chosen.station.event);
  CHECK(back.station.name == chosen.station.name);
  CHECK(back.screen.pin == "0246");
  CHECK(back.admission.ticket_types == chosen.admission.ticket_types);
  CHECK(back.camera.fps == 12.5);
  CHECK(back.portal.deadline == chosen.portal.deadline);

  const Folder folder;
  const std::string path = folder.path + "/deeper/station.toml";
  write_config(path, chosen);
  struct stat file {};
  REQUIRE(stat(path.c_str(), &file) == 0);
  CHECK((file.st_mode & 0777U) == 0600U);
  write_config(path, Settings{});  // replaced whole
  CHECK(std::filesystem::exists(path));
  CHECK_FALSE(std::filesystem::exists(path + ".new"));
  CHECK_THROWS_AS(write_config("/proc/nowhere/station.toml", chosen), std::runtime_error);
}

TEST_CASE(
    "a configuration without portal or event is completed by what the setup wrote into the state folder") {
  const Folder folder;
  const std::string file = folder.path + "/station.toml.configured";
  Overrides overrides;
  overrides.config = file;
  std::ofstream(file) << "[station]\nname = \"Door 9\"\nstate = \"" << folder.path << "/state\"\n";
  const auto unfinished = settings_to_complete(overrides, false);
  REQUIRE(unfinished.has_value());
  CHECK(unfinished->station.name == "Door 9");
  CHECK_THROWS_AS(load_settings(overrides, Need::Event), Mistake);
  CHECK(setup_path(overrides, *unfinished) == file);

  Settings chosen = *unfinished;
  chosen.portal.id = "1234";
  chosen.station.event = "501";
  write_config(folder.path + "/state/station.toml", chosen);
  CHECK(load_settings(overrides, Need::Event).station.event == "501");
  CHECK_FALSE(settings_to_complete(overrides, false).has_value());
  CHECK(settings_to_complete(overrides, true).has_value());

  overrides.config = folder.path + "/none.toml";
  CHECK_THROWS_AS(settings_to_complete(overrides, false), Mistake);
  CHECK(settings_to_complete(overrides, true).has_value());
}
