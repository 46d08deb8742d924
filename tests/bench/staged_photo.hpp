#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

// Photographs of QR codes, staged: printed on a sheet, bent, lit and photographed by arithmetic. The
// categories are those by which public collections sort their photographs.
namespace usher::bench {

/// Repeatable chance.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed * 0x9E3779B97F4A7C15ull + 12345) {}
  double between(double low, double high) { return random_.uniform(low, high); }
  int below(int n) { return random_.uniform(0, n); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  cv::RNG random_;
};

/// What is printed, and how it is held before the camera.
struct Shot {
  cv::Mat sheet;         ///< grey, white where nothing is printed
  double dot = 8;        ///< pixels of the sheet per module
  double module_px = 5;  ///< pixels of the photograph per module, in the middle of the sheet
  cv::Size size{1280, 960};
  double rotation = 0;       ///< degrees
  double tilt = 0;           ///< degrees away from the camera
  double tilt_way = 0;       ///< degrees, which side of the sheet recedes
  double bend = 0;           ///< degrees of a cylinder that the sheet's longer side covers; negative: hollow
  double bend_way = 0;       ///< degrees, along what it is bent
  cv::Point2d aside;         ///< the sheet's middle from the picture's, as shares of its width and height
  std::uint64_t ground = 1;  ///< what lies around the sheet
};

/// The sheet before the camera: linear light, 0 to 1, CV_32F.
cv::Mat photograph(const Shot& shot);

/// What light does, in linear light.
void lamp(cv::Mat& light, Chance& chance, cv::Point2d at, double radius, double strength);
void veil(cv::Mat& light, Chance& chance, double strength);
void hard_shadow(cv::Mat& light, Chance& chance, double through);
void uneven(cv::Mat& light, Chance& chance, double strength);
void pixel_grid(cv::Mat& light, Chance& chance, double pitch, double strength);

/// What lens, shutter, sensor and file do.
struct Exposure {
  double defocus = 0;  ///< pixels, radius of the disc
  double motion = 0;   ///< pixels
  double motion_way = 0;
  double gain = 1;
  double noise = 2;  ///< grey levels
  int jpeg = 90;
};
cv::Mat develop(const cv::Mat& light, const Exposure& exposure, Chance& chance);

/// One staged photograph, and what it says: each payload as often as it is there.
struct StagedPhoto {
  cv::Mat grey;
  std::vector<std::string> payloads;
};

/// The names of the categories; the last ones show nothing on purpose.
const std::vector<std::string>& photo_categories();

/// The same names and seeds always give the same photograph.
StagedPhoto stage_photo(const std::string& category, std::uint64_t seed);

}  // namespace usher::bench
