#include "crm_api.hpp"

#include "json.hpp"

namespace usher::sandbox {

Response crm_unauthorised() {
  return answered({{"status", "error"},
                   {"message", "Authentication credentials not found."},
                   {"category", "INVALID_AUTHENTICATION"}},
                  401);
}
Response crm_api(Books&, const Request&) {
  return answered({{"status", "error"}, {"message", "not built yet"}}, 501);
}

}  // namespace usher::sandbox
