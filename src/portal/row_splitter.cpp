#include "row_splitter.hpp"

#include <utility>

namespace usher {
namespace {

bool is_json_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

RowSplitter::RowSplitter(std::string rows_key, RowSink sink, Limits limits)
    : rows_key_(std::move(rows_key)), sink_(std::move(sink)), limits_(limits) {}

bool RowSplitter::feed(std::string_view bytes) {
  for (const char letter : bytes) {
    if (broken_) return false;
    broken_ = !step(letter);
  }
  return !broken_;
}

bool RowSplitter::step(char letter) {
  switch (place_) {
    case Place::Before:
      if (mark_ < kByteOrderMark.size() && letter == kByteOrderMark[mark_]) return ++mark_, true;
      if (mark_ != 0 && mark_ != kByteOrderMark.size()) return false;
      if (is_json_blank(letter)) return mark_ = kByteOrderMark.size(), true;  // no mark after the first blank
      if (letter != '{') return false;
      place_ = Place::Beside;
      depth_ = 1;
      return keep(letter);
    case Place::Beside:
      return step_beside(letter);
    case Place::RowOrEnd:
    case Place::RowNext:
    case Place::AfterRow:
      return step_between_rows(letter);
    case Place::InRow:
    case Place::InScalarRow:
      return step_in_row(letter);
    case Place::After:
      return is_json_blank(letter);
  }
  return false;
}

void RowSplitter::step_in_string(char letter) {
  if (escaped_)
    escaped_ = false;
  else if (letter == '\\')
    escaped_ = true;
  else if (letter == '"')
    in_string_ = false;
}

bool RowSplitter::step_beside(char letter) {
  if (!keep(letter)) return false;
  if (in_string_) {
    step_in_string(letter);
    if (in_string_ && depth_ == 1) word_ += letter;
    return true;
  }
  switch (letter) {
    case '"':
      in_string_ = true;
      if (depth_ == 1) word_.clear();
      return true;
    case ':':
      if (depth_ == 1) key_ = word_;
      return true;
    case ',':
      if (depth_ == 1) key_.clear();
      return true;
    case '[':
      if (depth_ == 1 && key_ == rows_key_) {
        place_ = Place::RowOrEnd;
        return true;
      }
      ++depth_;
      return true;
    case '{':
      ++depth_;
      return true;
    case ']':
    case '}':
      if (--depth_ == 0) place_ = Place::After;
      return true;
    default:
      return true;
  }
}

bool RowSplitter::step_between_rows(char letter) {
  if (is_json_blank(letter)) return true;
  if (letter == ']') {
    if (place_ == Place::RowNext) return false;
    place_ = Place::Beside;
    // Should the same key come again, its rows are handed over too, and the doubled key makes the rest
    // unreadable.
    key_.clear();
    return keep(letter);
  }
  if (place_ == Place::AfterRow) {
    place_ = Place::RowNext;
    return letter == ',';
  }
  const bool begins_no_value = static_cast<unsigned char>(letter) >= 0x80;
  if (letter == ',' || letter == '}' || letter == ':' || begins_no_value) return false;

  row_.clear();
  depth_ = 0;
  const bool is_scalar = letter != '{' && letter != '[' && letter != '"';
  place_ = is_scalar ? Place::InScalarRow : Place::InRow;
  return step_in_row(letter);
}

bool RowSplitter::step_in_row(char letter) {
  if (place_ == Place::InScalarRow) {
    if (letter != ',' && letter != ']' && !is_json_blank(letter)) return keep_of_row(letter), true;
    return finish_row() && step_between_rows(letter);
  }
  keep_of_row(letter);
  if (in_string_) {
    step_in_string(letter);
  } else if (letter == '"') {
    in_string_ = true;
  } else if (letter == '{' || letter == '[') {
    ++depth_;
  } else if (letter == '}' || letter == ']') {
    --depth_;
  }
  return in_string_ || depth_ > 0 || finish_row();
}

bool RowSplitter::keep(char letter) {
  rest_ += letter;
  return rest_.size() <= limits_.rest;
}

void RowSplitter::keep_of_row(char letter) {
  // One byte over the limit is cut off, which leaves a row that is no JSON: counted, named, and never
  // adopted.
  if (row_.size() < limits_.row) row_ += letter;
}

bool RowSplitter::finish_row() {
  place_ = Place::AfterRow;
  depth_ = 1;
  sink_(row_);
  return true;
}

}  // namespace usher
