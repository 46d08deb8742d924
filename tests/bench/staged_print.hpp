#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "scan/symbol/decoder.hpp"
#include "staged_photo.hpp"

// What people print, and one sheet of it held well before the camera; the categories in staged_set.cpp spoil
// it.
namespace usher::bench {

/// Links, visiting cards, networks, numbers, plain words. About so many signs.
std::string payload(Chance& chance, int length);

/// How a symbol is printed.
struct Look {
  double quiet = 4;  ///< modules
  bool inverted = false;
  bool dots = false;  ///< round modules
  double shade = 0;   ///< of the dark modules, of the light ones' brightness
  bool logo = false;
};

/// One symbol as it is printed, its quiet zone around it.
cv::Mat print(const scan::Modules& modules, int dot, const Look& look = {});

/// Lines of text in that part of the sheet, its letters so many of the sheet's pixels high.
void words(cv::Mat& sheet, Chance& chance, cv::Rect where, double height);

/// A photograph before it is taken.
struct Staging {
  Shot shot;
  Exposure exposure;
  std::vector<std::string> payloads;
  int modules = 21;  ///< along a side of the symbol
};

/// A sheet with one symbol of `shortest` to `longest` signs, held well; on a page of its own or bare.
Staging nominal(Chance& chance, int shortest = 12, int longest = 90, const Look& look = {}, bool page = true);

}  // namespace usher::bench
