#include <doctest/doctest.h>
#include <zlib.h>

#include "fixtures.hpp"
#include "loopback.hpp"
#include "portal/wire.hpp"

using namespace usher;

namespace {

// zlib's own numbers for what goes around the packed bytes.
constexpr int kGzip = 15 + 16, kZlib = 15, kRaw = -15;

std::string packed(std::string_view text, int around) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, around, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string in_two_members(std::string_view text) {
  return packed(text.substr(0, 40), kGzip) + packed(text.substr(40), kGzip);
}

PortalResult<Answer> answer_in(const std::string& coding, const std::string& body) {
  Loopback server(always(http_answer(200, body, "Content-Encoding: " + coding + "\r\n")));
  Client client(server.url());
  const auto answer = client.portal->check_in(kSarah, seconds(5));
  // It was not asked for.
  CHECK(server.requests()[0].find("Accept-Encoding") == std::string::npos);
  return answer;
}

}  // namespace

TEST_CASE("a coding that nobody asked for is taken off") {
  const struct {
    std::string name, coding, body;
  } cases[] = {
      {"gzip", "gzip", packed(kGrant, kGzip)},
      {"its old name, in capitals", "X-GZIP", packed(kGrant, kGzip)},
      {"gzip in two members", "gzip", in_two_members(kGrant)},
      {"deflate", "deflate", packed(kGrant, kZlib)},
      {"deflate as some servers understood it", "deflate", packed(kGrant, kRaw)},
      {"packed twice", "deflate, gzip", packed(packed(kGrant, kZlib), kGzip)},
      {"gzip that was not named", "identity", packed(kGrant, kGzip)},
      {"none", "identity", std::string(kGrant)},
      {"said and not done: a box between unpacked it", "gzip", std::string(kGrant)},
      {"said deflate and not done", "deflate", std::string(kGrant)},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto answer = answer_in(c.coding, c.body);
    CAPTURE((answer ? "" : answer.failure().detail));
    REQUIRE(answer);
    CHECK(answer->checked_in);
    CHECK(answer->registration->attendee_name == "Sarah Johnson");
  }
}

TEST_CASE("what does not unpack to the end, or to more than an answer may have, decides nothing") {
  const std::string whole = packed(kGrant, kGzip);
  const std::string spaces = std::string(kGrant) + std::string(std::size_t{64} << 20U, ' ');
  const struct {
    std::string name, coding, body;
  } cases[] = {
      {"cut", "gzip", whole.substr(0, whole.size() / 2)},
      {"cut before its checksum", "gzip", whole.substr(0, whole.size() - 8)},
      {"a byte changed", "gzip", whole.substr(0, 40) + char(whole[40] ^ 0x55) + whole.substr(41)},
      {"64 MiB of blanks", "gzip", packed(spaces, kGzip)},
      {"64 MiB of blanks, packed twice", "gzip, gzip", packed(packed(spaces, kGzip), kGzip)},
      {"something behind it", "deflate", packed(kGrant, kZlib) + "x"},
      {"a member cut behind a whole one", "gzip", whole + whole.substr(0, 30)},
      {"a byte", "gzip", "{"},
      {"a coding nobody knows", "sdch", std::string(kGrant)},
      {"packed four times", "gzip, gzip, gzip, gzip",
       packed(packed(packed(packed(kGrant, kGzip), kGzip), kGzip), kGzip)},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const auto answer = answer_in(c.coding, c.body);
    REQUIRE(!answer);
    CHECK(answer.failure().kind == Failure::Kind::MaybeSent);
  }
}

TEST_CASE("a roster that comes packed is read as it is unpacked") {
  const Event event{.id = "12345678", .name = "Monthly Member Webinar"};
  std::vector<Registration> guests;
  for (int i = 0; i < 5000; ++i) guests.push_back({.id = std::to_string(i), .code = "EVT-AAAAAAAAAAAA"});
  const std::string body = wire::write_details(event, guests);
  for (const auto& [coding, around] : {std::pair("gzip", kGzip), std::pair("deflate", kRaw)}) {
    CAPTURE(coding);
    Loopback server(
        always(http_answer(200, packed(body, around), std::string("Content-Encoding: ") + coding + "\r\n")));
    Client client(server.url());
    std::size_t rows = 0;
    const auto head = client.portal->roster(
        event.name, [&](Registration&&) { ++rows; }, seconds(5));
    REQUIRE(head);
    CHECK(rows == 5000);
    CHECK(server.requests()[0].find("Accept-Encoding: gzip\r\n") != std::string::npos);
  }
}
