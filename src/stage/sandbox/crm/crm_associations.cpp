#include <algorithm>
#include <map>

#include "crm_calls.hpp"

namespace usher::sandbox {
namespace {

constexpr std::size_t kMostLinks = 2000;
constexpr std::size_t kPage = 500;

std::vector<LinkView> views_of(Kind from, Kind to) {
  std::vector<LinkView> views;
  for (const Link& link : links()) {
    if (link.from == from && link.to == to) views.push_back({&link, true});
    if (link.from == to && link.to == from) views.push_back({&link, false});
  }
  return views;
}

Json shown_type(const Books& books, const LinkView& view) {
  return {{"category", "USER_DEFINED"},
          {"typeId", view.type_id(books.portal_id())},
          {"label", view.label().empty() ? Json(nullptr) : Json(view.label())}};
}

void join(Books& books, const LinkView& view, Id from, Id to) {
  view.forward ? books.join(view.link->number, from, to) : books.join(view.link->number, to, from);
}
bool part(Books& books, const LinkView& view, Id from, Id to) {
  return view.forward ? books.part(view.link->number, from, to) : books.part(view.link->number, to, from);
}

/// {"id": "17"}, in either of HubSpot's spellings of a number.
std::optional<Id> id_in(const Json& input, const char* name) {
  const auto found = input.find(name);
  if (found == input.end() || !found->is_object()) return std::nullopt;
  Asked asked(*found);
  return parse_id(asked.text("id", true).value_or(""));
}

/// A page of what an object is linked to, and "after" where there is more.
Json linked_page(Books& books, Kind from, Kind to, Id id, Id after, Json& next) {
  const std::vector<LinkView> views = views_of(from, to);
  std::map<Id, Json> ends;
  for (const LinkView& view : views) {
    for (const Id other : books.joined(view.link->number, view.forward, id, after, kPage + 1)) {
      Json& types = ends.try_emplace(other, Json::array()).first->second;
      types.push_back(shown_type(books, view));
    }
  }
  Json results = Json::array();
  for (auto& [other, types] : ends) {
    if (results.size() == kPage) {
      next = results.back()["toObjectId"];
      break;
    }
    // Whatever has a label is associated in the plain way as well.
    if (!types.back()["label"].is_null()) types.push_back(shown_type(books, views.back()));
    results.push_back({{"toObjectId", std::to_string(other)}, {"associationTypes", types}});
  }
  return results;
}

Json error_in_batch(const std::string& sentence) {
  return {{"status", "error"}, {"category", "OBJECT_NOT_FOUND"}, {"message", sentence}};
}

Response batch_create(const CrmCall& call, Kind from, Kind to, const Json& inputs, bool plain) {
  Json results = Json::array(), errors = Json::array();
  for (const Json& input : inputs) {
    // Seed document: "Use the field name from (not _from) or the link is silently dropped".
    if (!input.contains("from")) continue;
    const auto from_id = id_in(input, "from"), to_id = id_in(input, "to");
    if (!from_id || !to_id) return crm_wrong("each input needs from.id and to.id, both numbers");
    if (!call.books.find(from, *from_id) || !call.books.find(to, *to_id)) {
      errors.push_back(error_in_batch("One or both of " + std::to_string(*from_id) + " and " +
                                      std::to_string(*to_id) + " do not exist"));
      continue;
    }
    Json labels = Json::array();
    if (plain) {
      const auto views = views_of(from, to);
      if (views.empty()) return crm_wrong("These two kinds of object are not linked");
      join(call.books, views.back(), *from_id, *to_id);
    } else {
      if (!input.contains("types")) return crm_wrong("each input needs types");
      if (auto refusal = join_typed(call.books, from, *from_id, to, *to_id, input["types"], &labels))
        return *refusal;
    }
    results.push_back({{"fromObjectTypeId", type_id_of(schema_of(from), call.books.portal_id())},
                       {"fromObjectId", std::to_string(*from_id)},
                       {"toObjectTypeId", type_id_of(schema_of(to), call.books.portal_id())},
                       {"toObjectId", std::to_string(*to_id)},
                       {"labels", labels}});
  }
  return batch_answer(call.books, results, errors, 201);
}

Response batch_read(const CrmCall& call, Kind from, Kind to, const Json& inputs) {
  Json results = Json::array(), errors = Json::array();
  for (const Json& input : inputs) {
    Asked asked(input, "inputs.");
    const auto id = parse_id(asked.required_text("id", true));
    const Id after = parse_id(asked.text("after").value_or("")).value_or(0);
    if (asked.wrong() || !id)
      return crm_wrong(asked.wrong() ? asked.complaint() : "inputs.id must be a number");
    Json next;
    const Json linked = linked_page(call.books, from, to, *id, after, next);
    if (linked.empty()) {
      Json error = error_in_batch("No " + std::string(schema_of(to).singular) + " is associated with " +
                                  std::string(schema_of(from).singular) + " " + std::to_string(*id) + ".");
      error["subCategory"] = "crm.associations.NO_ASSOCIATIONS_FOUND";
      error["context"] = {{"fromObjectId", {std::to_string(*id)}}};
      errors.push_back(error);
      continue;
    }
    Json result{{"from", {{"id", std::to_string(*id)}}}, {"to", linked}};
    if (!next.is_null()) result["paging"] = {{"next", {{"after", next}}}};
    results.push_back(result);
  }
  return batch_answer(call.books, results, errors, 200);
}

bool is_named_in(const Json& types, const LinkView& view, const Books& books) {
  return std::any_of(types.begin(), types.end(), [&](const Json& type) {
    const auto number = type.is_object() ? type.find("associationTypeId") : type.end();
    return type.is_object() && number != type.end() && number->is_number_integer() &&
           number->get<int>() == view.type_id(books.portal_id());
  });
}

/// Every link of the pair, or the ones that `types` name.
Response batch_archive(const CrmCall& call, Kind from, Kind to, const Json& inputs, bool by_label) {
  for (const Json& input : inputs) {
    const auto from_id = id_in(input, "from");
    if (!from_id || !input.contains("to")) return crm_wrong("each input needs from.id and to");
    const Json types = input.value("types", Json::array());
    if (by_label && !types.is_array()) return crm_wrong("types must be an array");
    const Json ends = input["to"].is_array() ? input["to"] : Json::array({input["to"]});
    for (const Json& end : ends) {
      const auto to_id = id_in({{"to", end}}, "to");
      if (!to_id) return crm_wrong("to.id must be a number");
      for (const LinkView& view : views_of(from, to)) {
        if (!by_label || is_named_in(types, view, call.books)) part(call.books, view, *from_id, *to_id);
      }
    }
  }
  return Response{.status = 204};
}

}  // namespace

std::optional<Response> join_typed(Books& books, Kind from, Id from_id, Kind to, Id to_id, const Json& types,
                                   Json* labels) {
  if (!types.is_array() || types.empty()) return crm_wrong("types must be an array of at least one");
  for (const Json& type : types) {
    if (!type.is_object()) return crm_wrong("each of types must be an object");
    const auto number = type.find("associationTypeId");
    const bool is_number = number != type.end() && number->is_number_integer();
    const auto view = is_number ? find_link(from, to, number->get<int>(), books.portal_id()) : std::nullopt;
    if (!view) {
      return crm_wrong("associationTypeId " + (number == type.end() ? "" : number->dump()) +
                       " does not link these two kinds of object on this portal; ask for the labels");
    }
    join(books, *view, from_id, to_id);
    if (labels != nullptr && !view->label().empty()) labels->push_back(view->label());
  }
  return std::nullopt;
}

Response crm_associations(const CrmCall& call) {
  if (call.words.size() < 3) return crm_not_found(call);
  const auto from = find_kind(call.words[0], call.books.portal_id());
  const auto to = find_kind(call.words[1], call.books.portal_id());
  if (!from || !to) return crm_bad_type(call.words[from ? 1 : 0]);
  std::string what;
  for (const std::string& word : call.words.subspan(2)) what += (what.empty() ? "" : "/") + word;
  if (what == "labels" && call.is("GET")) {
    Json results = Json::array();
    for (const LinkView& view : views_of(*from, *to)) results.push_back(shown_type(call.books, view));
    return answered({{"results", results}});
  }
  if (!call.is("POST")) return crm_not_found(call);
  Response refusal;
  const auto body = crm_body(call, refusal);
  if (!body) return refusal;
  const auto inputs = body->find("inputs");
  if (inputs == body->end() || !inputs->is_array() || inputs->size() > kMostLinks) {
    return crm_wrong("inputs must be an array of at most 2000 objects");
  }
  for (const Json& input : *inputs) {
    if (!input.is_object()) return crm_wrong("each of inputs must be an object");
  }
  if (what == "batch/create") return batch_create(call, *from, *to, *inputs, false);
  if (what == "batch/associate/default") return batch_create(call, *from, *to, *inputs, true);
  if (what == "batch/read") return batch_read(call, *from, *to, *inputs);
  if (what == "batch/archive") return batch_archive(call, *from, *to, *inputs, false);
  if (what == "batch/labels/archive") return batch_archive(call, *from, *to, *inputs, true);
  return crm_not_found(call);
}

Response crm_object_associations(const CrmCall& call) {
  const auto& words = call.words;
  if (words.size() < 4 || words[2] != "associations") return crm_not_found(call);
  const bool plain = words.size() == 6 && words[3] == "default";
  const auto from = find_kind(words[0], call.books.portal_id());
  const auto to = find_kind(words[plain ? 4 : 3], call.books.portal_id());
  if (!from || !to) return crm_bad_type(words[from ? (plain ? 4U : 3U) : 0U]);
  const auto id = parse_id(words[1]);
  if (!id || !call.books.find(*from, *id))
    return crm_error(404, "OBJECT_NOT_FOUND", "Object not found: " + words[1]);
  if (words.size() == 4 && call.is("GET")) {
    Json next;
    Json json{{"results",
               linked_page(call.books, *from, *to, *id, parse_id(call.query("after")).value_or(0), next)}};
    if (!next.is_null()) json["paging"] = {{"next", {{"after", next}}}};
    return answered(json);
  }
  const auto to_id = parse_id(words.back());
  if ((words.size() != 5 && !plain) || !to_id) return crm_not_found(call);
  if (call.is("DELETE") && !plain) {
    for (const LinkView& view : views_of(*from, *to)) part(call.books, view, *id, *to_id);
    return Response{.status = 204};
  }
  if (!call.is("PUT")) return crm_not_found(call);
  if (!call.books.find(*to, *to_id))
    return crm_error(404, "OBJECT_NOT_FOUND", "Object not found: " + words.back());
  // The body is a bare array here, alone in the whole API.
  const std::string body = R"({"types":)" + (plain ? "[]" : call.request.body) + "}";
  std::string complaint;
  const auto types = read_object(body, complaint);
  if (!types) return crm_wrong("Invalid input JSON: " + complaint);
  Json labels = Json::array();
  if (plain) {
    const auto views = views_of(*from, *to);
    if (views.empty()) return crm_wrong("These two kinds of object are not linked");
    join(call.books, views.back(), *id, *to_id);
  } else if (auto refusal = join_typed(call.books, *from, *id, *to, *to_id, (*types)["types"], &labels)) {
    return *refusal;
  }
  return answered({{"fromObjectTypeId", type_id_of(schema_of(*from), call.books.portal_id())},
                   {"fromObjectId", words[1]},
                   {"toObjectTypeId", type_id_of(schema_of(*to), call.books.portal_id())},
                   {"toObjectId", words.back()},
                   {"labels", labels}},
                  201);
}

}  // namespace usher::sandbox
