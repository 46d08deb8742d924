#include "module_grid.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "climb.hpp"
#include "scan/symbol/equalise.hpp"
#include "scan/symbol/qr_layout.hpp"

namespace usher::scan {
namespace {

// In modules: a guess from the finder patterns is seldom off by more than the first, and below the last a
// module's middle is hit anyway. A round that gained less than this of the fit only followed noise.
constexpr double kSheetSteps[] = {1, 0.5, 0.25, 0.125};
constexpr Strides kSheetStrides{.lengths = kSheetSteps, .rounds = 2, .least_gain = 0.003};

/// From modules to pixels.
class Map {
 public:
  explicit Map(const Sheet& sheet) {
    const auto& c = sheet.corners;
    const float n = static_cast<float>(sheet.size);
    const cv::Point2f from[] = {{0, 0}, {n, 0}, {n, n}, {0, n}};
    const cv::Point2f to[] = {{c[0].x, c[0].y}, {c[1].x, c[1].y}, {c[2].x, c[2].y}, {c[3].x, c[3].y}};
    flat_ = cv::Mat(cv::getPerspectiveTransform(from, to));
  }

  cv::Point2d operator()(double x, double y) const {
    const double w = flat_(2, 0) * x + flat_(2, 1) * y + flat_(2, 2);
    return {(flat_(0, 0) * x + flat_(0, 1) * y + flat_(0, 2)) / w,
            (flat_(1, 0) * x + flat_(1, 1) * y + flat_(1, 2)) / w};
  }

 private:
  cv::Matx33d flat_;
};

/// The level at a place between pixels. Pixel i covers i to i + 1, as corners count.
float level_at(const cv::Mat& grey, double x, double y) {
  x = std::clamp(x - 0.5, 0.0, grey.cols - 1.001);
  y = std::clamp(y - 0.5, 0.0, grey.rows - 1.001);
  const int left = static_cast<int>(x), top = static_cast<int>(y);
  const double fx = x - left, fy = y - top;
  const auto* upper = grey.ptr<std::uint8_t>(top) + left;
  const auto* lower = grey.ptr<std::uint8_t>(top + 1) + left;
  return static_cast<float>((upper[0] * (1 - fx) + upper[1] * fx) * (1 - fy) +
                            (lower[0] * (1 - fx) + lower[1] * fx) * fy);
}

float level_at_module(const cv::Mat& grey, const Map& map, double x, double y) {
  const cv::Point2d p = map(x, y);
  return level_at(grey, p.x, p.y);
}

/// What is known before anything is read, a rim of light modules around included.
struct Known {
  std::vector<cv::Point2f> dark, light;
};

const Known& known_of(int size) {
  static const auto make = [](int n) {
    Known known;
    const auto modules = fixed_modules(n);
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        const auto is = modules[static_cast<std::size_t>(y * n + x)];
        const cv::Point2f middle(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
        if (is == 1) known.dark.push_back(middle);
        if (is == 0) known.light.push_back(middle);
      }
    for (int i = 0; i < n; i += 2) {
      const float along = static_cast<float>(i) + 0.5f, beyond = static_cast<float>(n) + 0.6f;
      for (const cv::Point2f rim : {cv::Point2f(along, -0.6f), cv::Point2f(along, beyond),
                                    cv::Point2f(-0.6f, along), cv::Point2f(beyond, along)})
        known.light.push_back(rim);
    }
    return known;
  };
  static const std::array<Known, 2> kKnown{make(21), make(25)};
  return kKnown[size == 21 ? 0 : 1];
}

/// A lamp's mirror image is brighter than the sheet is anywhere else: whatever is under it says nothing.
/// Where the sheet itself is burnt out no lamp can be told from it.
float burnt_above(const cv::Mat& levels) {
  std::vector<float> sorted(levels.begin<float>(), levels.end<float>());
  const auto light = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 3 / 4);
  std::nth_element(sorted.begin(), light, sorted.end());
  return *light < 236 ? std::max(248.0f, *light + 8) : 300.0f;
}

}  // namespace

double fit_of(const cv::Mat& grey, const Sheet& sheet) {
  const Map map(sheet);
  const Known& known = known_of(sheet.size);
  double sums[2] = {0, 0}, squares = 0;
  const auto add = [&](const std::vector<cv::Point2f>& places, double& sum) {
    for (const cv::Point2f& place : places) {
      const double level = level_at_module(grey, map, place.x, place.y);
      sum += level;
      squares += level * level;
    }
  };
  add(known.dark, sums[0]);
  add(known.light, sums[1]);
  const double dark = static_cast<double>(known.dark.size()), light = static_cast<double>(known.light.size());
  const double all = dark + light, mean = (sums[0] + sums[1]) / all;
  const double spread = std::sqrt(std::max(1.0, squares / all - mean * mean));
  // The correlation of what is seen with what is known.
  const double fit = (sums[1] / light - sums[0] / dark) / spread * std::sqrt(dark * light) / all;
  return sheet.inverted ? -fit : fit;
}

