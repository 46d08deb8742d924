#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json_document.hpp"
#include "usher/core/event.hpp"
#include "usher/core/registration.hpp"

namespace usher::wire {

/// Which of the document's two spellings a record uses.
enum class Spelling { Snake, Camel };

/// A scalar as the portal wrote it, whatever its type; empty for null, for what is absent and for what is no
/// scalar. For what goes back to the portal, or is compared with what it says elsewhere.
std::string exact_text_of(const Json* value);
/// A scalar as text, whatever its type; empty for null, for what is absent and for what is no scalar. Control
/// characters become spaces, and what no property could mean by its length is cut: such text goes to screens,
/// labels and logs.
std::string text_of(const Json* value);
/// `true` or "true"; anything else, "1" and "yes" included, is not.
bool is_true(const Json* value);
bool is_false(const Json* value);
/// There, and not as the portal meant it.
bool is_damaged(const Json* value);

/// Nothing when it has no id.
std::optional<Registration> registration_of(const Json& record, Spelling spelling);
/// Nothing when it has no id or no name.
std::optional<Event> event_of(const Json& record);

}  // namespace usher::wire
