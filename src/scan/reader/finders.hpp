#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "module_grid.hpp"

// The three squares in a symbol's corners.
namespace usher::scan {

struct Finder {
  Point middle;
  float module = 0;  ///< pixels
  int rows = 0;      ///< rows of pixels that showed it
};

/// How plainly the rings of a finder pattern are told from its core.
enum class Edges { Sharp, Soft };

/// Finder patterns in a black and white picture (dark is 0), the surest first.
std::vector<Finder> find_finders(const cv::Mat& binary, std::size_t most = 12, Edges edges = Edges::Sharp);

/// Keeps those with two rings around their core whichever way one looks: in texture one in fifty is left.
void keep_ringed(std::vector<Finder>& finders, const cv::Mat& binary, Edges edges = Edges::Sharp);

/// Three finders that may belong to one symbol of any size.
struct Triple {
  Finder corner, right, down;
  double odd = 0;  ///< how far from a square seen straight on
};

/// The likeliest first.
std::vector<Triple> triples_of(const std::vector<Finder>& finders, std::size_t most);

/// Where a pass may stand, by its finders.
struct Candidate {
  Corners corners;
  int size = 0;  ///< modules along one side, 21 or 25, the likelier
  int seen = 3;  ///< finders that led here; with two the third is supposed
};

/// Passes that three of the finders may belong to; with `pairs` also those of which one finder is hidden.
std::vector<Candidate> symbols_at(const std::vector<Finder>& finders, bool pairs);

}  // namespace usher::scan
