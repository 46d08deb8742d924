#pragma once

#include <opencv2/core.hpp>

#include "finders.hpp"

namespace usher::scan {

/// A way to black and white in which finder patterns show.
struct Light {
  int block;  ///< pixels of the neighbourhood that decides, 0: all of the picture
  Edges edges;
};

// In the order of what each reads. A block is a few modules: 31 for most, all for even light, 91 for large
// modules; soft edges last, since they make finder patterns of much that is none.
constexpr Light kLights[] = {
    {31, Edges::Sharp}, {0, Edges::Sharp}, {91, Edges::Sharp}, {15, Edges::Soft}, {31, Edges::Soft}};

cv::Mat in_light(const cv::Mat& grey, const Light& light);

}  // namespace usher::scan
