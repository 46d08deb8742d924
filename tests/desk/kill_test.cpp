#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <set>
#include <sstream>

#include "fakes.hpp"
#include "shim_vfs.hpp"

using namespace usher;

namespace {

/// What a killed process had said so far: its portal's commits and its screen, in order, through a pipe.
struct Story {
  std::set<std::string> at_portal, shown_grant, done;
  bool finished = false;
};

void tell(int pipe, const std::string& line) {
  const std::string text = line + "\n";
  if (write(pipe, text.data(), text.size()) < 0) _exit(3);
}

Door& prepared(Door& door) {
  for (int i = 0; i < 3; ++i) door.portal.add(guest(code_of(i)));
  door.sync();
  return door;
}

/// Serves three guests on the shim disk, and delivers what waits; killed at the how-manieth call to the disk.
/// Lost answers are the door's own, or the courier's where the door does not ask.
Story serve_until_killed(Door& door, int killed_at, bool answers_get_lost) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    ShimDisk& disk = ShimDisk::install();
    door.desk.reset();
    door.journal = std::make_unique<JournalFile>(door.folder.path, JournalFile::Access::ReadWrite, "shim");
    door.desk = std::make_unique<Desk>(door.terms, *door.journal, *door.roster, door.portal, [&door] {
      return Now{door.tick, door.wall};
    });
    door.portal.before = [&](const char* question, const Pass& pass) {
      if (question[0] == 'c') tell(ends[1], "portal " + pass.code);
    };
    door.portal.applies_before_fault = true;
    disk.killed_at = killed_at;
    for (int i = 0; i < 3; ++i) {
      if (answers_get_lost) door.portal.faults = {Failure::Kind::MaybeSent};
      const Verdict verdict = door.present(code_of(i));
      if (is_entry(verdict)) tell(ends[1], "shown " + code_of(i));
      door.desk->displayed();
      tell(ends[1], "done " + code_of(i));
    }
    door.portal.faults.clear();
    if (answers_get_lost) {
      door.portal.faults.assign(door.journal->queue().size(), Failure::Kind::MaybeSent);
      door.replay();
      door.portal.faults.clear();
    }
    door.replay();
    tell(ends[1], "finished x");
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  char piece[512];
  for (ssize_t length; (length = read(ends[0], piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(length));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);

  Story story;
  std::istringstream lines(text);
  for (std::string what, code; lines >> what >> code;) {
    if (what == "portal") story.at_portal.insert(code);
    if (what == "shown") story.shown_grant.insert(code);
    if (what == "done") story.done.insert(code);
    if (what == "finished") story.finished = true;
  }
  return story;
}

}  // namespace

TEST_CASE("killed at every write and sync of a check-in: nothing lost, nobody twice") {
  for (const bool local_first : {false, true}) {
    for (const bool answers_get_lost : {false, true}) {
      int kills = 0, held = 0;
#ifdef NDEBUG
      const int stride = 1;
#else
      const int stride = 7;  // a fork with sanitizers is slow; the release build strikes at every call
#endif
      for (int killed_at = 0; killed_at < 1000; killed_at += stride) {
        CAPTURE(local_first);
        CAPTURE(answers_get_lost);
        CAPTURE(killed_at);
        Door door(local_first ? Policy::Decide::LocalFirst : Policy::Decide::PortalFirst);
        prepared(door);
        const Story story = serve_until_killed(door, killed_at, answers_get_lost);
        if (story.finished) break;
        ++kills;
        // The portal kept what it was asked to; the station starts again.
        for (const std::string& code : story.at_portal) {
          Registration& r = door.portal.books[code];
          r.attendance_status = "checked_in";
          r.has_check_in_time = true;
          r.checked_in_at = door.portal.now;
        }
        door.pass(seconds(10));
        REQUIRE_NOTHROW(mend_journal(door.folder.path));
        door.crash();
        door.journal->check();
        for (const std::string& code : story.shown_grant) {
          const auto rows = door.journal->of_pass("77", code);
          REQUIRE(rows.size() == 1);
          CHECK(rows.front().granted);  // I1
        }
        for (int i = 0; i < 3; ++i) {
          const std::string code = code_of(i);
          CAPTURE(code);
          const Verdict again = door.present(code);
          const bool shown = story.shown_grant.contains(code);
          if (shown) CHECK_FALSE(is_entry(again));                    // I2
          if (!shown) CHECK(again.kind != Verdict::Kind::AlreadyIn);  // I3
          if (!shown) CHECK(again.kind != Verdict::Kind::Deny);
          if (story.done.contains(code)) CHECK(again.kind == Verdict::Kind::AlreadyIn);
          if (again.kind == Verdict::Kind::Hold) ++held;
          door.desk->displayed();
        }
        door.replay();
        for (const CheckIn& row : door.journal->queue()) FAIL_CHECK(sentence_about(row));
        for (const auto& [code, r] : door.portal.books) CHECK(r.attendance_status == "checked_in");
      }
      std::printf("kill: %s, answers %s: killed at %d calls, %d guests sent to staff\n",
                  local_first ? "local-first" : "portal-first", answers_get_lost ? "lost" : "come", kills,
                  held);
      CHECK(kills > 15);
    }
  }
}
