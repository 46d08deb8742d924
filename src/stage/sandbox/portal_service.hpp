#pragma once

#include <memory>

#include "faults.hpp"
#include "request_log.hpp"
#include "stage/sandbox/http/http_message.hpp"
#include "stage/sandbox/store/books.hpp"
#include "usher/stage/sandbox/sandbox.hpp"

namespace usher::sandbox {

/// The portal without its wires: requests in, responses out. Any thread may call.
class PortalService {
 public:
  /// Throws std::runtime_error with a sentence when the data or the faults cannot be read.
  PortalService(const SandboxOptions& options, Wall now);

  /// What will go wrong with this request. Counts it against the faults, so ask once.
  Trouble trouble_for(const Request& request);
  /// Does what is asked and commits it, unless the trouble comes before that; writes the log.
  Response answer(const Request& request, const Trouble& trouble, Wall now, std::int64_t connection);

 private:
  Response perform(const Request& request, const Trouble& trouble, Wall now);
  Response desk(const Request& request);  // /sandbox/…
  bool has_token(const Request& request) const;

  SandboxOptions options_;
  Books books_;
  Faults faults_;
  RequestLog log_;
};

}  // namespace usher::sandbox
