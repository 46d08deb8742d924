#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "purse.hpp"
#include "usher/core/frame.hpp"

namespace usher::scan {

/// Symbols of any size and payload whose three finder patterns show: each is laid flat by the patterns that
/// it must have, mended, and read as it must have been printed. Against slant, bends, lamps and damage.
/// Where one was read, here or before (`some_read`), others are looked for as long as each look finds more.
std::vector<Symbol> read_flattened(const cv::Mat& grey, const Purse& purse, bool some_read);

/// The same where only two finder patterns show.
std::vector<Symbol> read_by_two(const cv::Mat& grey, const Purse& purse);

}  // namespace usher::scan
