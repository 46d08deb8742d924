#include "desk/journal/records.hpp"

#include <doctest/doctest.h>

#include "usher/core/enumerators.hpp"

using namespace usher;

namespace {

template <class Enum>
std::vector<Enum> all_of_them() {
  std::vector<Enum> all;
  for (std::size_t i = 0; i < kCountOf<Enum>; ++i) all.push_back(static_cast<Enum>(i));
  return all;
}

/// Writes each enumerator and reads it back; then the number behind the last, which no version of ours has
/// written.
template <class Record, class Unpack, class Enum>
void goes_and_comes_back(Record record, Enum Record::*member, const Unpack& unpack) {
  for (const Enum value : all_of_them<Enum>()) {
    record.*member = value;
    const auto read = unpack(packed(record));
    REQUIRE(read);
    CHECK(*read.*member == value);
  }
  record.*member = Enum::kCount;
  CHECK_FALSE(unpack(packed(record)));
  record.*member = static_cast<Enum>(-1);
  CHECK_FALSE(unpack(packed(record)));
}

/// A record in which somebody else wrote `to` where we wrote `from`, with the checksum that belongs to it.
std::string rewritten(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  const std::size_t summed = text.rfind('\x1f') + 1;
  std::uint64_t sum = 14695981039346656037ULL;
  for (const char c : text.substr(0, summed)) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  sum ^= sum >> 29U;
  for (std::size_t i = 16; i-- > 0; sum >>= 4U) text[summed + i] = "0123456789abcdef"[sum & 15U];
  return text;
}

}  // namespace

TEST_CASE("every enumerator of a presentation is read back, and an unknown one is damage") {
  goes_and_comes_back(Presentation{}, &Presentation::source, unpack_presentation);
  goes_and_comes_back(Presentation{}, &Presentation::verdict, unpack_presentation);
  goes_and_comes_back(Presentation{}, &Presentation::basis, unpack_presentation);
  goes_and_comes_back(Presentation{}, &Presentation::recorded, unpack_presentation);
}

TEST_CASE("every state and reckoning of a check-in is read back, and an unknown one is damage") {
  goes_and_comes_back(CheckIn{}, &CheckIn::state, unpack_check_in);
  for (const Reckoning reckoning : all_of_them<Reckoning>()) {
    CheckIn row;
    row.reckoning = reckoning;
    const auto read = unpack_check_in(packed(row));
    REQUIRE(read);
    CHECK(read->reckoning == reckoning);
  }
  CheckIn row;
  CHECK_FALSE(unpack_check_in(packed(row))->reckoning);
  row.reckoning = Reckoning::kCount;
  CHECK_FALSE(unpack_check_in(packed(row)));
}

TEST_CASE("every reason is read back, the last as well as the first") {
  for (const Reason reason : all_of_them<Reason>()) {
    Presentation record;
    record.reasons = {reason, Reason::PaymentPending};
    const auto read = unpack_presentation(packed(record));
    REQUIRE(read);
    CHECK(read->reasons == record.reasons);
  }
}

TEST_CASE("a reason that this program does not know is damage, not a presentation with a reason less") {
  Presentation record;
  record.reasons = {Reason::PaymentPending, Reason::WasNoShow};
  const std::string text = packed(record);
  CHECK(unpack_presentation(rewritten(text, "was_no_show", "was_no_show")));
  CHECK_FALSE(unpack_presentation(rewritten(text, "was_no_show", "was_no_chow")));
}

TEST_CASE("more reasons than a record has room for are cut between two, not within one") {
  Presentation record;
  record.reasons = all_of_them<Reason>();
  const auto read = unpack_presentation(packed(record));
  REQUIRE(read);
  CHECK(read->reasons.size() > 8);
  CHECK(read->reasons.size() < record.reasons.size());
  CHECK(std::equal(read->reasons.begin(), read->reasons.end(), record.reasons.begin()));
}
