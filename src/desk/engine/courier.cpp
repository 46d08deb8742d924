#include "usher/desk/engine/courier.hpp"

#include <algorithm>
#include <utility>

#include "mutant.hpp"
#include "usher/core/backoff.hpp"

namespace usher {

namespace {

/// A station whose portal is gone looks for it at least this often.
constexpr seconds kLongestRest{15};

bool never_reached(const Failure& failure) {
  return failure.kind == Failure::Kind::NotSent || failure.kind == Failure::Kind::MaybeSent;
}

}  // namespace

Courier::Courier(Terms terms, Pace pace, bool has_roster, PortalClock clock)
    : terms_(std::move(terms)), pace_(pace), clock_(clock), has_roster_(has_roster) {}

Courier::Action Courier::step(const Incident& incident, Now now) {
  return std::visit([&](const auto& happened) { return on(happened, now); }, incident);
}

Courier::Action Courier::on(const Woke& woke, Now) {
  hurry_ = woke.hurry;
  stage_ = Stage::Looking;
  return Look{revision_};
}

Courier::Action Courier::on(const Looked& looked, Now now) {
  take_in(looked.rows, now);
  return choose(now);
}

Courier::Action Courier::on(const Answered& came, Now now) {
  // A late or doubled answer is about a question that is over.
  if (came.number != std::exchange(awaited_, 0)) return Wait{now.tick};
  const PortalResult<Answer>& answer = came.answer;
  const auto failure = answer ? std::nullopt : std::optional(answer.failure());
  hear(failure, answer ? answer->portal_date : answer.failure().portal_date, /*lets_us_in=*/true, now);
  Item* item = current();
  if (item == nullptr) return choose(now);
  if (stage_ == Stage::CheckingIn) return after_check_in(*item, answer, now);
  return after_verify(*item, answer, came.listed_as, now);
}

Courier::Action Courier::on(const Probed& probed, Now now) {
  const auto failure = probed.licensed ? std::nullopt : std::optional(probed.licensed.failure());
  // The licence page answers anybody, so it proves the link and not that we are let in.
  hear(failure, failure ? failure->portal_date : std::nullopt, /*lets_us_in=*/false, now);
  gone_ = failure && never_reached(*failure);
  licensed_ = !probed.licensed || *probed.licensed;
  if (!licensed_) sentence_ = "the Events licence of this portal is not active";
  return choose(now);
}

Courier::Action Courier::on(const RosterCame& came, Now now) {
  if (came.asked) {
    hear(came.failure, came.failure ? came.failure->portal_date : came.portal_date, /*lets_us_in=*/true, now);
    gone_ = came.failure && never_reached(*came.failure);
  }
  has_roster_ = has_roster_ || came.adopted;
  roster_failures_ = came.failure || !came.adopted ? roster_failures_ + 1 : 0;
  constexpr int kMostDoublings = 5;
  const int doublings = std::min(roster_failures_ - 1, kMostDoublings);
  roster_due_ = now.tick + (roster_failures_ == 0 ? pace_.roster : pace_.roster_retry * (1 << doublings));
  return choose(now);
}

/// The rows that changed: new ones to deliver, and those that are no longer ours.
void Courier::take_in(const std::vector<CheckIn>& rows, Now now) {
  for (const CheckIn& row : rows) {
    revision_ = std::max(revision_, row.revision);
    if (row.state != CheckIn::State::Waiting) {
      items_.erase(row.id);
      continue;
    }
    const auto [place, is_new] = items_.try_emplace(row.id);
    if (place->second.row.revision >= row.revision && !is_new) continue;
    place->second.row = row;
    if (is_new) {
      place->second.due = now.tick;
      place->second.since = now.tick;
    }
  }
}

/// One errand: what waits, oldest timer first; then the roster, so that it never delays a check-in; then a
/// look whether the portal is there at all.
Courier::Action Courier::choose(Now now) {
  stage_ = Stage::Idle;
  current_.clear();
  const bool quiet = (down_until_ && now.tick < *down_until_) ||
                     (blocked_until_ && now.tick < *blocked_until_) ||
                     (paced_until_ && now.tick < *paced_until_);
  Tick until = now.tick + seconds(60);
  const auto sooner = [&](const std::optional<Tick>& tick) {
    if (tick && *tick > now.tick) until = std::min(until, *tick);
  };

  const bool roster_due = pace_.fetch_roster && (!roster_due_ || now.tick >= *roster_due_);
  if (!quiet && roster_due && !has_roster_) {
    stage_ = Stage::Fetching;
    return FetchRoster{};
  }
  Item* next = nullptr;
  for (auto& [id, item] : items_) {
    if (next == nullptr || item.due < next->due) next = &item;
    if (USHER_MUTANT(BadRowBlocks)) break;
  }
  const bool row_due = next != nullptr && now.tick >= next->due;
  if (!quiet && row_due) return deliver(*next, now);
  if (!quiet && roster_due && !row_due) {
    stage_ = Stage::Fetching;
    return FetchRoster{};
  }
  const milliseconds silence = failures_ > 0 || hurry_ ? pace_.probe_when_down : pace_.probe_when_idle;
  const Tick probe_due = (probed_ ? *probed_ : Tick{}) + (probed_ ? silence : milliseconds{0});
  if (now.tick >= probe_due) {
    stage_ = Stage::Probing;
    probed_ = now.tick;
    return Probe{pace_.limit};
  }
  if (next != nullptr) sooner(next->due);
  sooner(down_until_);
  sooner(blocked_until_);
  sooner(paced_until_);
  sooner(roster_due_);
  sooner(probe_due);
  return Wait{until};
}

std::vector<NextTry> Courier::next_tries(std::size_t limit) const {
  Tick earliest{};
  for (const auto& pause : {down_until_, blocked_until_, paced_until_})
    if (pause) earliest = std::max(earliest, *pause);
  std::vector<NextTry> tries;
  tries.reserve(items_.size());
  for (const auto& [id, item] : items_) tries.push_back({id, std::max(item.due, earliest)});
  const auto end = tries.begin() + static_cast<std::ptrdiff_t>(std::min(limit, tries.size()));
  std::partial_sort(tries.begin(), end, tries.end(),
                    [](const NextTry& a, const NextTry& b) { return a.due < b.due; });
  tries.erase(end, tries.end());
  return tries;
}

Courier::Action Courier::deliver(Item& item, Now now) {
  current_ = item.row.id;
  // A pass that nobody vouched for may be another event's: looked at before anything is written. So is an
  // attempt without entry, which must not be checked in behind a guest who was sent away.
  const bool look_first = !item.row.granted || !item.row.vouched || item.verify_next;
  if (!look_first || (item.row.granted && USHER_MUTANT(OtherEventCheckedIn))) return begin(item, now);
  stage_ = Stage::Verifying;
  return ask(item.row, false);
}

Courier::Action Courier::ask(const CheckIn& row, bool check_in) {
  awaited_ = ++asked_;
  return Ask{Pass{row.code}, check_in, pace_.limit, asked_};
}

/// On disk as maybe sent, before the bytes leave.
Courier::Action Courier::begin(Item& item, Now now) {
  CheckIn row = item.row;
  unanswered_before_ = row.unanswered;
  note_send(row, Moment{terms_.boot, now.tick, now.wall, clock_.doubts(now)}, clock_.at(now.tick));
  if (USHER_MUTANT(DroppedWhenSent)) row.state = CheckIn::State::Closed;
  if (USHER_MUTANT(SendsBeforeDurable)) {
    stage_ = Stage::CheckingIn;
    return ask(row, true);
  }
  stage_ = Stage::Beginning;
  return write(row);
}

Courier::Action Courier::write(const CheckIn& row) {
  pending_ = row;
  Change change;
  change.check_in = row;
  if (clock_news_) change.portal_offset = clock_.offset();
  return Write{std::move(change)};
}

Courier::Action Courier::on(const Wrote& wrote, Now now) {
  const Written& written = wrote.written;
  Item* item = current();
  if (written.kind == Written::Kind::Failed) {
    // Nothing is sent that is not on disk first, and what we know of the rows is no longer what the disk has:
    // all is read again.
    items_.clear();
    revision_ = 0;
    stage_ = Stage::Idle;
    return Wait{now.tick + seconds(1)};
  }
  if (written.kind == Written::Kind::Stale || item == nullptr) {
    // The door took the row back while we were away with it. Its word counts; look again.
    items_.erase(current_);
    revision_ = 0;
    stage_ = Stage::Looking;
    return Look{revision_};
  }
  clock_news_ = false;
  item->row = pending_;
  item->row.revision = written.revision;
  if (stage_ == Stage::Beginning) {
    stage_ = Stage::CheckingIn;
    return ask(item->row, true);
  }
  const bool go_on = stage_ == Stage::Vouching;
  if (item->row.state != CheckIn::State::Waiting) items_.erase(current_);
  if (go_on) return begin(*item, now);
  return choose(now);
}

Courier::Item* Courier::current() {
  const auto found = items_.find(current_);
  return found == items_.end() ? nullptr : &found->second;
}

/// What a question that came back says of the link; `lets_us_in` when its answer would have been refused to a
/// station that is blocked.
void Courier::hear(const std::optional<Failure>& failure, const std::optional<Wall>& date, bool lets_us_in,
                   Now now) {
  clock_news_ = clock_.hear(date, now.tick) || clock_news_;
  if (!failure) {
    heard_ = now.tick;
    // It is back: nothing has to wait out a timer that was set while it was away. Rows whose trouble is their
    // own keep theirs.
    const bool let_in_again = lets_us_in && blocked_until_;
    if (gone_ || let_in_again || (failures_ > 1 && USHER_MUTANT(RecoveryHurriesAll))) {
      for (auto& [id, item] : items_) item.due = std::min(item.due, now.tick);
    }
    failures_ = 0;
    gone_ = false;
    hurry_ = false;
    down_until_.reset();
    if (lets_us_in) {
      blocked_until_.reset();
      licensed_ = true;
    }
    if (!blocked_until_) sentence_.clear();
    return;
  }
  sentence_ = failure->detail;
  switch (failure->kind) {
    case Failure::Kind::NotSent:
    case Failure::Kind::MaybeSent:
      ++failures_;
      // One row's trouble is its own; two in a row are the link's, and hammering it helps nobody.
      if (failures_ > 1) {
        down_until_ = now.tick + backoff(failures_ - 2, pace_.first_retry, kLongestRest, terms_.station);
      }
      break;
    case Failure::Kind::LicenceInactive:
    case Failure::Kind::NotAuthorised:
    case Failure::Kind::Blocked:
      blocked_until_ = now.tick + pace_.blocked;
      break;
    case Failure::Kind::Paced:
      paced_until_ =
          now.tick + std::clamp(failure->retry_after.value_or(seconds(1)), seconds(1), seconds(300));
      break;
    case Failure::Kind::Refused:
    case Failure::Kind::kCount:
      break;
  }
}

void Courier::know(const Event& event) {
  if (USHER_MUTANT(OldNameForEver)) return;
  if (event.id == terms_.event.id) terms_.event = event;
}

Errands::Link Courier::link() const {
  if (blocked_until_ || !licensed_) return Errands::Link::Blocked;
  if (failures_ > 1) return Errands::Link::Down;
  return heard_ ? Errands::Link::Up : Errands::Link::Unknown;
}

}  // namespace usher
