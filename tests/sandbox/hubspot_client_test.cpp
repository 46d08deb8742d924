#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "usher/sandbox/sandbox.hpp"

using namespace usher;

namespace {

/// Where scripts/hubspot_client has put HubSpot's package; empty where it has not.
std::string package_folder() {
  const char* told = std::getenv("USHER_HUBSPOT_CLIENT");
  const std::string folder = told != nullptr ? told : USHER_TESTS_DIR "/../build/hubspot_client";
  return std::filesystem::exists(folder + "/node_modules/@hubspot/api-client") ? folder : "";
}

}  // namespace

TEST_CASE("HubSpot's official Node client works against the sandbox") {
  const std::string folder = package_folder();
  if (folder.empty() || std::system("node --version >/dev/null 2>&1") != 0) {
    MESSAGE("SKIPPED: needs node and HubSpot's package; scripts/hubspot_client fetches it");
    return;
  }
  const Sandbox sandbox({.empty = true});
  const std::string command = "cd '" + folder +
                              "' && node '" USHER_TESTS_DIR "/sandbox/hubspot_client/client_test.mjs' " +
                              sandbox.origin() + " sandbox-token 2>&1";
  std::string said;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> bytes{};
  while (const std::size_t count = std::fread(bytes.data(), 1, bytes.size(), pipe))
    said.append(bytes.data(), count);
  const int status = ::pclose(pipe);
  CAPTURE(said);
  CHECK(status == 0);
  CHECK(said.find("checks hold") != std::string::npos);
}
