#include "usher/stage/demo/demo_review.hpp"

#include <algorithm>
#include <array>
#include <iostream>

#include "usher/core/enumerators.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

namespace {

bool is_second(const DemoCast& cast, const std::string& code) {
  return std::any_of(cast.turns.begin(), cast.turns.end(),
                     [&](const DemoCast::Turn& turn) { return !code.empty() && turn.guest.second == code; });
}

}  // namespace

int review_demo(const DemoCast& cast, const std::string& state, bool whole) {
  JournalFile journal(state, JournalFile::Access::ReadOnly);
  const auto records = journal.presentations_after(0);
  std::array<int, kCountOf<Verdict::Kind>> counts{};
  int wrong = 0;
  std::size_t turn = 0;
  for (const Presentation& record : records) {
    ++counts[static_cast<std::size_t>(record.verdict)];
    // Of two phones held up together the other one may be read first: it is somebody's pass, too.
    const bool beside = record.verdict == Verdict::Kind::Grant && is_second(cast, record.code);
    if (beside || turn == cast.turns.size()) continue;
    const Verdict::Kind expected = cast.turns[turn++].expected;
    if (record.verdict == expected) continue;
    ++wrong;
    std::cout << "unexpected: guest " << turn << " was told " << verdict_word(record.verdict) << ", not "
              << verdict_word(expected) << '\n';
  }
  const std::size_t missed = whole ? cast.turns.size() - turn : 0;
  const auto waiting = journal.queue(false);
  std::cout << "\n" << records.size() << (records.size() == 1 ? " guest" : " guests");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) std::cout << ", " << verdict_word(static_cast<Verdict::Kind>(i)) << ' ' << counts[i];
  }
  std::cout << "; " << waiting.size() << " check-ins left to deliver or look into\n";
  const bool good = wrong == 0 && missed == 0 && (!whole || waiting.empty());
  if (missed > 0) std::cout << missed << " guests of the play were not seen\n";
  std::cout << (!good   ? "The demo did NOT go as it should.\n"
                : whole ? "The demo went as it should.\n"
                        : "The demo was ended early; so far it went as it should.\n");
  return good ? 0 : 1;
}

}  // namespace usher
