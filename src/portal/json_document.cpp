#include "json_document.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace usher {
namespace {

using Library = nlohmann::json;

// An event has 38 properties. The search for doubled keys below is quadratic, and a guest is waiting.
constexpr std::size_t kMostKeys = 256;

/// Builds a Json from the events of the parser, so that depth and doubled keys are judged while reading and
/// nothing hostile is ever built first.
class Builder : public nlohmann::json_sax<Library> {
 public:
  explicit Builder(std::size_t depth_limit) : depth_limit_(depth_limit) {}

  bool null() override { return put({}); }
  bool boolean(bool value) override { return put_scalar(Json::Kind::Boolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return put_scalar(Json::Kind::Number, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return put_scalar(Json::Kind::Number, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& digits) override {
    return put_scalar(Json::Kind::Number, digits);
  }
  bool string(string_t& value) override { return put_scalar(Json::Kind::Text, std::move(value)); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Json::Kind::Object); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::Kind::Array); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    Json& object = open_.back();
    if (object.keys.size() >= kMostKeys) return false;
    for (const std::string& known : object.keys) {
      if (known == name) return false;
    }
    object.keys.push_back(std::move(name));
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  Json&& take() { return std::move(root_); }

 private:
  bool put_scalar(Json::Kind kind, std::string text) {
    Json value;
    value.kind = kind;
    value.text = std::move(text);
    return put(std::move(value));
  }
  bool put(Json value) {
    if (open_.empty())
      root_ = std::move(value);
    else
      open_.back().items.push_back(std::move(value));
    return true;
  }
  bool open(Json::Kind kind) {
    if (open_.size() >= depth_limit_) return false;
    open_.emplace_back().kind = kind;
    return true;
  }
  bool close() {
    Json value = std::move(open_.back());
    open_.pop_back();
    return put(std::move(value));
  }

  std::size_t depth_limit_;
  std::vector<Json> open_;  // outermost first
  Json root_;
};

}  // namespace

const Json* Json::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i) {
    if (keys[i] == key) return &items[i];
  }
  return nullptr;
}

std::optional<Json> parse_json(std::string_view text, std::size_t depth_limit) {
  // The library takes a zero byte for the end and reads no further, whatever stands behind it.
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  Builder builder(depth_limit);
  if (!Library::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
  return builder.take();
}

}  // namespace usher
