#include <array>
#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "csv.hpp"
#include "desk_access.hpp"
#include "options.hpp"
#include "records_json.hpp"
#include "usher/core/enumerators.hpp"
#include "usher/core/masked.hpp"
#include "usher/core/one_line.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

namespace {

struct ReportOptions {
  Overrides overrides;
  bool csv = false;
  bool json = false;
};

std::string reasons_of(const Presentation& p) {
  std::string words;
  for (const Reason reason : p.reasons)
    words += (words.empty() ? "" : " ") + std::string(reason_word(reason));
  return words;
}

std::string csv_line(const Presentation& p) {
  return csv_row({to_iso8601(p.at.wall), p.at.clock_unsure ? "unsure" : "sure", p.station, p.code,
                  std::string(verdict_word(p.verdict)), std::string(basis_word(p.basis)),
                  std::string(recorded_word(p.recorded)), reasons_of(p), p.attendee_name, p.company,
                  p.ticket_type, p.event, p.checked_in_at ? to_iso8601(*p.checked_in_at) : "",
                  std::to_string(p.latency.count())});
}

std::string text_line(const Presentation& p) {
  std::string line = local_day_and_clock(p.at.wall) + "  " + std::string(verdict_word(p.verdict));
  line.resize(std::max<std::size_t>(line.size(), 32), ' ');
  if (!p.code.empty()) line += masked_code(p.code);
  if (!p.attendee_name.empty()) line += "  " + p.attendee_name;
  if (!p.ticket_type.empty()) line += " (" + p.ticket_type + ")";
  if (const std::string reasons = reasons_of(p); !reasons.empty()) line += "  " + reasons;
  line.erase(line.find_last_not_of(' ') + 1);
  return one_line(line);
}

int report(const ReportOptions& options) {
  const Settings settings = load_settings(options.overrides, Need::Nothing);
  expect_journal(settings);
  JournalFile journal(settings.station.state, JournalFile::Access::ReadOnly);
  if (options.csv) {
    std::cout
        << "at,clock,station,code,verdict,basis,recorded,reasons,attendee_name,company,ticket_type,event,"
           "checked_in_at,latency_ms\r\n";
  }
  std::array<int, kCountOf<Verdict::Kind>> counts{};
  std::int64_t last = 0;
  while (std::cout) {
    constexpr int kPage = 1000;
    const auto page = journal.presentations_after(last, kPage);
    for (const Presentation& p : page) {
      last = p.number;
      ++counts[static_cast<std::size_t>(p.verdict)];
      if (options.json) {
        std::cout << presentation_line(p) << '\n';
      } else if (options.csv) {
        std::cout << csv_line(p) << "\r\n";
      } else {
        std::cout << text_line(p) << '\n';
      }
    }
    if (page.size() < kPage) break;
  }
  if (!options.json && !options.csv) {
    std::cout << (last == 0 ? "Nobody was here yet." : "In all:");
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0) std::cout << "  " << verdict_word(static_cast<Verdict::Kind>(i)) << ' ' << counts[i];
    }
    std::cout << '\n';
  }
  return finish_output(0);
}

}  // namespace

Command add_report(const Command& usher) {
  auto o = std::make_shared<ReportOptions>();
  const Command command =
      usher.command("report", "What happened at this station: every presentation, refusals included");
  add_overrides(command, o->overrides);
  const Option csv = command.flag("--csv", o->csv, "comma-separated, for spreadsheets");
  command.flag("--json", o->json, "one JSON object per line").not_with(csv);
  command.example("usher report --csv > doors.csv");
  command.does([o] { return report(*o); });
  return command;
}

}  // namespace usher
