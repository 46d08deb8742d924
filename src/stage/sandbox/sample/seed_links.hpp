#pragma once

#include <string>
#include <utility>
#include <vector>

#include "crm_client.hpp"

namespace usher::sandbox {

constexpr std::size_t kBatch = 100;  ///< objects or links in one call, HubSpot's limit

using LinkPairs = std::vector<std::pair<std::string, std::string>>;

/// One kind of association: two object types, as their ids or standard names, and the label between them.
struct LinkKind {
  std::string from, to, label;
};

/// Writes each pair of ids as such a link; what is linked already stays so. Throws CrmRefusal.
void write_links(CrmClient& client, const LinkKind& kind, const LinkPairs& pairs);

}  // namespace usher::sandbox
