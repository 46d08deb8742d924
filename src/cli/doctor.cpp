#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "doctor_facts.hpp"
#include "json_text.hpp"
#include "options.hpp"
#include "usher/cli/mistake.hpp"

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

std::string text_line(const Finding& finding) {
  const bool ready = finding.state == Finding::State::Ready;
  std::string line = ready ? "  ok    " : finding.state == Finding::State::Mind ? "  note  " : "  NO    ";
  line += finding.name + " " + finding.sentence;
  if (!finding.mend.empty()) line += "\n        -> " + finding.mend;
  return line;
}

int doctor(const Overrides& overrides, bool json) {
  ReadinessFacts facts;
  try {
    facts.settings = load_settings(overrides, Need::Event);
  } catch (const Mistake& mistake) {
    facts.configuration_trouble = mistake.what();
  }
  if (!json) std::cout << "Hold a pass before the camera; this takes up to 20 seconds.\n" << std::flush;
  if (facts.configuration_trouble.empty()) {
    // Disk first: what the station remembers of its event helps to ask the portal about it.
    look_at_disk(facts);
    look_at_portal(facts);
    look_at_camera(facts, kCameraPatience);
  } else {
    facts.state_trouble = facts.camera_trouble = "is not known without a configuration";
  }
  look_at_screen_and_sound(facts);
  look_at_power(facts);
  facts.now = clock_now();

  const auto findings = judge_readiness(facts);
  for (const Finding& finding : findings)
    std::cout << (json ? json_line(finding) : text_line(finding)) << '\n';
  if (!json) std::cout << (all_ready(findings) ? "Ready for doors.\n" : "NOT ready for doors.\n");
  return finish_output(all_ready(findings) ? 0 : 1);
}

}  // namespace

void add_doctor(CLI::App& app, Chosen& chosen) {
  struct Options {
    Overrides overrides;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("doctor", "Ready for doors? Each check with its mend; 0 only when all pass");
  add_overrides(*command, o->overrides);
  command->add_flag("--json", o->json, "one JSON object per check");
  command->callback([o, &chosen] { chosen = [o] { return doctor(o->overrides, o->json); }; });
}

}  // namespace usher
