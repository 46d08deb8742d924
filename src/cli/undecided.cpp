#include "undecided.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "usher/core/log.hpp"
#include "usher/desk/journal/journal_file.hpp"

namespace usher {

namespace {

/// Not the guest's, and not the list's.
constexpr Reason kTroubles[] = {
    Reason::NotOnRoster,         Reason::PortalUnreachable,       Reason::LicenceInactive,
    Reason::PortalNotAuthorised, Reason::PortalBlocked,           Reason::ContractMismatch,
    Reason::StorageTrouble,      Reason::EarlierAttemptUndecided,
};

bool is_left_undecided(const Presentation& presentation) {
  if (!presentation.decided) return true;
  return presentation.verdict == Verdict::Kind::Hold &&
         std::any_of(presentation.reasons.begin(), presentation.reasons.end(), [](Reason reason) {
           return std::find(std::begin(kTroubles), std::end(kTroubles), reason) != std::end(kTroubles);
         });
}

}  // namespace

int left_undecided(const std::vector<Presentation>& presentations) {
  std::map<std::string, bool> last_word;
  for (const Presentation& presentation : presentations) {
    if (!presentation.code.empty()) last_word[presentation.code] = is_left_undecided(presentation);
  }
  return static_cast<int>(
      std::count_if(last_word.begin(), last_word.end(), [](const auto& word) { return word.second; }));
}

std::int64_t newest_presentation(const std::string& folder) {
  try {
    return JournalFile(folder, JournalFile::Access::ReadOnly).counts("").presentations;
  } catch (const std::runtime_error& trouble) {
    log_debug(std::string("run: ") + trouble.what());
    return 0;
  }
}

std::string undecided_since(const std::string& folder, std::int64_t number) {
  JournalFile journal(folder, JournalFile::Access::ReadOnly);
  const int left = left_undecided(journal.presentations_after(number));
  if (left == 0) return "";
  return std::to_string(left) + (left == 1 ? " guest was" : " guests were") +
         " left undecided, since neither the portal nor the list could say who they are; usher report names "
         "them";
}

}  // namespace usher
