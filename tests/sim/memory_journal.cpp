#include "memory_journal.hpp"

#include <algorithm>
#include <utility>

namespace usher::sim {

Written MemoryJournal::write(const Change& change) {
  kept_refused_ = false;
  if (!broken) return write_now(change);
  if (std::exchange(keeps_refused, false)) kept_refused_ = write_now(change).kind == Written::Kind::Done;
  return {Written::Kind::Failed, 0, 0};
}

Written MemoryJournal::write_now(const Change& change) {
  Written written;
  if (change.check_in) {
    const CheckIn& row = *change.check_in;
    const auto found = std::find_if(live_.rows.begin(), live_.rows.end(),
                                    [&](const CheckIn& known) { return known.id == row.id; });
    const bool is_new = found == live_.rows.end();
    if ((is_new ? 0 : found->revision) != row.revision) return {Written::Kind::Stale, 0, 0};
    const bool open = row.state != CheckIn::State::Closed;
    if (open && !is_new && found->state == CheckIn::State::Closed)
      violation = "I4: a closed row was opened again";
    for (const CheckIn& other : live_.rows) {
      if (open && other.id != row.id && other.code == row.code && other.state != CheckIn::State::Closed) {
        violation = "I4: two open rows for one pass";
      }
    }
    CheckIn* place = is_new ? &live_.rows.emplace_back(row) : &*found;
    if (!is_new) *place = row;
    written.revision = place->revision = ++live_.revision;
  }
  if (change.presentation) {
    const auto found =
        std::find_if(live_.records.rbegin(), live_.records.rend(),
                     [&](const usher::Presentation& known) { return known.id == change.presentation->id; });
    if (found == live_.records.rend()) {
      live_.records.push_back(*change.presentation);
    } else {
      *found = *change.presentation;
    }
  }
  if (change.portal_offset) live_.offsets[boot] = *change.portal_offset;
  return written;
}

void MemoryJournal::power_cut() {
  if (!syncs) live_ = synced_;
}

CheckIn MemoryJournal::read(const CheckIn& row) const {
  CheckIn copy = row;
  note_portal_clock(copy, [this](const std::string& of_boot) { return offset(of_boot); });
  return copy;
}

std::vector<CheckIn> MemoryJournal::of_pass(const std::string&, const std::string& code) {
  std::vector<CheckIn> found;
  for (const CheckIn& row : live_.rows) {
    if (row.code == code) found.push_back(read(row));
  }
  return found;
}

std::vector<CheckIn> MemoryJournal::changed_since(std::int64_t revision) {
  std::vector<CheckIn> found;
  for (const CheckIn& row : live_.rows) {
    if (row.revision > revision && (revision > 0 || row.state != CheckIn::State::Closed))
      found.push_back(read(row));
  }
  std::sort(found.begin(), found.end(),
            [](const CheckIn& a, const CheckIn& b) { return a.revision < b.revision; });
  return found;
}

void MemoryJournal::release_live(bool forgets_undecided) {
  for (CheckIn& row : live_.rows) {
    if (forgets_undecided && !row.granted) {
      row.unanswered.clear();
      row.state = CheckIn::State::Closed;
    }
    if (row.state != CheckIn::State::Live) continue;
    row = released(std::move(row));
    row.revision = ++live_.revision;
  }
}

const CheckIn* MemoryJournal::row(const std::string& id) const {
  const auto found =
      std::find_if(live_.rows.begin(), live_.rows.end(), [&](const CheckIn& row) { return row.id == id; });
  return found == live_.rows.end() ? nullptr : &*found;
}

const usher::Presentation* MemoryJournal::record(const std::string& id) const {
  for (auto found = live_.records.rbegin(); found != live_.records.rend(); ++found) {
    if (found->id == id) return &*found;
  }
  return nullptr;
}

std::optional<milliseconds> MemoryJournal::offset(const std::string& of_boot) const {
  const auto found = live_.offsets.find(of_boot);
  if (found == live_.offsets.end()) return std::nullopt;
  return found->second;
}

}  // namespace usher::sim
