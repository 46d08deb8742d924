#pragma once

#include <optional>
#include <string>

#include "crm_calls.hpp"

namespace usher::sandbox {

// One object, as the calls about one and those about a batch of them treat it.

/// By number, or by a property whose values are unique. A refusal where the property is not.
std::optional<Response> locate(Books& books, Kind kind, const std::string& id, const std::string& id_property,
                               std::optional<Record>& found);

/// Creates one object with its links. A refusal undoes the whole call, since its turn is not committed.
Response create_one(Books& books, Kind kind, const Json& input);

Response update_one(Books& books, Kind kind, const std::string& id, const std::string& id_property,
                    const Json& input);

/// POST /crm/v3/objects/{type}/batch/{what}
Response crm_batch(const CrmCall& call, Kind kind, const std::string& what);

}  // namespace usher::sandbox