double refine(const cv::Mat& grey, Sheet& sheet) {
  const Corners& c = sheet.corners;
  const double module = std::hypot(c[1].x - c[0].x, c[1].y - c[0].y) / static_cast<float>(sheet.size);
  // The whole symbol four ways, then each corner by itself.
  const auto moved = [&](Sheet other, int move, double length) {
    const int part = move / 4;
    const cv::Point2d by = kFourWays[move % 4] * (length * module);
    for (int i = 0; i < 4; ++i) {
      if (part > 0 && i != part - 1) continue;
      other.corners[static_cast<std::size_t>(i)].x += static_cast<float>(by.x);
      other.corners[static_cast<std::size_t>(i)].y += static_cast<float>(by.y);
    }
    return other;
  };
  return climb(sheet, kSheetStrides, 5 * 4, moved, [&](const Sheet& other) { return fit_of(grey, other); });
}

cv::Mat sample(const cv::Mat& grey, const Sheet& sheet) {
  const Map map(sheet);
  const int size = sheet.size;
  cv::Mat levels(size, size, CV_32F);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      float sum = 2 * level_at_module(grey, map, x + 0.5, y + 0.5);
      for (const double dy : {0.3, 0.7})
        for (const double dx : {0.3, 0.7}) sum += level_at_module(grey, map, x + dx, y + dy);
      levels.at<float>(y, x) = sum / 6;
    }
  return levels;
}

cv::Mat sample_rows(const cv::Mat& grey, int first, Sheet sheet) {
  // Every second row, as a picture of half the height that shares its memory.
  const cv::Mat rows((grey.rows - first) / 2, grey.cols, CV_8U, const_cast<std::uint8_t*>(grey.ptr(first)),
                     2 * grey.step);
  // The middle of row `first` is where the middle of its first row is.
  for (Point& corner : sheet.corners) corner.y = (corner.y - static_cast<float>(first) + 0.5f) / 2;
  return sample(rows, sheet);
}

SoftModules soften(const cv::Mat& levels, bool inverted, bool thorough) {
  const int n = levels.cols;
  cv::Mat grey = inverted ? cv::Mat(255 - levels) : levels.clone();
  double low = 0, high = 0;
  {
    std::vector<float> sorted(grey.begin<float>(), grey.end<float>());
    std::sort(sorted.begin(), sorted.end());
    low = sorted[sorted.size() / 10], high = sorted[sorted.size() * 9 / 10];
  }
  const double contrast = std::max(2.0, high - low);
  cv::Mat middle(n, n, CV_32F, cv::Scalar((low + high) / 2)), reach(n, n, CV_32F, cv::Scalar(contrast / 2));
  // Twice: which modules are dark says what dark is here, and that says which modules are dark.
  for (int round = 0; round < 2; ++round) {
    const cv::Mat is_dark = (grey < middle) / 255;
    cv::Mat weight, share;
    is_dark.convertTo(weight, CV_32F);
    const auto local = [&](const cv::Mat& of) {
      cv::Mat out;
      cv::GaussianBlur(of, out, {}, 2.5, 2.5, cv::BORDER_REFLECT);
      return out;
    };
    // Where one kind is missing nearby, the whole symbol's level stands in for it.
    const double prior = 0.06;
    const cv::Mat dark_share = local(weight), light_share = 1.0 - dark_share;
    const cv::Mat dark = (local(grey.mul(weight)) + prior * low) / (dark_share + prior);
    const cv::Mat light = (local(grey.mul(1.0 - weight)) + prior * high) / (light_share + prior);
    middle = (dark + light) / 2;
    reach = cv::max(cv::Mat((light - dark) / 2), contrast / 16);
  }
  cv::Mat dark = (middle - grey) / reach;
  dark = cv::min(cv::max(dark, -1.5), 1.5);
  dark = equalise(dark, thorough);
  SoftModules modules{n, std::vector<float>(static_cast<std::size_t>(n * n))};
  const float burnt = burnt_above(levels);
  for (int y = 0; y < n; ++y)
    for (int x = 0; x < n; ++x) {
      // Where everything is equally bright or dark, under a lamp or a thumb, little is known.
      float trust = std::min(1.0f, reach.at<float>(y, x) / static_cast<float>(0.3 * contrast));
      if (levels.at<float>(y, x) > burnt) trust = std::min(trust, 0.05f);
      modules.dark[static_cast<std::size_t>(y * n + x)] =
          std::clamp(dark.at<float>(y, x), -1.0f, 1.0f) * trust;
    }
  return modules;
}

}  // namespace usher::scan
