#include <algorithm>
#include <charconv>
#include <iterator>

#include "crm_calls.hpp"
#include "stage/sandbox/store/search.hpp"

namespace usher::sandbox {
namespace {

// HubSpot's own limits of a search.
constexpr std::size_t kMostGroups = 5, kMostFilters = 6, kMostTogether = 18;
constexpr long long kMostLimit = 200, kLastResult = 10'000;
constexpr std::size_t kMostValues = 100;

struct Operator {
  std::string_view word;
  Filter::Op op;
  int values;  ///< how many it takes; -1: a list
};
constexpr Operator kOperators[] = {
    {"EQ", Filter::Op::Eq, 1},
    {"NEQ", Filter::Op::Neq, 1},
    {"LT", Filter::Op::Lt, 1},
    {"LTE", Filter::Op::Lte, 1},
    {"GT", Filter::Op::Gt, 1},
    {"GTE", Filter::Op::Gte, 1},
    {"BETWEEN", Filter::Op::Between, 2},
    {"IN", Filter::Op::In, -1},
    {"NOT_IN", Filter::Op::NotIn, -1},
    {"HAS_PROPERTY", Filter::Op::Has, 0},
    {"NOT_HAS_PROPERTY", Filter::Op::HasNot, 0},
    {"CONTAINS_TOKEN", Filter::Op::Contains, 1},
    {"NOT_CONTAINS_TOKEN", Filter::Op::ContainsNot, 1},
};

/// A value to compare with, in the form in which the books keep the property.
std::optional<std::string> comparable(const Schema& schema, const std::string& name, const Json& value) {
  if (!value.is_string() && !value.is_number() && !value.is_boolean()) return std::nullopt;
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (const Property* property = find_property(schema, name)) {
    // An option that does not exist is found nowhere; that is no mistake.
    if (property->type == "enumeration" || property->type == "bool") return text;
    return normalised(*property, text);
  }
  if (name == "hs_object_id") return text;
  const auto time = parse_iso8601(text);
  return time ? std::optional(std::to_string(time->time_since_epoch().count())) : std::nullopt;
}

std::optional<Response> read_filter(const Schema& schema, const Json& given, Filter& filter) {
  if (!given.is_object()) return crm_wrong("each of filters must be an object");
  Asked asked(given);
  filter.property = asked.required_text("propertyName");
  const std::string word = asked.required_text("operator");
  if (asked.wrong()) return crm_wrong(asked.complaint());
  if (searchable_column(schema, filter.property).empty()) {
    return crm_wrong("There was a problem with the request: property " + filter.property + " does not exist");
  }
  const auto* known = std::ranges::find(kOperators, word, &Operator::word);
  if (known == std::end(kOperators)) return crm_wrong("operator " + word + " is not one of HubSpot's");
  filter.op = known->op;

  Json values = Json::array();
  if (known->values == -1) {
    if (!given.contains("values") || !given["values"].is_array() || given["values"].empty() ||
        given["values"].size() > kMostValues) {
      return crm_wrong("operator " + word + " needs \"values\", an array of 1 to 100");
    }
    values = given["values"];
  } else {
    if (known->values > 0) values.push_back(given.contains("value") ? given["value"] : Json());
    if (known->values > 1) values.push_back(given.contains("highValue") ? given["highValue"] : Json());
  }
  for (const Json& value : values) {
    auto text = comparable(schema, filter.property, value);
    if (!text) return crm_wrong("operator " + word + " on " + filter.property + " has no value that fits it");
    filter.values.push_back(std::move(*text));
  }
  return std::nullopt;
}

std::optional<Response> read_groups(const Schema& schema, const Json& body, Search& search) {
  Json groups = Json::array();
  if (const auto given = body.find("filterGroups"); given != body.end() && !given->is_null()) groups = *given;
  // The short form, one group.
  if (const auto given = body.find("filters"); given != body.end() && given->is_array() && !given->empty()) {
    groups.push_back({{"filters", *given}});
  }
  if (!groups.is_array() || groups.size() > kMostGroups)
    return crm_wrong("filterGroups must be an array of at most 5");
  std::size_t together = 0;
  for (const Json& group : groups) {
    if (!group.is_object() || !group.contains("filters") || !group["filters"].is_array()) {
      return crm_wrong("each of filterGroups must be an object with an array \"filters\"");
    }
    std::vector<Filter> filters;
    for (const Json& given : group["filters"]) {
      if (auto refusal = read_filter(schema, given, filters.emplace_back())) return refusal;
    }
    together += filters.size();
    if (filters.size() > kMostFilters || together > kMostTogether) {
      return crm_wrong("a search has at most 6 filters in a group and 18 in all");
    }
    if (!filters.empty()) search.groups.push_back(std::move(filters));
  }
  return std::nullopt;
}

/// "name", "-name" or {"propertyName": "name", "direction": "DESCENDING"}.
std::optional<Response> read_sort(const Schema& schema, const Json& body, Search& search) {
  const auto sorts = body.find("sorts");
  if (sorts == body.end() || sorts->is_null()) return std::nullopt;
  if (!sorts->is_array() || sorts->size() > 1) return crm_wrong("sorts must be an array of at most 1");
  if (sorts->empty()) return std::nullopt;
  const Json& sort = sorts->front();
  if (sort.is_string()) {
    search.sort = sort.get<std::string>();
    search.descending = search.sort.starts_with("-");
    if (search.descending) search.sort.erase(0, 1);
  } else if (sort.is_object()) {
    Asked asked(sort);
    search.sort = asked.required_text("propertyName");
    search.descending = asked.text("direction").value_or("ASCENDING") == "DESCENDING";
    if (asked.wrong()) return crm_wrong(asked.complaint());
  }
  if (searchable_column(schema, search.sort).empty()) return crm_wrong("cannot sort by " + search.sort);
  return std::nullopt;
}

}  // namespace

Response crm_search(const CrmCall& call, Kind kind, const Json& body) {
  const Schema& schema = schema_of(kind);
  Search search{.kind = kind};
  if (auto refusal = read_groups(schema, body, search)) return *refusal;
  if (auto refusal = read_sort(schema, body, search)) return *refusal;
  Asked asked(body);
  search.text = asked.text("query").value_or("");
  const auto number = [&](const char* name, long long otherwise) {
    const std::string text = asked.text(name, true).value_or("");
    long long value = text.empty() ? otherwise : -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  const long long limit = number("limit", 10), after = number("after", 0);
  if (asked.wrong()) return crm_wrong(asked.complaint());
  if (limit < 0 || limit > kMostLimit) return crm_wrong("limit must be from 0 to 200");
  if (after < 0 || after + limit > kLastResult)
    return crm_wrong("a search reaches 10,000 results and no further");
  search.limit = static_cast<int>(limit);
  search.offset = static_cast<int>(after);

  std::set<std::string> wanted;
  if (const auto names = body.find("properties"); names != body.end() && names->is_array()) {
    for (const Json& name : *names) {
      if (name.is_string()) wanted.insert(name.get<std::string>());
    }
  }
  if (wanted.empty()) wanted = default_properties(kind);

  const Found found = search_index(call.books, search);
  Json results = Json::array();
  for (const Record& record : found.records) results.push_back(shown_object(record, wanted));
  Json json{{"total", found.total}, {"results", results}};
  const long long next = after + static_cast<long long>(found.records.size());
  if (next < found.total && !found.records.empty())
    json["paging"] = {{"next", {{"after", std::to_string(next)}}}};
  return answered(json);
}

}  // namespace usher::sandbox
