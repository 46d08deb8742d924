#include "plane.hpp"

#include <opencv2/imgproc.hpp>

namespace usher::scan {

Plane::Plane(const std::vector<Sighting>& sightings, double modules, double pixels) {
  // Scaled to about one, or the squares of hundreds drown the rest.
  const double n = modules, s = 1.0 / pixels;
  const int equations = static_cast<int>(2 * sightings.size());
  cv::Mat rows(equations, 8, CV_64F), right(equations, 1, CV_64F), h;
  int row = 0;
  for (const Sighting& sighting : sightings) {
    const double x = sighting.modules.x / n, y = sighting.modules.y / n;
    const double u = sighting.pixels.x * s, v = sighting.pixels.y * s, trust = sighting.trust;
    const double for_u[] = {x, y, 1, 0, 0, 0, -u * x, -u * y}, for_v[] = {0, 0, 0, x, y, 1, -v * x, -v * y};
    for (int k = 0; k < 8; ++k) {
      rows.at<double>(row, k) = trust * for_u[k];
      rows.at<double>(row + 1, k) = trust * for_v[k];
    }
    right.at<double>(row) = trust * u;
    right.at<double>(row + 1) = trust * v;
    row += 2;
  }
  cv::solve(rows, right, h, cv::DECOMP_SVD);
  const auto at = [&](int i) { return h.at<double>(i); };
  map_ = cv::Matx33d(at(0) / n / s, at(1) / n / s, at(2) / s, at(3) / n / s, at(4) / n / s, at(5) / s,
                     at(6) / n, at(7) / n, 1);
}

Plane::Plane(const std::array<cv::Point2d, 4>& corners, int size) {
  const float n = static_cast<float>(size);
  const cv::Point2f from[] = {{0, 0}, {n, 0}, {n, n}, {0, n}};
  cv::Point2f to[4];
  for (int i = 0; i < 4; ++i) to[i] = corners[static_cast<std::size_t>(i)];
  map_ = cv::Matx33d(cv::Mat(cv::getPerspectiveTransform(from, to)));
}

}  // namespace usher::scan
