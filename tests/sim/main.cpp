// usher_sim: the desk's decision engine in simulated mornings. See `usher_sim --help`.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "desk/engine/mutant.hpp"
#include "world.hpp"

namespace {

using namespace usher;
using namespace usher::sim;

struct NamedMutant {
  const char* name;
  Mutant mutant;
};
constexpr NamedMutant kMutants[] = {
    {"green before the commit", Mutant::GreenBeforeCommit},
    {"commit without fsync", Mutant::CommitWithoutSync},
    {"row dropped when sent", Mutant::DroppedWhenSent},
    {"any HTTP 200 is success", Mutant::AnyHttp200},
    {"own lost answer shown as ALREADY IN", Mutant::OwnEchoIsAlreadyIn},
    {"late answer decides the guest now on screen", Mutant::LateAnswerDecides},
    {"undecided attempts forgotten at restart", Mutant::ForgetsUndecided},
    {"one bad row blocks the queue", Mutant::BadRowBlocks},
    {"waits 30 s for the portal", Mutant::WaitsLong},
    {"obeys Retry-After on the scan path", Mutant::ObeysRetryAfter},
    {"attribution by wall clock", Mutant::WallClock},
    {"gives up after 5 tries", Mutant::GivesUp},
    {"roster refresh overwrites own check-ins", Mutant::RosterOverwrites},
    {"duplicate check only in memory", Mutant::DuplicateInMemory},
    {"sends before \"maybe sent\" is durable", Mutant::SendsBeforeDurable},
    {"read-only ALREADY_IN is never ours", Mutant::VerifyIsNeverOurs},
    {"maybe-sent attempt closed as DENY", Mutant::ClosedAsDeny},
    {"every guest sent to staff", Mutant::EveryoneToStaff},
    {"own check-in found in the roster taken for another's", Mutant::RosterEchoIsAnothers},
    {"another event's pass checked in", Mutant::OtherEventCheckedIn},
    {"a lost answer explains a check-in of hours later", Mutant::EchoNeverEnds},
    {"a doubled answer is taken for that of the next question", Mutant::DoubledAnswerCounts},
    {"a write that was refused is taken for done", Mutant::RefusedIsDone},
    {"the gate is forgotten", Mutant::GateForgotten},
    {"another gate's ticket is checked in before it is looked at", Mutant::OtherGateCheckedIn},
    {"looking leaves a record", Mutant::LookRecords},
    {"an admission is taken back that was sent", Mutant::TakesBackWhatWasSent},
    {"an exception closes by itself", Mutant::ExceptionClosesItself},
    {"the courier never hears that the event was renamed", Mutant::OldNameForEver},
    {"an attempt is begun that the disk leaves no time for", Mutant::BeginsWithoutTime},
    {"a green that came too late for its guest counts as shown", Mutant::UnseenIsShown},
    {"shown is written without a drawing", Mutant::FrozenScreenIsShown},
    {"a drawing that comes late is forgotten", Mutant::LateDrawingForgotten},
    {"whenever the portal answers, bad rows are sent at once", Mutant::RecoveryHurriesAll},
    {"a look that says \"checked in\" is taken for a record", Mutant::LookIsRecorded},
    {"an unknown code answered with another guest's registration gets in", Mutant::AnothersRegistration},
};

/// Seeds that failed once, with what they found. When the world grows a seed tells another story: what it
/// found then has a test of its own beside (tests/desk/admission_test.cpp, tests/core/verdict_test.cpp).
struct Regression {
  std::uint64_t seed;
  const char* found;
};
constexpr Regression kRegressions[] = {
    {585, "a gate checked another gate's ticket in, because its old roster refused the payment"},
    {13211, "an answer with the event's old name, on its way while the new one was learnt"},
    {217292, "a doubled answer to the look was taken for that of the check-in"},
    {266183, "an answer came for a desk that had been opened anew"},
    {393852, "the event was renamed between the look and the check-in: WRONG EVENT, and recorded"},
    {462522, "a roster came while a pass unknown until then was being admitted by policy"},
    {1389305,
     "a roster came while the portal was asked about a pass unknown until then, and nobody answered"},
    {3454740, "a disk was slow for the guest before, and quick again when a stale row was refused"},
    {5536850,
     "an echo of an attempt whose note took four seconds to be refused, and was on disk all the same"},
};

struct Range {
  std::uint64_t from = 1;
  std::uint64_t count = 1;
};

struct Outcome {
  std::uint64_t seed = 0;  ///< of the first violation; 0 is none
  std::string violation;
  Counters counters{};
};

Outcome run(Range range, Mutant mutant, bool stop_at_first) {
  active_mutant = mutant;
  Outcome outcome;
  for (std::uint64_t seed = range.from; seed < range.from + range.count; ++seed) {
    World world(seed, false);
    const std::string violation = world.run();
    for (std::size_t i = 0; i < outcome.counters.size(); ++i) outcome.counters[i] += world.counters()[i];
    if (violation.empty()) continue;
    if (outcome.seed == 0) {
      outcome.seed = seed;
      outcome.violation = violation;
    }
    if (stop_at_first) return outcome;
  }
  return outcome;
}

/// The threads take piece after piece in order, and stop behind the first failure that anybody met: so the
/// lowest failing seed is found, however the machine shared its time out.
Outcome run_on(unsigned threads, Range range) {
  constexpr std::uint64_t kPiece = 500, kTold = 250'000;
  std::mutex mutex;
  std::uint64_t next = 0;  // guarded by mutex, as the outcome
  Outcome all;
  const auto work = [&] {
    while (true) {
      Range piece;
      {
        const std::lock_guard lock(mutex);
        piece.from = range.from + next;
        if (next >= range.count || (all.seed != 0 && piece.from > all.seed)) return;
        piece.count = std::min(kPiece, range.count - next);
        next += piece.count;
        if (next % kTold == 0) std::fprintf(stderr, "%llu seeds\n", static_cast<unsigned long long>(next));
      }
      const Outcome outcome = run(piece, Mutant::None, true);
      const std::lock_guard lock(mutex);
      for (std::size_t i = 0; i < all.counters.size(); ++i) all.counters[i] += outcome.counters[i];
      if (outcome.seed == 0 || (all.seed != 0 && all.seed < outcome.seed)) continue;
      all.seed = outcome.seed;
      all.violation = outcome.violation;
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(work);
  workers.clear();
  return all;
}

int seeds(Range range, unsigned threads) {
  const auto began = std::chrono::steady_clock::now();
  const Outcome outcome = run_on(threads, range);
  const Counters& total = outcome.counters;
  if (outcome.seed != 0) {
    std::printf("seed %llu: %s\nreplay it: usher_sim --seed %llu --trace\n",
                static_cast<unsigned long long>(outcome.seed), outcome.violation.c_str(),
                static_cast<unsigned long long>(outcome.seed));
    return 1;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  bool all_happened = true;
  for (std::size_t i = 0; i < total.size(); ++i) {
    std::printf("%12llu  %s\n", static_cast<unsigned long long>(total[i]),
                sometimes_word(static_cast<Sometimes>(i)));
    all_happened = all_happened && total[i] > 0;
  }
  std::printf("%llu seeds from %llu, no invariant broken, %.1f s on %u threads\n",
              static_cast<unsigned long long>(range.count), static_cast<unsigned long long>(range.from),
              took.count(), threads);
  if (!all_happened && range.count >= 5000) {
    std::printf("but something that must happen sometimes never did: this run proves less than it should\n");
    return 1;
  }
  return 0;
}

int mutants(std::uint64_t most) {
  int missed = 0;
  for (const NamedMutant& named : kMutants) {
    const Outcome outcome = run({1, most}, named.mutant, true);
    if (outcome.seed == 0) ++missed;
    std::printf("%-52s %s\n", named.name,
                outcome.seed == 0
                    ? "NOT CAUGHT"
                    : ("seed " + std::to_string(outcome.seed) + ": " + outcome.violation).c_str());
    std::fflush(stdout);
  }
  std::printf("%zu mutants, %d not caught within %llu seeds\n", std::size(kMutants), missed,
              static_cast<unsigned long long>(most));
  return missed == 0 ? 0 : 1;
}

int regressions() {
  for (const Regression& regression : kRegressions) {
    const Outcome outcome = run({regression.seed, 1}, Mutant::None, true);
    if (outcome.seed == 0) continue;
    std::printf("seed %llu (%s): %s\n", static_cast<unsigned long long>(regression.seed), regression.found,
                outcome.violation.c_str());
    return 1;
  }
  std::printf("%zu seeds that failed once: no invariant broken\n", std::size(kRegressions));
  return 0;
}

int trace(std::uint64_t seed, Mutant mutant) {
  active_mutant = mutant;
  World world(seed, true);
  const std::string violation = world.run();
  std::fputs(world.told().c_str(), stdout);
  std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
              violation.empty() ? "no invariant broken" : violation.c_str());
  return violation.empty() ? 0 : 1;
}

/// The same seed is the same morning, to the byte.
int same(Range range) {
  active_mutant = Mutant::None;
  std::size_t bytes = 0;
  for (std::uint64_t seed = range.from; seed < range.from + range.count; ++seed) {
    World once(seed, true), again(seed, true);
    once.run();
    again.run();
    if (once.told() != again.told() || once.told().empty()) {
      std::printf("seed %llu told two stories\n", static_cast<unsigned long long>(seed));
      return 1;
    }
    bytes += once.told().size();
  }
  std::printf("%llu seeds told the same story twice, %zu bytes\n",
              static_cast<unsigned long long>(range.count), bytes);
  return 0;
}

int usage() {
  std::printf(
      "usage: usher_sim --seeds N [--from K] [--threads T]   N simulated mornings, and what happened in "
      "them\n"
      "       usher_sim --seed K --trace [--mutant I]        one of them, told step by step\n"
      "       usher_sim --same [--seeds N] [--from K]        the same seed tells the same story twice\n"
      "       usher_sim --everyday                           what every test run does, less in a build with "
      "sanitizers\n"
      "       usher_sim --mutants [--seeds N]                each known-bad engine must be caught within N "
      "seeds\n");
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  Range range{1, 0};
  std::uint64_t seed = 0;
  bool traced = false, all_mutants = false, twice = false, everyday = false;
  unsigned threads = 1;
  Mutant mutant = Mutant::None;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const auto number = [&]() -> std::uint64_t {
      return i + 1 < argc ? std::strtoull(argv[++i], nullptr, 10) : 0;
    };
    if (option == "--seeds")
      range.count = number();
    else if (option == "--from")
      range.from = number();
    else if (option == "--seed")
      seed = number();
    else if (option == "--threads")
      threads = static_cast<unsigned>(number());
    else if (option == "--mutant")
      mutant = kMutants[(number() - 1) % std::size(kMutants)].mutant;
    else if (option == "--trace")
      traced = true;
    else if (option == "--mutants")
      all_mutants = true;
    else if (option == "--same")
      twice = true;
    else if (option == "--everyday")
      everyday = true;
    else
      return usage();
  }
  if (everyday) {
#ifdef NDEBUG
    range.count = 20'000;
#else
    range.count = 1'000;
    std::printf("this build is slow: 1,000 seeds; the release build runs 20,000\n");
#endif
    if (const int failed = regressions(); failed != 0) return failed;
    return seeds(range, 1);
  }
  if (twice) return same({range.from, range.count == 0 ? 50 : range.count});
  if (all_mutants) return mutants(range.count == 0 ? 10'000 : range.count);
  if (seed > 0 && traced) return trace(seed, mutant);
  if (range.count == 0 || threads == 0) return usage();
  return seeds(range, threads);
}
