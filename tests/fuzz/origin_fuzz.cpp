// A configured URL, a Retry-After header: small texts from people and servers.
#include <cstdint>
#include <string>
#include <string_view>

#include "expect.hpp"
#include "portal/retry_after.hpp"
#include "usher/portal/origin.hpp"

using namespace usher;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto wait = parse_retry_after(text, Wall{})) EXPECT(wait->count() >= 1 && wait->count() <= 300);

  const auto origin = Origin::parse(text);
  if (!origin) {
    EXPECT(origin.failure().find("https://") != std::string::npos);  // every refusal names the mend
    return 0;
  }
  const std::string& found = origin->text();
  EXPECT(found.substr(0, 8) == "https://" || found.substr(0, 7) == "http://");
  EXPECT(origin->is_tls() == (found.substr(0, 8) == "https://"));
  EXPECT(found.find('@') == std::string::npos);
  EXPECT(found.find('/', 8) == std::string::npos);
  if (!origin->is_tls()) {
    const std::string rest = found.substr(7);
    EXPECT(rest.substr(0, 4) == "127." || rest.substr(0, 9) == "localhost" || rest.substr(0, 5) == "[::1]");
  }
  // Read again it is the same place.
  const auto again = Origin::parse(found);
  EXPECT(again && again->text() == found);
  return 0;
}
