#pragma once

#include "patch.hpp"

namespace usher::scan {

/// A finder pattern, closely looked at.
struct FinderFrame {
  cv::Point2d middle;
  cv::Point2d across;  ///< one module to the symbol's right
  cv::Point2d down;    ///< one module downwards
  double fit = 0;      ///< 1 perfect, 0 noise
};

/// The frame moved, stretched and slanted to where its pattern fits best.
FinderFrame look_closely(const Patch& patch, FinderFrame start);

/// A finder pattern whose sides may run any way.
FinderFrame look_around(const Patch& patch, cv::Point2d middle, double module);

/// So many quarter turns on: with one, what was down runs across. A pattern looks the same.
FinderFrame turned(FinderFrame frame, int quarters);

}  // namespace usher::scan
