#include "json_document.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "json_text_value.hpp"

namespace usher {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// What a word without quotes may be made of, JSON or not: true, -12.5e3, NaN, -Infinity, 0x1F.
bool is_of_word(char letter) {
  return is_digit(letter) || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
         letter == '+' || letter == '-' || letter == '.' || letter == '_';
}

/// A number as JSON writes it, of any size.
bool is_json_number(std::string_view word) {
  const auto digits = [&] {
    const std::size_t count = std::min(word.size(), word.find_first_not_of("0123456789"));
    word.remove_prefix(count);
    return count;
  };
  if (word.starts_with('-')) word.remove_prefix(1);
  const bool leads_with_zero = word.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (leads_with_zero && whole > 1)) return false;
  if (word.starts_with('.')) {
    word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (word.starts_with('e') || word.starts_with('E')) {
    word.remove_prefix(1);
    if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return word.empty();
}

bool says_the_same(const Json& a, const Json& b) {
  return a.kind == b.kind && a.is_scalar() && a.text == b.text;
}

/// Two values of one name contradict each other; two that are the same do not. Sorted, as an object may have
/// thousands of keys and a guest is waiting.
void damage_doubled(Json& object) {
  std::vector<std::size_t> order(object.keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return object.keys[a] < object.keys[b]; });
  for (std::size_t i = 0; i + 1 < order.size();) {
    std::size_t end = i + 1;
    bool differs = false;
    while (end < order.size() && object.keys[order[end]] == object.keys[order[i]]) {
      differs = differs || !says_the_same(object.items[order[i]], object.items[order[end]]);
      ++end;
    }
    for (std::size_t at = i; differs && at < end; ++at)
      object.items[order[at]] = Json{.kind = Json::Kind::Text, .damaged = true};
    i = end;
  }
}

/// Reads from the first byte to the last, once. As deep in calls as the document is, which has a limit.
class Reader {
 public:
  Reader(std::string_view text, std::size_t depth_limit) : text_(text), depth_left_(depth_limit) {}

  std::optional<Json> document() {
    if (text_.starts_with(kMark)) at_ = kMark.size();
    Json root;
    if (!value(root)) return std::nullopt;
    blanks();
    if (at_ != text_.size()) return std::nullopt;
    return root;
  }

 private:
  void blanks() { at_ = std::min(text_.size(), text_.find_first_not_of(" \t\r\n", at_)); }
  bool next_is(char letter) {
    blanks();
    if (at_ == text_.size() || text_[at_] != letter) return false;
    ++at_;
    return true;
  }

  bool value(Json& into) {
    if (next_is('{')) return nested(into, Json::Kind::Object, '}');
    if (next_is('[')) return nested(into, Json::Kind::Array, ']');
    if (next_is('"')) {
      into.kind = Json::Kind::Text;
      return read_json_text(text_, at_, into.text, into.damaged);
    }
    return word(into);
  }

  bool nested(Json& into, Json::Kind kind, char end) {
    if (depth_left_ == 0) return false;
    --depth_left_;
    into.kind = kind;
    bool whole = next_is(end);
    while (!whole) {
      if (kind == Json::Kind::Object && !key(into)) return false;
      if (!value(into.items.emplace_back())) return false;
      whole = next_is(end);
      if (!whole && !next_is(',')) return false;
    }
    ++depth_left_;
    if (kind == Json::Kind::Object) damage_doubled(into);
    return true;
  }

  bool key(Json& object) {
    if (!next_is('"')) return false;
    bool damaged = false;  // then it is none of the names that we ask for
    return read_json_text(text_, at_, object.keys.emplace_back(), damaged) && next_is(':');
  }

  bool word(Json& into) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_of_word(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word.empty()) return false;
    if (word == "true" || word == "false")
      into.kind = Json::Kind::Boolean;
    else if (is_json_number(word))
      into.kind = Json::Kind::Number;
    else
      return into.damaged = word != "null", true;
    into.text = word;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_left_;
};

}  // namespace

const Json* Json::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i) {
    if (keys[i] == key) return &items[i];
  }
  return nullptr;
}

std::optional<Json> parse_json(std::string_view text, std::size_t depth_limit) {
  return Reader(text, depth_limit).document();
}

}  // namespace usher
