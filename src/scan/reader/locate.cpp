#include "locate.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace usher::scan {
namespace {

/// Pixels of the half-sized frame on one side of a block. A pass of the smallest modules we read is two
/// blocks wide.
constexpr int kBlock = 8;

/// How much the levels go up and down along one way, per pixel, in each block. A slope that only rises, as at
/// the rim of a lamp out of focus, does not count.
cv::Mat alternation(const cv::Mat& half, const cv::Mat& blocks, cv::Point way) {
  const cv::Rect here(0, 0, half.cols - 1, half.rows - 1);
  cv::Mat difference, walked, risen;
  cv::absdiff(half(here), half(here + way), difference);
  cv::resize(difference, walked, blocks.size(), 0, 0, cv::INTER_AREA);
  walked.convertTo(walked, CV_32F);
  // From the middle of the block before to that of the block after.
  const cv::Mat kernel = way.x ? (cv::Mat_<float>(1, 3) << -1, 0, 1) : (cv::Mat_<float>(3, 1) << -1, 0, 1);
  cv::filter2D(blocks, risen, CV_32F, kernel / (2.0 * kBlock), {-1, -1}, 0, cv::BORDER_REPLICATE);
  return walked - cv::abs(risen);
}

// A faint code of three pixels a module covers sixteen blocks, and a corner of it may be lost.
constexpr int kFaintBlocks = 9;

// Grey levels: of the brightest blocks when it is dark, of most when it is too bright.
constexpr float kDark = 70, kBurnt = 230;

float quantile(const cv::Mat& of, double share) {
  std::vector<float> sorted(of.begin<float>(), of.end<float>());
  const auto middle =
      sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

struct Found {
  cv::Rect area;  ///< in pixels of the frame, a block around it included
  double score;
};

/// Groups of blocks above the floor, of at least so many.
std::vector<Found> parts_above(const cv::Mat& both, float floor, int least) {
  cv::Mat mask = both > floor;
  cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
  std::vector<Found> found;
  for (int label = 1; label < count; ++label) {
    const cv::Rect place(stats.at<int>(label, cv::CC_STAT_LEFT), stats.at<int>(label, cv::CC_STAT_TOP),
                         stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT));
    const int size = stats.at<int>(label, cv::CC_STAT_AREA);
    if (std::max(place.width, place.height) < 2 || size < least) continue;
    const double strength = cv::mean(both(place), mask(place))[0];
    constexpr int kScale = 2 * kBlock;
    // Strength counts, and size up to that of a near phone; a wall of tiles is no better than a code.
    found.push_back({cv::Rect(place.x * kScale - kScale, place.y * kScale - kScale,
                              (place.width + 2) * kScale, (place.height + 2) * kScale),
                     strength * std::sqrt(std::min(size, 100))});
  }
  return found;
}

}  // namespace

std::vector<cv::Rect> code_like(const cv::Mat& half, int most, bool faint_too) {
  if (half.cols < 4 * kBlock || half.rows < 4 * kBlock) return {cv::Rect(0, 0, 2 * half.cols, 2 * half.rows)};
  cv::Mat blocks;
  cv::resize(half, blocks, {half.cols / kBlock, half.rows / kBlock}, 0, 0, cv::INTER_AREA);
  blocks.convertTo(blocks, CV_32F);
  const cv::Mat both = cv::min(alternation(half, blocks, {1, 0}), alternation(half, blocks, {0, 1}));
  // Noise has edges both ways as well; a quarter of any picture is flat and tells how much.
  const float noise = quantile(both, 0.25);
  std::vector<Found> found = parts_above(both, 1.5f * noise + 1.2f, 1);
  // In a dark or burnt-out frame nothing stands out so far; in a well lit one the walls would at this floor.
  // Over a block of 64 pixels noise varies by a tenth; by chance a few blocks rise above the lower floor, not
  // as many as a code has.
  const bool poor_light = quantile(blocks, 0.98) < kDark || quantile(blocks, 0.5) > kBurnt;
  if (found.empty() && faint_too && poor_light) found = parts_above(both, 1.3f * noise + 0.6f, kFaintBlocks);
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.score > b.score; });
  const cv::Rect whole(0, 0, 2 * half.cols, 2 * half.rows);
  std::vector<cv::Rect> areas;
  for (const Found& each : found)
    if (static_cast<int>(areas.size()) < most) areas.push_back(each.area & whole);
  return areas;
}

}  // namespace usher::scan
