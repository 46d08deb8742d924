// Networks, and the portal behind them: no idempotency, an index that lags, and a clock of its own.

#include <algorithm>
#include <utility>

#include "desk/engine/mutant.hpp"
#include "world.hpp"

namespace usher::sim {

Trouble World::throw_trouble(const Station& s, int pass, bool check_in) {
  if (pass >= 0 && passes_[static_cast<std::size_t>(pass)].kind == Pass::Kind::BadRow && check_in) {
    // For ever: a row that the portal cannot take, or one that it grants and never records.
    return pass % 2 == 0 ? Trouble::ErrorBefore : Trouble::SaidUnrecorded;
  }
  if (!faults()) return Trouble::None;
  const auto one_of = [&](std::initializer_list<Trouble> troubles, int percent) {
    if (!dice_.chance(percent)) return Trouble::None;
    return *(troubles.begin() + dice_.between(0, static_cast<std::int64_t>(troubles.size()) - 1));
  };
  switch (s.link) {
    case 0:
      return Trouble::None;
    case 1:
      return one_of({Trouble::LostBefore, Trouble::LostAfter, Trouble::Slow}, 60);
    case 2:
      return one_of(
          {Trouble::GarbageBefore, Trouble::GarbageAfter, Trouble::ErrorBefore, Trouble::ErrorAfter}, 60);
    case 3:
      return Trouble::NotSent;
    case 4:
      return one_of({Trouble::Paced, Trouble::Paced, Trouble::Slow}, 70);
    case 5:
      return one_of({Trouble::Blocked}, 80);
    case 6:
      return one_of({Trouble::LostAfter, Trouble::LostAfter, Trouble::Lingers}, 80);
    default:
      return one_of({Trouble::Mismatch, Trouble::Crossed, Trouble::SaidUnrecorded, Trouble::SaidRecorded,
                     Trouble::Slow, Trouble::LostAfter},
                    50);
  }
}

void World::send(Request request) {
  Station& s = stations_[static_cast<std::size_t>(request.station)];
  request.trouble = throw_trouble(s, request.pass, request.check_in);
  request.sent = now_;
  const bool slow = request.trouble == Trouble::Slow;
  // Bytes may lie about in a network that is half dead, and arrive when nobody waits any more.
  const bool lingers = request.trouble == Trouble::Lingers;
  const Ms there = lingers ? dice_.between(request.limit, request.limit + 30'000)
                   : slow  ? dice_.between(300, 4'000)
                           : dice_.between(5, 150);
  request.back = slow ? dice_.between(300, 4'000) : dice_.between(5, 150);
  // Without the portal there is still no row about passes that nobody has.
  const std::size_t index = requests_.size();
  requests_.push_back(std::move(request));
  const Request& sent = requests_.back();
  say(s.index, sent.by_courier ? "courier" : "door", sent.check_in ? " sends check-in " : " verifies ",
      passes_[static_cast<std::size_t>(sent.pass)].code, " trouble ",
      std::to_string(static_cast<int>(sent.trouble)));
  // Whatever the network does, the asker's own timer ends it.
  at(now_ + sent.limit, Event::Kind::GivesUp, s.index, index);
  if (sent.check_in) attempted(s, sent.by_courier, sent.pass, true, now_);
  if (sent.check_in && !faults()) {
    Pass& pass = passes_[static_cast<std::size_t>(sent.pass)];
    // Half a minute apart at last, and some more often at first.
    constexpr Ms kMost = (kEnd - kFaultsEnd) / 24'000 + 20;
    if (++pass.sent_in_peace[static_cast<std::size_t>(s.index)] > kMost)
      violate("RETRY: a row is sent more often than its own timer lets it");
  }
  if (sent.trouble == Trouble::NotSent) {
    requests_.back().answer = Failure{Failure::Kind::NotSent, 0, "no route", std::nullopt, std::nullopt};
    return at(now_ + std::min<Ms>(dice_.between(0, 2'000), sent.limit), Event::Kind::AnswerBack, s.index,
              index);
  }
  if (sent.trouble == Trouble::LostBefore) return;
  at(now_ + there, Event::Kind::Arrives, s.index, index);
}

void World::commit(int index, int by) {
  Pass& pass = passes_[static_cast<std::size_t>(index)];
  pass.committed_by = by;
  pass.committed_at = now_;
  pass.books.attendance_status = "checked_in";
  pass.books.checked_in_at = portal_wall(now_);
  pass.books.has_check_in_time = true;
  pass.listed.reset();
  say(by < 0 ? -1 : by, "portal has ", pass.code, " in");
  if (pass.kind == Pass::Kind::OtherEvent && by >= 0) violate("another event's pass was checked in");
}

/// check-in-by-qr, as the seed document has it.
PortalResult<Answer> World::look_up(const Request& request) {
  Pass& pass = passes_[static_cast<std::size_t>(request.pass)];
  Answer answer;
  answer.portal_date = Wall(std::chrono::floor<seconds>(portal_wall(now_)));
  if (pass.kind == Pass::Kind::Late && now_ >= pass.registered && now_ < pass.appears) {
    count(Sometimes::IndexLagged);
  }
  if (request.trouble == Trouble::Crossed) {
    // Whom the asker's list knows as a guest, so that nothing but the code tells that it is another's.
    const auto& listed = stations_[static_cast<std::size_t>(request.station)].roster;
    const auto other = std::find_if(listed.begin(), listed.end(), [&](const auto& row) {
      return row->code != pass.code && standing_of(*row).kind == Standing::Kind::Eligible;
    });
    if (other != listed.end()) {
      count(Sometimes::Crossed);
      answer.decision = Answer::Decision::Grant;
      answer.checked_in = request.check_in;
      answer.registration = **other;
      answer.has_event = true;
      answer.event_name = event_.name;
      answer.event_starts = event_.starts;
      return answer;
    }
  }
  if (pass.kind == Pass::Kind::Forged || now_ < pass.appears) return answer;
  const Standing standing = standing_of(pass.books);
  answer.decision = standing.kind == Standing::Kind::AlreadyIn  ? Answer::Decision::AlreadyIn
                    : standing.kind == Standing::Kind::Eligible ? Answer::Decision::Grant
                                                                : Answer::Decision::Deny;
  if (request.check_in && answer.decision == Answer::Decision::Grant &&
      request.trouble != Trouble::Mismatch && pass.kind != Pass::Kind::BadRow) {
    commit(request.pass, request.station);
    if (request.trouble == Trouble::Lingers) count(Sometimes::Lingered);
    answer.checked_in = request.trouble != Trouble::SaidUnrecorded;
  }
  if (request.trouble == Trouble::SaidRecorded && !request.check_in) {
    count(Sometimes::LookSaidRecorded);
    answer.checked_in = true;
  }
  answer.registration = pass.books;
  answer.has_event = true;
  answer.event_name = pass.kind == Pass::Kind::OtherEvent ? "Winter Ball" : event_.name;
  answer.event_starts = event_.starts;
  if (request.trouble == Trouble::Mismatch) {
    // A proxy's cache, a crossed wire: somebody else's good answer.
    count(Sometimes::Mismatch);
    answer.decision = Answer::Decision::Grant;
    answer.checked_in = request.check_in;
    answer.registration->id = "somebody else " + std::to_string(requests_.size());
  }
  return answer;
}

void World::arrives(Request& request) {
  const auto index = static_cast<std::uint64_t>(&request - requests_.data());
  if (now_ - request.sent > request.limit) count(Sometimes::LateArrival);
  const auto failed = [&](Failure::Kind kind, int status) {
    return Failure{kind, status, "trouble", std::nullopt,
                   Wall(std::chrono::floor<seconds>(portal_wall(now_)))};
  };
  switch (request.trouble) {
    case Trouble::GarbageBefore:
      request.answer = Failure{Failure::Kind::MaybeSent, 200, "not our JSON", std::nullopt, std::nullopt};
      break;
    case Trouble::ErrorBefore:
      request.answer = failed(Failure::Kind::MaybeSent, 503);
      break;
    case Trouble::Paced: {
      count(Sometimes::Paced);
      Failure failure = failed(Failure::Kind::Paced, 429);
      failure.retry_after = seconds(dice_.between(1, 60));
      request.answer = failure;
      break;
    }
    case Trouble::Blocked:
      count(Sometimes::Blocked);
      request.answer =
          failed(dice_.chance(50) ? Failure::Kind::LicenceInactive : Failure::Kind::NotAuthorised, 403);
      break;
    case Trouble::GarbageAfter:
      static_cast<void>(look_up(request));
      request.answer = Failure{Failure::Kind::MaybeSent, 200, "cut short", std::nullopt, std::nullopt};
      break;
    case Trouble::ErrorAfter:
      static_cast<void>(look_up(request));
      request.answer = failed(Failure::Kind::MaybeSent, 502);
      break;
    case Trouble::LostAfter:
      static_cast<void>(look_up(request));
      count(Sometimes::LostAnswer);
      return;
    case Trouble::None:
    case Trouble::NotSent:
    case Trouble::LostBefore:
    case Trouble::Mismatch:
    case Trouble::Crossed:
    case Trouble::SaidUnrecorded:
    case Trouble::SaidRecorded:
    case Trouble::Slow:
    case Trouble::Lingers:
      request.answer = look_up(request);
      break;
  }
  Ms back = request.back;
  if (USHER_MUTANT(ObeysRetryAfter) && request.trouble == Trouble::Paced && !request.by_courier) {
    back += request.answer.failure().retry_after->count() * 1000;
    request.limit = back + 1'000'000;
  }
  at(now_ + back, Event::Kind::AnswerBack, request.station, index);
  // Doubled on the way, now and then.
  if (dice_.chance(5)) {
    count(Sometimes::DoubledAnswer);
    at(now_ + back + dice_.between(1, dice_.chance(50) ? 30 : 3'000), Event::Kind::AnswerBack,
       request.station, index);
  }
}

void World::answer_back(std::size_t index) {
  Request& request = requests_[index];
  // Late and doubled answers are handed over all the same: the engine has to know them.
  const bool is_late = std::exchange(request.over, true);
  deliver(request, request.answer, is_late);
}

void World::gives_up(std::size_t index) {
  Request& request = requests_[index];
  if (request.over || now_ - request.sent < request.limit) return;
  request.over = true;
  deliver(request, Failure{Failure::Kind::MaybeSent, 0, "no answer in time", std::nullopt, std::nullopt},
          false);
}

void World::deliver(const Request& request, const PortalResult<Answer>& answer, bool is_late) {
  Station& s = stations_[static_cast<std::size_t>(request.station)];
  if (!s.up || request.life != s.life) return;
  if (!request.by_courier) {
    if (request.desk != s.desk) return;
    const bool idle = !s.busy;
    const auto action =
        s.admission->step(Admission::Answered{answer, request.number, listed_as(s, answer)}, clock(s));
    const bool changes_nothing = std::holds_alternative<Admission::Done>(action);
    if (is_late && !changes_nothing) violate("I6: a late or doubled answer changed something");
    if (changes_nothing || idle) return;
    told(s, request, answer);
    attend(s, action);
    return;
  }
  if (request.number != s.asked_by_courier) return;
  s.asked_by_courier = 0;
  told(s, request, answer);
  carry(s, s.courier->step(Courier::Answered{answer, request.number, listed_as(s, answer)}, clock(s)));
}

void World::fetch_roster(Station& s) {
  const Trouble trouble = throw_trouble(s, -1, false);
  const bool comes = trouble == Trouble::None || trouble == Trouble::Slow || trouble == Trouble::Mismatch ||
                     trouble == Trouble::Crossed || trouble == Trouble::SaidUnrecorded ||
                     trouble == Trouble::SaidRecorded;
  Courier::RosterCame came;
  if (comes) {
    std::vector<std::shared_ptr<const Registration>> rows;
    for (Pass& pass : passes_) {
      const bool listed = pass.kind != Pass::Kind::OtherEvent && pass.kind != Pass::Kind::Forged;
      if (!listed || now_ < pass.registered) continue;
      if (!pass.listed) pass.listed = std::make_shared<Registration>(pass.books);
      rows.push_back(pass.listed);
      if (pass.kind == Pass::Kind::Doubled) rows.push_back(std::make_shared<Registration>(pass.namesake));
    }
    s.roster = std::move(rows);
    s.has_roster = true;
    came.adopted = true;
    if (s.terms.event.name != event_.name) {
      s.terms.event = event_;
      s.event_learnt = now_;
      s.admission->know(event_);
      s.courier->know(event_);
    }
  } else {
    came.failure = Failure{Failure::Kind::NotSent, 0, "no roster", std::nullopt, std::nullopt};
  }
  s.next_carry = came;
  at(now_ + dice_.between(50, 2'000), Event::Kind::RosterBack, s.index);
}

}  // namespace usher::sim
