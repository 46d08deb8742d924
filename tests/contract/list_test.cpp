// CONTRACT.md is for a reader who ticks the document off; it says what is there, no more and no less.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <string>

#include "sides.hpp"

using namespace usher;

namespace {

/// The second cells of the tables that name a case for each sentence.
std::set<std::string> cases_in_the_list() {
  std::ifstream file(USHER_TESTS_DIR "/contract/CONTRACT.md");
  REQUIRE(file.good());
  std::set<std::string> names;
  bool in_a_table = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "| the document says | case |") {
      in_a_table = true;
      continue;
    }
    if (line.empty() || line[0] != '|') in_a_table = false;
    if (!in_a_table || line.starts_with("|---")) continue;
    const auto cell = line.find(" | ");
    const auto end = line.rfind(" |");
    CAPTURE(line);
    REQUIRE(cell != std::string::npos);
    REQUIRE(end > cell);
    names.insert(line.substr(cell + 3, end - cell - 3));
  }
  return names;
}

}  // namespace

TEST_CASE("every case of the contract is in the list, and every case in the list is there") {
  const auto listed = cases_in_the_list();
  std::set<std::string> there;
  for (const ContractCase& one : contract_cases()) {
    CAPTURE(one.name);
    CHECK(there.insert(one.name).second);
    CHECK(listed.contains(one.name));
  }
  for (const std::string& name : listed) {
    CAPTURE(name);
    CHECK(there.contains(name));
  }
  CHECK(there.size() > 60);
}
