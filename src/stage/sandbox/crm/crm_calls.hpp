#pragma once

#include <set>
#include <span>
#include <string>

#include "stage/sandbox/http/http_message.hpp"
#include "stage/sandbox/http/json_body.hpp"
#include "stage/sandbox/store/books.hpp"

namespace usher::sandbox {

/// One call below a resource: /crm/v3/objects/contacts/17 is the resource "objects" with the words
/// "contacts" and "17".
struct CrmCall {
  Books& books;
  const Request& request;
  std::span<const std::string> words;

  bool is(std::string_view method) const { return request.method == method; }
  std::string query(const char* name) const;
  std::set<std::string> query_list(const char* name) const;
};

Response crm_schemas(const CrmCall& call);
Response crm_properties(const CrmCall& call);
Response crm_objects(const CrmCall& call);
Response crm_search(const CrmCall& call, Kind kind, const Json& body);
/// /crm/v4/associations/{from}/{to}/…
Response crm_associations(const CrmCall& call);
/// /crm/v4/objects/{from}/{id}/associations/{to}/…
Response crm_object_associations(const CrmCall& call);

/// As HubSpot writes its errors: a message, a category, and a number by which support would find it.
Response crm_error(int status, const std::string& category, const std::string& message, Json more = {});
/// 400, for a request that cannot be understood.
Response crm_wrong(const std::string& message);
Response crm_not_found(const CrmCall& call);
Response crm_bad_type(const std::string& word);

/// The body of a call, or the 400 that says what is wrong with it.
std::optional<Json> crm_body(const CrmCall& call, Response& refusal);

/// What a client may write: known names, values of the property's type, in the form the books keep. A refusal
/// when it is not.
std::optional<Response> read_properties(const Schema& schema, const Json& given, Fields& fields);
/// One value as its property keeps it; nothing when it is none of its type.
std::optional<std::string> normalised(const Property& property, const std::string& text);

/// An object as HubSpot shows it: the properties asked for, and the three of its own.
Json shown_object(const Record& record, const std::set<std::string>& wanted);
std::set<std::string> default_properties(Kind kind);

/// {"status":"COMPLETE","results":…}, with the errors of a batch that was done in part.
Response batch_answer(const Books& books, Json results, const Json& errors, int status);

/// Links one object of a pair to another as `types` say. Nothing on success.
std::optional<Response> join_typed(Books& books, Kind from, Id from_id, Kind to, Id to_id, const Json& types,
                                   Json* labels);

}  // namespace usher::sandbox
