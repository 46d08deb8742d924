#include "crm_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace usher::sandbox {
namespace {

// HubSpot allows about 100 calls in ten seconds, which others of the account use as well.
constexpr milliseconds kPace{150};
constexpr int kMostTries = 6;
constexpr std::size_t kMostBytes = 16 * 1024 * 1024;

bool is_loopback_url(const std::string& url) {
  for (const char* host : {"http://127.", "http://localhost", "http://[::1]"}) {
    if (!url.starts_with(host)) continue;
    // "http://localhost.example.com" is somewhere else, and so is what follows an @.
    if (url.find('@') != std::string::npos) return false;
    const std::size_t end = url.find_first_of(":/", std::string("http://").size());
    const std::string name = url.substr(7, end == std::string::npos ? end : end - 7);
    return name == "localhost" || url.starts_with("http://[::1]") ||
           name.find_first_not_of("0123456789.") == std::string::npos;
  }
  return false;
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& text = *static_cast<std::string*>(into);
  if (text.size() + size * count > kMostBytes) return 0;
  text.append(bytes, size * count);
  return size * count;
}

}  // namespace

struct CrmClient::Wire {
  CURL* curl = curl_easy_init();
  curl_slist* headers = nullptr;
  std::string url;
  bool is_far = true;

  ~Wire() {
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
  }
  void add_header(const std::string& line) { headers = curl_slist_append(headers, line.c_str()); }
};

CrmClient::CrmClient(const std::string& url, const std::string& token) : wire_(std::make_unique<Wire>()) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!ready || wire_->curl == nullptr) throw std::runtime_error("sandbox: libcurl cannot be started");
  const bool is_near = is_loopback_url(url);
  if (!is_near && !url.starts_with("https://")) {
    throw std::runtime_error("seed: the URL must begin with https://, or be a sandbox on this machine: " +
                             url);
  }
  if (token.find_first_of("\r\n") != std::string::npos)
    throw std::runtime_error("seed: the token has a line break");
  wire_->url = url;
  while (wire_->url.ends_with("/")) wire_->url.pop_back();
  wire_->is_far = !is_near;
  wire_->add_header("Authorization: Bearer " + token);
  wire_->add_header("Content-Type: application/json");
  wire_->add_header("Expect:");
}

CrmClient::~CrmClient() = default;

Result<CrmClient::Answer, std::string> CrmClient::call(const std::string& method, const std::string& path,
                                                       const Json& body, bool repeatable) {
  CURL* curl = wire_->curl;
  const std::string sent = body.is_null() ? std::string() : written(body);
  std::string trouble;
  for (int attempt = 1; attempt <= kMostTries; ++attempt) {
    std::string got;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, (wire_->url + path).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, wire_->headers);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
    if (!sent.empty()) {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent.size()));
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, sent.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got);
    // The token goes to the host that was named, and nowhere else.
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    const CURLcode code = curl_easy_perform(curl);
    if (wire_->is_far) std::this_thread::sleep_for(kPace);

    long status = 0;
    curl_off_t wait = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    if (code == CURLE_OK && status < 500 && status != 429) {
      Json json = Json::parse(got, nullptr, false);
      if (json.is_discarded() && status != 204) {
        return method + " " + path + " was answered with status " + std::to_string(status) +
               " and no JSON; is this HubSpot's API?";
      }
      return Answer{.status = static_cast<int>(status),
                    .body = json.is_discarded() ? Json() : std::move(json)};
    }
    trouble = code != CURLE_OK ? curl_easy_strerror(code) : "status " + std::to_string(status);
    // 429 says that nothing was done. After anything else, only what is harmless is done again.
    const bool may_repeat = repeatable || status == 429 || code == CURLE_COULDNT_CONNECT;
    if (!may_repeat || attempt == kMostTries) break;
    const auto pause = wait > 0 ? seconds(std::min<curl_off_t>(wait, 15)) : seconds(attempt < 3 ? 1 : 3);
    std::this_thread::sleep_for(pause);
  }
  return method + " " + path + " failed: " + trouble;
}

Json CrmClient::must(const std::string& method, const std::string& path, const Json& body, bool repeatable,
                     Want want) {
  const auto answer = call(method, path, body, repeatable);
  if (!answer) throw CrmRefusal(answer.failure());
  const bool partly = answer->status == 207 && answer->body.contains("errors");
  if (answer->status >= 400 || (partly && want == Want::All)) {
    throw CrmRefusal(refusal(method + " " + path, *answer));
  }
  return answer->body;
}

std::string CrmClient::refusal(const std::string& what, const Answer& answer) {
  const Json& body = answer.body;
  std::string message = body.is_object() ? body.value("message", std::string()) : std::string();
  if (message.empty() && body.is_object() && body.contains("errors")) message = written(body["errors"]);
  return what + " was refused with status " + std::to_string(answer.status) + ": " + message;
}

}  // namespace usher::sandbox
