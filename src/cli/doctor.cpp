#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "doctor_facts.hpp"
#include "json_text.hpp"
#include "mistake.hpp"
#include "options.hpp"

namespace usher {

namespace {

constexpr milliseconds kCameraPatience{10'000};

const char* state_word(Finding::State state) {
  switch (state) {
    case Finding::State::Ready:
      return "ready";
    case Finding::State::Mind:
      return "mind";
    case Finding::State::NotReady:
      return "not ready";
  }
  return "";
}

std::string json_line(const Finding& finding) {
  nlohmann::ordered_json json;
  json["check"] = finding.name;
  json["state"] = state_word(finding.state);
  json["passed"] = finding.state != Finding::State::NotReady;
  json["sentence"] = finding.sentence;
  json["mend"] = text_or_null(finding.mend);
  return to_text(json);
}

/// Names in a column of their own, so that the eye runs down the sentences.
constexpr std::size_t kColumn = 15;

std::string text_line(const Finding& finding) {
  const bool ready = finding.state == Finding::State::Ready;
  std::string line = ready ? "  ok    " : finding.state == Finding::State::Mind ? "  note  " : "  NO    ";
  line += finding.name + std::string(kColumn - std::min(kColumn - 1, finding.name.size()), ' ');
  const std::string under(line.size(), ' ');
  line += finding.sentence;
  if (!finding.mend.empty()) line += "\n" + under + "-> " + finding.mend;
  return line;
}

/// The last line: yes, or what stands in the way.
std::string conclusion(const std::vector<Finding>& findings) {
  std::string names;
  for (const Finding& finding : findings) {
    if (finding.state == Finding::State::NotReady) names += (names.empty() ? "" : ", ") + finding.name;
  }
  return names.empty() ? "Ready for doors." : "NOT ready for doors: " + names + ".";
}

/// As much as the file says: what it lacks is one finding, and what it has can be looked at.
void read_configuration(ReadinessFacts& facts, const Overrides& overrides) {
  try {
    facts.settings = load_settings(overrides, Need::Event);
    return;
  } catch (const Mistake& mistake) {
    facts.configuration_trouble = mistake.what();
  }
  try {
    facts.settings = load_settings(overrides, Need::Nothing);
  } catch (const Mistake&) {
    facts.camera_trouble = facts.state_trouble = facts.queue_trouble = facts.roster_trouble =
        "was not looked at; complete the configuration first";
  }
}

int doctor(const Overrides& overrides, bool json) {
  ReadinessFacts facts;
  read_configuration(facts, overrides);
  const bool has_camera = facts.camera_trouble.empty() && facts.settings.camera.source != "none";
  if (!json && has_camera)
    std::cout << "Hold a pass before the camera; this takes up to 20 seconds.\n" << std::flush;
  // Disk first: what the station remembers of its event helps to ask the portal about it.
  if (facts.state_trouble.empty()) look_at_disk(facts);
  if (!facts.settings.portal.id.empty()) look_at_portal(facts);
  if (facts.camera_trouble.empty()) look_at_camera(facts, kCameraPatience);
  look_at_screen_and_sound(facts);
  look_at_power(facts);
  facts.now = clock_now();

  const auto findings = judge_readiness(facts);
  for (const Finding& finding : findings)
    std::cout << (json ? json_line(finding) : text_line(finding)) << '\n';
  if (!json) std::cout << conclusion(findings) << '\n';
  return finish_output(all_ready(findings) ? 0 : 1);
}

}  // namespace

Command add_doctor(const Command& usher) {
  struct Options {
    Overrides overrides;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  const Command command =
      usher.command("doctor", "Ready for doors? Each check with its mend; 0 only when all pass");
  add_overrides(command, o->overrides);
  command.flag("--json", o->json, "one JSON object per check");
  command.example("usher doctor --json");
  command.does([o] { return doctor(o->overrides, o->json); });
  return command;
}

}  // namespace usher
