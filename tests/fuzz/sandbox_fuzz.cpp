// The sandbox's request parser and everything behind it: bytes off the wire, an answer, and nothing worse.
#include <cstdint>
#include <string>
#include <string_view>

#include "expect.hpp"
#include "stage/sandbox/http/json_body.hpp"
#include "stage/sandbox/http/request_parser.hpp"
#include "stage/sandbox/portal_service.hpp"

using namespace usher;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // What one input writes, the next may find: a crash is replayed with a corpus, not alone.
  static sandbox::PortalService service({.guests = 3}, Wall(milliseconds(1'800'000'000'000)));
  std::string complaint;
  auto request = sandbox::read_request({reinterpret_cast<const char*>(bytes), size}, complaint);
  if (!request) {
    EXPECT(!complaint.empty());
    return 0;
  }
  // The token is not to be guessed: whoever asks the CRM API here has it.
  if (request->path.substr(0, 4) == "/crm") request->authorization = "Bearer sandbox-token";
  const sandbox::Trouble trouble = service.trouble_for(*request);
  sandbox::Response response = service.answer(*request, trouble, Wall(milliseconds(1'800'000'000'000)), 1);
  if (!trouble.names.empty()) return 0;
  EXPECT(response.status >= 200 && response.status < 500);  // nothing a client says is our mistake
  while (response.remainder && response.remainder(response.body)) {
  }
  if (response.status != 204) EXPECT(sandbox::Json::accept(response.body));
  return 0;
}
