#include "fault_kinds.hpp"

#include <algorithm>
#include <iterator>

#include "stage/sandbox/http/json_body.hpp"

namespace usher::sandbox {
namespace {

milliseconds within_reason(long long ms) {
  return milliseconds(std::clamp(ms, 0LL, 600'000LL));
}

Response plain_error(int status, const std::string& sentence) {
  return answered({{"error", sentence}}, status);
}

/// What a hotel's network says instead of a portal.
Response captive_portal() {
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body =
      "<!doctype html>\n<html><head><title>Welcome to our Wi-Fi</title></head>"
      "<body><h1>Welcome</h1><p>Please accept the terms to go on.</p></body></html>\n";
  return response;
}

void latency(const Fault& fault, double luck, Trouble& trouble) {
  const auto jitter = static_cast<long long>(luck * static_cast<double>(std::max(fault.jitter_ms, 0LL)));
  (fault.after ? trouble.delay_after : trouble.delay_before) += within_reason(fault.ms + jitter);
}
void drop_before(const Fault&, double, Trouble& trouble) {
  trouble.drop_before = true;
}
void drop_after(const Fault&, double, Trouble& trouble) {
  trouble.drop_after = true;
}
void cut(const Fault& fault, double, Trouble& trouble) {
  trouble.cut_after = static_cast<std::size_t>(fault.bytes > 0 ? fault.bytes : 40);
}
void html(const Fault& fault, double, Trouble& trouble) {
  (fault.after ? trouble.instead_after : trouble.instead_before) = captive_portal();
}
void redirect(const Fault& fault, double, Trouble& trouble) {
  Response response = plain_error(fault.status >= 300 && fault.status < 400 ? fault.status : 302, "Moved");
  response.headers.emplace_back("Location",
                                fault.location.empty() ? "http://login.example.net/" : fault.location);
  trouble.instead_before = response;
}
void rate_limit(const Fault& fault, double, Trouble& trouble) {
  Response response = answered({{"status", "error"},
                                {"error", "Too many requests"},
                                {"message", "You have reached your secondly limit."},
                                {"errorType", "RATE_LIMIT"},
                                {"policyName", "SECONDLY"}},
                               429);
  if (!fault.retry_after.empty()) response.headers.emplace_back("Retry-After", fault.retry_after);
  trouble.instead_before = response;
}
void error_before(const Fault& fault, double, Trouble& trouble) {
  trouble.instead_before = plain_error(fault.status, "Internal server error");
}
void error_after(const Fault& fault, double, Trouble& trouble) {
  trouble.instead_after = plain_error(fault.status, "Internal server error");
}
void drip(const Fault& fault, double, Trouble& trouble) {
  trouble.drip_bytes = static_cast<std::size_t>(std::clamp(fault.bytes, 1LL, 65'536LL));
  trouble.drip_pause = within_reason(fault.ms > 0 ? fault.ms : 50);
}
void oversized(const Fault& fault, double, Trouble& trouble) {
  trouble.padding =
      static_cast<std::size_t>(std::clamp(fault.bytes > 0 ? fault.bytes : 1'048'576LL, 1LL, 1LL << 28));
}
void malformed(const Fault&, double, Trouble& trouble) {
  trouble.malformed = true;
}
void unlicensed(const Fault&, double, Trouble& trouble) {
  trouble.standing.licensed = false;
}
void unauthorised(const Fault&, double, Trouble& trouble) {
  trouble.standing.authorised = false;
}
void clock_offset(const Fault& fault, double, Trouble& trouble) {
  trouble.clock_offset += seconds(std::clamp(fault.seconds, -4'000'000'000LL, 4'000'000'000LL));
}
void index_lag(const Fault& fault, double, Trouble& trouble) {
  trouble.index_lag = within_reason(std::clamp(fault.seconds, 0LL, 600LL) * 1000 + fault.ms);
}

struct FaultKind {
  std::string_view name;
  void (*apply)(const Fault&, double, Trouble&);
};
constexpr FaultKind kFaultKinds[] = {
    {"latency", latency},
    {"drop_before", drop_before},
    {"drop_after", drop_after},
    {"cut", cut},
    {"html", html},
    {"redirect", redirect},
    {"rate_limit", rate_limit},
    {"error_before", error_before},
    {"error_after", error_after},
    {"drip", drip},
    {"oversized", oversized},
    {"malformed", malformed},
    {"unlicensed", unlicensed},
    {"unauthorised", unauthorised},
    {"clock_offset", clock_offset},
    {"index_lag", index_lag},
};

const FaultKind* kind_named(const std::string& name) {
  const auto* found = std::ranges::find(kFaultKinds, name, &FaultKind::name);
  return found == std::end(kFaultKinds) ? nullptr : found;
}

/// Whatever is put into a header keeps to one line.
std::string one_line(std::string text) {
  std::erase_if(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x20; });
  return text;
}

/// Sets one member; false when it is unknown or of another type.
bool set_member(Fault& fault, const std::string& name, const Json& value) {
  struct Number {
    std::string_view name;
    long long Fault::*member;
  };
  static constexpr Number kNumbers[] = {{"skip", &Fault::skip},
                                        {"ms", &Fault::ms},
                                        {"jitter_ms", &Fault::jitter_ms},
                                        {"seconds", &Fault::seconds},
                                        {"bytes", &Fault::bytes}};
  for (const Number& number : kNumbers) {
    if (number.name != name) continue;
    if (!value.is_number_integer()) return false;
    fault.*number.member = value.get<long long>();
    return true;
  }
  if (name == "fault" || name == "endpoint" || name == "location") {
    if (!value.is_string()) return false;
    (name == "fault"      ? fault.fault
     : name == "endpoint" ? fault.endpoint
                          : fault.location) = one_line(value.get<std::string>());
  } else if (name == "count") {
    if (!value.is_null() && !value.is_number_integer()) return false;
    if (!value.is_null()) fault.count = value.get<long long>();
  } else if (name == "probability") {
    if (!value.is_number()) return false;
    fault.probability = value.get<double>();
  } else if (name == "status") {
    if (!value.is_number_integer()) return false;
    fault.status = static_cast<int>(std::clamp(value.get<long long>(), 200LL, 599LL));
  } else if (name == "after") {
    if (!value.is_boolean()) return false;
    fault.after = value.get<bool>();
  } else if (name == "retry_after") {
    if (!value.is_string() && !value.is_number()) return false;
    fault.retry_after = one_line(value.is_string() ? value.get<std::string>() : value.dump());
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> read_faults(std::string_view json, std::vector<Fault>& faults,
                                       unsigned long long& seed) {
  std::string complaint;
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  const bool is_list = first != std::string_view::npos && json[first] == '[';
  const auto read =
      read_object(is_list ? R"({"faults":)" + std::string(json) + "}" : std::string(json), complaint);
  if (!read) return complaint;
  for (const auto& [name, value] : read->items()) {
    if (name == "seed" && value.is_number_unsigned()) {
      seed = value.get<unsigned long long>();
    } else if (name != "faults" || !value.is_array()) {
      return "A fault list has a number \"seed\" and a list \"faults\", and not \"" + name + "\"";
    }
  }
  const auto list = read->find("faults");
  if (list == read->end()) return "There is no list \"faults\"";
  for (const Json& item : *list) {
    if (!item.is_object()) return "Each of \"faults\" must be an object";
    Fault fault;
    for (const auto& [name, value] : item.items()) {
      if (!set_member(fault, name, value)) return "A fault has no \"" + name + "\" with such a value";
    }
    if (kind_named(fault.fault) == nullptr) {
      std::string known;
      for (const FaultKind& kind : kFaultKinds) known += (known.empty() ? "" : ", ") + std::string(kind.name);
      return "There is no fault \"" + fault.fault + "\"; there are " + known;
    }
    fault.chance.seed(seed * 1'000'003 + faults.size());
    faults.push_back(std::move(fault));
  }
  return std::nullopt;
}

void apply(const Fault& fault, double luck, Trouble& trouble) {
  if (const FaultKind* kind = kind_named(fault.fault)) kind->apply(fault, luck, trouble);
}

}  // namespace usher::sandbox
