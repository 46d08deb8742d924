#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace usher {

/// Cuts the rows out of one long JSON document as its bytes arrive, holding one row at a time: the elements
/// of the array that the outermost object has under `rows_key`. Everything else is kept, so that the document
/// without its rows can be read, and judged, like any short answer.
class RowSplitter {
 public:
  struct Limits {
    /// Bytes; a longer row is handed over cut, so that it is counted and no JSON. As much as the answer to a
    /// check-in may have, which holds the same record: some hundred properties of a portal's own fit in.
    std::size_t row = 256 * 1024;
    std::size_t rest = 256 * 1024;  ///< bytes; more than that beside the rows is not our document
  };
  using RowSink = std::function<void(std::string_view row)>;

  RowSplitter(std::string rows_key, RowSink sink, Limits limits);
  RowSplitter(std::string rows_key, RowSink sink)
      : RowSplitter(std::move(rows_key), std::move(sink), Limits{}) {}

  /// Takes the next bytes, in pieces of any size. False: this cannot become such a document, feed no more.
  bool feed(std::string_view bytes);

  /// The outermost object was closed and nothing followed it. Rows handed over before are worth something
  /// only then.
  bool whole() const { return !broken_ && place_ == Place::After; }

  /// The document with an empty array in place of the rows: only structure was checked, read it as JSON.
  const std::string& rest() const { return rest_; }

 private:
  enum class Place {
    Before,       ///< nothing but white space yet
    Beside,       ///< in the outermost object, outside the rows
    RowOrEnd,     ///< right after '[' of the rows
    RowNext,      ///< after a comma: a row must come
    InRow,        ///< in an object, an array or a string
    InScalarRow,  ///< in a number or a word, which only what follows can end
    AfterRow,     ///< a comma or ']' must come
    After,        ///< the outermost object is closed
  };

  bool step(char letter);
  void step_in_string(char letter);
  bool step_beside(char letter);
  bool step_between_rows(char letter);
  bool step_in_row(char letter);
  bool keep(char letter);
  void keep_of_row(char letter);
  bool finish_row();

  std::string rows_key_;
  RowSink sink_;
  Limits limits_;

  Place place_ = Place::Before;
  bool broken_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
  std::size_t depth_ = 0;  ///< open brackets; inside a row, those of the row alone
  std::size_t mark_ = 0;   ///< bytes of a byte order mark seen
  std::string word_;       ///< the last string at depth 1, as written: the key, when a colon follows
  std::string key_;        ///< of the value we are in, at depth 1
  std::string row_;
  std::string rest_;
};

}  // namespace usher
