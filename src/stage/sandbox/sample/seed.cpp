#include "usher/stage/sandbox/seed.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "crm_client.hpp"
#include "event_file.hpp"
#include "seed_links.hpp"

namespace usher {
namespace sandbox {
namespace {

std::string lower_email(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

Json properties_of(const Fields& fields) {
  Json json = Json::object();
  for (const auto& [name, value] : fields) json[name] = shown(value);
  return json;
}

class Seeding {
 public:
  Seeding(const SeedOptions& options, const std::function<void(const std::string&)>& say)
      : client_(options.url, options.token), say_(say) {}

  SeedReport run(const EventFile& file) {
    find_types();
    write_event(file.event);
    write_contacts(file);
    const auto registrations = write_registrations(file);
    link(file, registrations);
    return report_;
  }

 private:
  /// Seed document, "Resolving the objectTypeId".
  void find_types() {
    const Json schemas = client_.must("GET", "/crm/v3/schemas", nullptr, true);
    for (const Json& schema : schemas["results"]) {
      types_[schema.value("name", "")] = schema.value("objectTypeId", "");
    }
    for (const char* name : {"events", "event_registrations"}) {
      if (types_[name].empty()) {
        throw CrmRefusal("the portal has no custom object \"" + std::string(name) +
                         "\"; is the Events app installed there?");
      }
    }
    types_["contacts"] = "contacts";
  }

  void write_event(const Fields& event) {
    const std::string path = "/crm/v3/objects/" + types_["events"];
    const auto made = client_.call("POST", path, {{"properties", properties_of(event)}}, false);
    if (!made) throw CrmRefusal(made.failure());
    if (made->status == 409) {
      // Found by its name among the objects themselves: the search index may not know it yet.
      const Json body{
          {"idProperty", "name"}, {"properties", {"name"}}, {"inputs", {{{"id", text_in(event, "name")}}}}};
      const Json found = client_.must("POST", path + "/batch/read", body, true);
      report_.event_id = found["results"].at(0).value("id", "");
      say_("the event is there already, with id " + report_.event_id);
      return;
    }
    if (made->status >= 400) throw CrmRefusal(CrmClient::refusal("POST " + path, *made));
    report_.event_id = made->body.value("id", "");
    report_.event_is_new = true;
    say_("the event has id " + report_.event_id);
  }

  /// Contacts of attendees and purchasers, found by e-mail address or made.
  void write_contacts(const EventFile& file) {
    std::map<std::string, Json> wanted;
    for (const Fields& guest : file.registrations) {
      wanted[lower_email(text_in(guest, "email"))] = {{"email", lower_email(text_in(guest, "email"))},
                                                      {"firstname", text_in(guest, "first_name")},
                                                      {"lastname", text_in(guest, "last_name")}};
    }
    for (const Fields& guest : file.registrations) {
      const std::string email = lower_email(text_in(guest, "purchaser_email"));
      wanted.try_emplace(email, Json{{"email", email}, {"firstname", text_in(guest, "purchaser_name")}});
    }
    std::vector<std::string> emails;
    for (const auto& [email, properties] : wanted) emails.push_back(email);
    for (std::size_t from = 0; from < emails.size(); from += kBatch) {
      const std::vector<std::string> some(
          emails.begin() + static_cast<std::ptrdiff_t>(from),
          emails.begin() + static_cast<std::ptrdiff_t>(std::min(from + kBatch, emails.size())));
      Json inputs = Json::array(), missing = Json::array();
      for (const std::string& email : some) inputs.push_back({{"id", email}});
      const std::string path = "/crm/v3/objects/contacts/batch/";
      const Json which{{"idProperty", "email"}, {"properties", {"email"}}, {"inputs", inputs}};
      // That some are not there is what is asked.
      note_contacts(client_.must("POST", path + "read", which, true, CrmClient::Want::Partly));
      for (const std::string& email : some) {
        if (!contacts_.contains(email)) missing.push_back({{"properties", wanted[email]}});
      }
      if (missing.empty()) continue;
      note_contacts(client_.must("POST", path + "create", {{"inputs", missing}}, false));
      report_.contacts += static_cast<int>(missing.size());
    }
    say_(std::to_string(report_.contacts) + " contacts made, " +
         std::to_string(wanted.size() - static_cast<std::size_t>(report_.contacts)) + " were there");
  }

  void note_contacts(const Json& answer) {
    for (const Json& contact : answer["results"]) {
      contacts_[lower_email(contact["properties"].value("email", ""))] = contact.value("id", "");
    }
  }

  /// The ids of the file's registrations, by code.
  std::map<std::string, std::string> write_registrations(const EventFile& file) {
    std::map<std::string, std::string> ids;
    const std::string path = "/crm/v3/objects/" + types_["event_registrations"];
    const auto note = [&](const Json& answer) {
      for (const Json& registration : answer["results"]) {
        ids[registration["properties"].value("qr_code", "")] = registration.value("id", "");
      }
    };
    for (std::size_t from = 0; from < file.registrations.size(); from += kBatch) {
      const std::size_t to = std::min(from + kBatch, file.registrations.size());
      if (!report_.event_is_new) {
        Json codes = Json::array();
        for (std::size_t at = from; at < to; ++at)
          codes.push_back(text_in(file.registrations[at], "qr_code"));
        note(client_.must(
            "POST", path + "/search",
            {{"filterGroups",
              {{{"filters", {{{"propertyName", "qr_code"}, {"operator", "IN"}, {"values", codes}}}}}}},
             {"properties", {"qr_code"}},
             {"limit", 200}},
            true));
      }
      Json inputs = Json::array();
      for (std::size_t at = from; at < to; ++at) {
        if (ids.contains(text_in(file.registrations[at], "qr_code"))) {
          ++report_.already_there;
        } else {
          inputs.push_back({{"properties", properties_of(file.registrations[at])}});
        }
      }
      if (inputs.empty()) continue;
      note(client_.must("POST", path + "/batch/create", {{"inputs", inputs}}, false));
      report_.registrations += static_cast<int>(inputs.size());
    }
    say_(std::to_string(report_.registrations) + " registrations made, " +
         std::to_string(report_.already_there) + " were there");
    return ids;
  }

  void link(const EventFile& file, std::map<std::string, std::string> ids) {
    LinkPairs of_event, attendees, purchasers;
    std::set<std::pair<std::string, std::string>> registered;
    for (const Fields& guest : file.registrations) {
      const std::string id = ids[text_in(guest, "qr_code")];
      if (id.empty()) throw CrmRefusal("the portal did not give back the id of " + text_in(guest, "qr_code"));
      const std::string attendee = contacts_[lower_email(text_in(guest, "email"))];
      of_event.emplace_back(report_.event_id, id);
      attendees.emplace_back(attendee, id);
      purchasers.emplace_back(contacts_[lower_email(text_in(guest, "purchaser_email"))], id);
      registered.emplace(attendee, report_.event_id);
    }
    const auto link_all = [&](const char* from, const char* to, const char* label, const LinkPairs& pairs) {
      write_links(client_, {.from = types_[from], .to = types_[to], .label = label}, pairs);
      report_.links += static_cast<int>(pairs.size());
      say_(std::to_string(pairs.size()) + " links \"" + label + "\"");
    };
    link_all("events", "event_registrations", "Event Registrations", of_event);
    link_all("contacts", "event_registrations", "Registered Attendee", attendees);
    link_all("contacts", "event_registrations", "Purchaser", purchasers);
    link_all("contacts", "events", "Registered", {registered.begin(), registered.end()});
  }

  CrmClient client_;
  const std::function<void(const std::string&)>& say_;
  std::map<std::string, std::string> types_;
  std::map<std::string, std::string> contacts_;  // id by e-mail address
  SeedReport report_;
};

Result<EventFile, std::string> event_file_at(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) return "cannot read " + path + "; give a file as assets/sandbox/README.md describes it";
  auto file = read_event_file(content.str(), clock_now().wall);
  if (!file) return path + ": " + file.failure();
  return file;
}

}  // namespace
}  // namespace sandbox

std::optional<std::string> complaint_about_event_file(const std::string& path) {
  const auto file = sandbox::event_file_at(path);
  return file ? std::nullopt : std::optional(file.failure());
}

Result<SeedReport, std::string> seed_portal(const SeedOptions& options,
                                            const std::function<void(const std::string&)>& say) {
  const auto file = sandbox::event_file_at(options.event_file);
  if (!file) return "seed: " + file.failure();
  try {
    return sandbox::Seeding(options, say).run(*file);
  } catch (const sandbox::CrmRefusal& refusal) {
    return "seed: " + std::string(refusal.what());
  } catch (const sandbox::Json::exception& odd) {
    return std::string("seed: an answer was not as HubSpot's are: ") + odd.what();
  } catch (const std::runtime_error& broken) {
    return std::string(broken.what());
  }
}

}  // namespace usher
