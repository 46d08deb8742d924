#pragma once

#include <initializer_list>
#include <string>

namespace usher {

/// A row of CSV without its end (RFC 4180). Spreadsheets run what begins with =, +, - or @ as a formula, and
/// guests write their own company's name: such a cell, and such a part of one behind a ";" or a line break
/// that a spreadsheet may take for the end of the cell, is led by an apostrophe, which they show as text.
std::string csv_row(std::initializer_list<std::string> cells);

}  // namespace usher
