#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "usher/stage/sandbox/sandbox.hpp"
#include "wire.hpp"

/// Short ways to speak to a portal by hand, whoever carries the bytes.
class PortalHand {
 public:
  using Json = nlohmann::json;

  virtual ~PortalHand() = default;
  virtual wire::Reply call(const std::string& method, const std::string& path, const std::string& body = {},
                           const std::string& headers = {}) = 0;

  std::string type(const std::string& name);

  /// The Events API; portalId is put in unless the body has one.
  wire::Reply post(const std::string& endpoint, Json body);
  Json posted(const std::string& endpoint, const Json& body);  ///< whatever the status
  /// The CRM API with the token.
  wire::Reply crm(const std::string& method, const std::string& path, const Json& body = nullptr);

  /// Made over the CRM API; the new id.
  std::string event(Json properties);
  /// A registration of an event, confirmed and free unless told otherwise.
  std::string registration(const std::string& event, Json properties);
  std::string contact(const Json& properties);
  int link_type(const std::string& from, const std::string& to, const std::string& label);
  void link(const std::string& from, const std::string& to, const std::string& label,
            const std::string& from_id, const std::string& to_id);
  Json object(const std::string& type, const std::string& id, const std::string& properties);

  /// POST /sandbox/faults: these from now on, in place of all others.
  void faults(const Json& list);
  Json log();
};

/// A sandbox of the test's own, in this process, asked by bare sockets.
struct TestPortal : PortalHand {
  explicit TestPortal(const usher::SandboxOptions& options = {.empty = true}) : sandbox(options) {}

  wire::Reply call(const std::string& method, const std::string& path, const std::string& body = {},
                   const std::string& headers = {}) override {
    return wire::call(sandbox.port(), method, path, body, headers);
  }

  usher::Sandbox sandbox;
};

/// "EVT-" and twelve letters from a short word: "EVT-GUEST0000000" of "GUEST".
std::string code_of(const std::string& word);
