#include "portal_service.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "stage/sandbox/crm/crm_api.hpp"
#include "stage/sandbox/events/events_api.hpp"
#include "stage/sandbox/http/json_body.hpp"
#include "stage/sandbox/sample/sample_install.hpp"
#include "usher/core/log.hpp"

namespace usher::sandbox {
namespace {

constexpr std::string_view kDeskPath = "/sandbox/";

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file)
    throw std::runtime_error("sandbox: cannot read the fault list " + path + "; give --faults a JSON file");
  return content.str();
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

std::int64_t number_in(const Request& request, const char* name, std::int64_t otherwise) {
  const auto given = request.query.find(name);
  if (given == request.query.end()) return otherwise;
  std::int64_t number = otherwise;
  std::from_chars(given->second.data(), given->second.data() + given->second.size(), number);
  return number;
}

/// The decision of a check-in, for the log; without reading our own JSON again.
std::string decision_in(const std::string& body) {
  static constexpr std::string_view kKey = R"("accessDecision":")";
  const std::size_t at = body.find(kKey);
  if (at == std::string::npos) return {};
  const std::size_t start = at + kKey.size();
  return body.substr(start, body.find('"', start) - start);
}

/// JSON with more in it than anybody asked for, or with its end missing. Lists too long to hold are spoilt
/// too.
void spoil(Response& response, const Trouble& trouble) {
  if (trouble.padding > 0 && response.body.starts_with("{")) {
    response.body.insert(1, R"("padding":")" + std::string(trouble.padding, 'x') + R"(",)");
  }
  if (!trouble.malformed) return;
  if (response.remainder) {
    response.remainder = [remainder = std::move(response.remainder)](std::string& out) {
      if (remainder(out)) return true;
      out.pop_back();
      return false;
    };
  } else if (!response.body.empty()) {
    response.body.pop_back();
  }
}

}  // namespace

PortalService::PortalService(const SandboxOptions& options, Wall now)
    : options_(options), books_(options.data, options.portal_id) {
  if (options.portal_id.empty() ||
      !std::ranges::all_of(options.portal_id, [](char letter) { return letter >= '0' && letter <= '9'; })) {
    throw std::runtime_error("sandbox: the portal id must be a number, not \"" + options.portal_id +
                             "\"; give --portal digits only");
  }
  if (!options.faults.empty()) {
    if (const auto complaint = faults_.replace(content_of(options.faults))) {
      throw std::runtime_error("sandbox: the fault list " + options.faults + ": " + *complaint);
    }
    books_.set_remembering(faults_.any_lag());
  }
  if (books_.is_new() && !options.empty) {
    Books::Turn turn(books_, now);
    install_sample(books_, std::max(options.guests, 0), now);
    turn.commit();
  }
}

Trouble PortalService::trouble_for(const Request& request) {
  return request.path.starts_with(kDeskPath) ? Trouble() : faults_.meet(request);
}

Response PortalService::answer(const Request& request, const Trouble& trouble, Wall now,
                               std::int64_t connection) {
  if (request.path.starts_with(kDeskPath)) return desk(request);
  Response response;
  try {
    if (trouble.instead_before || trouble.drop_before) {
      response = trouble.instead_before.value_or(Response{.status = 0});
    } else {
      response = perform(request, trouble, now);
    }
  } catch (const std::exception& broken) {
    // Our disk, not the client's fault. The client is told as any server would tell it.
    log_error(broken.what());
    response = answered({{"error", "Internal server error"}}, 500);
  }
  constexpr std::size_t kMostBody = 4096;
  LogEntry entry{.at = now,
                 .method = request.method,
                 .path = request.path,
                 .body = request.body.substr(0, kMostBody),
                 .status = response.status,
                 .faults = trouble.names,
                 .connection = connection,
                 .decision = decision_in(response.body),
                 .answered = !trouble.drop_before && !trouble.drop_after};
  for (const auto& [name, value] : request.query) {
    entry.query += (entry.query.empty() ? "" : "&") + name + "=" + value;
  }
  log_.add(std::move(entry));
  if (trouble.instead_after) return *trouble.instead_after;
  spoil(response, trouble);
  return response;
}

Response PortalService::perform(const Request& request, const Trouble& trouble, Wall now) {
  const bool is_events = request.path.starts_with(kEventsPath);
  const bool is_crm = request.path.starts_with("/crm/") || request.path.starts_with("/crm-object-schemas/");
  if (!is_events && !is_crm)
    return answered(
        {{"error",
          "There is nothing at " + request.path +
              "; there are /apps/events/, /crm/ and, to make trouble, /sandbox/faults and /sandbox/log"}},
        404);
  if (is_crm && !has_token(request)) return crm_unauthorised();
  Books::Turn turn(books_, now, trouble.index_lag);
  Response response = is_events ? events_api(books_, request, trouble.standing) : crm_api(books_, request);
  // A refusal half way leaves nothing behind.
  if (response.status < 400) turn.commit();
  return response;
}

Response PortalService::desk(const Request& request) {
  // Who reaches the sandbox from another machine must know the token to break it or to read what was asked.
  if (!is_loopback(options_.address) && !has_token(request)) {
    return answered({{"error", "The sandbox listens to the network: /sandbox/ needs its bearer token"}}, 401);
  }
  const std::string name = request.path.substr(kDeskPath.size());
  Response response;
  if (name == "faults" && request.method == "GET") {
    response.body = faults_.shown();
  } else if (name == "faults" && (request.method == "POST" || request.method == "PUT")) {
    if (const auto complaint = faults_.replace(request.body)) return answered({{"error", *complaint}}, 400);
    books_.set_remembering(faults_.any_lag());
    response.body = faults_.shown();
  } else if (name == "faults" && request.method == "DELETE") {
    faults_.clear();
    response.body = faults_.shown();
  } else if (name == "log" && request.method == "GET") {
    response.body =
        log_.shown(number_in(request, "after", 0),
                   static_cast<std::size_t>(std::max<std::int64_t>(number_in(request, "limit", 1000), 0)));
  } else if (name == "log" && request.method == "DELETE") {
    log_.clear();
    response.body = log_.shown(0, 0);
  } else {
    return answered(
        {{"error", "The sandbox has GET, POST and DELETE /sandbox/faults, GET and DELETE /sandbox/log"}},
        404);
  }
  return response;
}

bool PortalService::has_token(const Request& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view given = request.authorization;
  return given.starts_with(kBearer) && given.substr(kBearer.size()) == options_.token;
}

}  // namespace usher::sandbox
