#include "usher/desk/maintenance/state_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "desk/journal/reserve.hpp"
#include "fakes.hpp"

using namespace usher;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat file {};
  REQUIRE(lstat(path.c_str(), &file) == 0);
  return file.st_mode & 0777U;
}

}  // namespace

TEST_CASE("lock and reserve are their owner's alone, whatever the umask") {
  const TemporaryFolder folder;
  const mode_t before = umask(0);
  {
    const StateFolder held(folder.path + "/state");
    CHECK(mode_of(folder.path + "/state") == 0700);
    CHECK(mode_of(folder.path + "/state/lock") == 0600);
    CHECK(mode_of(folder.path + "/state/reserve") == 0600);
  }
  umask(before);
}

TEST_CASE(
    "a link where a file of the state folder belongs is refused with a sentence, and not written through") {
  for (const char* name : {"lock", "reserve", "journal.db", "roster.db"}) {
    CAPTURE(name);
    const TemporaryFolder folder;
    const std::string elsewhere = folder.path + "/elsewhere", state = folder.path + "/state";
    std::ofstream(elsewhere) << "somebody else's";
    std::filesystem::create_directory(state);
    std::filesystem::create_symlink(elsewhere, state + "/" + name);
    try {
      const StateFolder held(state);
      FAIL("the link was followed");
    } catch (const std::runtime_error& trouble) {
      CHECK(std::string(trouble.what()).find(std::string(name) + " is a link") != std::string::npos);
    }
    CHECK(std::filesystem::file_size(elsewhere) == 15);
  }
}

TEST_CASE("a reserve that became a link meanwhile is not written through") {
  const TemporaryFolder folder;
  const std::string elsewhere = folder.path + "/elsewhere";
  std::ofstream(elsewhere) << "somebody else's";
  std::filesystem::create_symlink(elsewhere, folder.path + "/reserve");
  keep_reserve(folder.path);
  CHECK(std::filesystem::file_size(elsewhere) == 15);
}
