#include "presence.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace usher::scan {
namespace {

// The room's light changes over seconds. What changes faster is no room, until it stood still for two
// seconds: a hand never does, a bag put down does.
constexpr double kDrift = 1.0 / 48;
constexpr double kSteady = 60;

// Grey levels of a block's mean. Camera noise of 12 levels leaves 1.5 in a block of 64 pixels.
constexpr float kLeast = 2.5f;

double median(const cv::Mat& of) {
  std::vector<float> sorted;
  sorted.reserve(of.total() / 4 + 1);
  // Every fourth block is enough to know the middle.
  for (int y = 0; y < of.rows; ++y)
    for (int x = y & 3; x < of.cols; x += 4) sorted.push_back(of.at<float>(y, x));
  if (sorted.empty()) return 0;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return static_cast<double>(*middle);
}

}  // namespace

void Presence::look(const cv::Mat& half) {
  // Halving is much the quickest way to a mean; 0.04 ms for the rest of the way, against 0.26 ms in one go.
  cv::Mat quarter, eighth;
  cv::resize(half, quarter, {std::max(1, half.cols / 2), std::max(1, half.rows / 2)}, 0, 0, cv::INTER_AREA);
  cv::resize(quarter, eighth, {std::max(1, quarter.cols / 2), std::max(1, quarter.rows / 2)}, 0, 0,
             cv::INTER_AREA);
  cv::swap(now_, before_);
  now_ = cv::Mat();
  eighth.convertTo(now_, CV_32F);
  if (room_.size() != now_.size()) {
    // The first frame is no room: whatever it shows was not looked at yet.
    now_.copyTo(room_);
    steady_ = cv::Mat::zeros(now_.size(), CV_32F);
    mask_ = cv::Mat(now_.size(), CV_8U, cv::Scalar(255));
    any_ = true;
    return;
  }
  cv::Mat difference = now_ - room_;
  // A lamp switched on, or the camera's own exposure, lifts all blocks alike.
  difference -= median(difference);
  difference = cv::abs(difference);
  noise_ = static_cast<float>(std::max(0.2, 1.48 * median(difference)));
  const double least = std::max(kLeast, 6 * noise_);
  mask_ = difference > least;
  any_ = cv::countNonZero(mask_) > 0;

  cv::Mat moved;
  cv::absdiff(now_, before_, moved);
  steady_ += 1;
  steady_.setTo(0, moved > least);
  const cv::Mat adopted = mask_ & (steady_ > kSteady);
  now_.copyTo(room_, adopted);
  cv::accumulateWeighted(now_, room_, kDrift, ~mask_);
}

cv::Rect Presence::blocks_of(cv::Rect area) const {
  const cv::Rect all(0, 0, now_.cols, now_.rows);
  const int left = area.x / kBlock, top = area.y / kBlock;
  const int right = (area.x + area.width + kBlock - 1) / kBlock,
            bottom = (area.y + area.height + kBlock - 1) / kBlock;
  return cv::Rect(left, top, right - left, bottom - top) & all;
}

bool Presence::changed(cv::Rect area) const {
  const cv::Rect blocks = blocks_of(area);
  return !blocks.empty() && cv::countNonZero(mask_(blocks)) > 0;
}

bool Presence::same(cv::Rect area, const cv::Mat& then) const {
  const cv::Rect blocks = blocks_of(area);
  if (blocks.empty() || then.size() != now_.size()) return false;
  return cv::norm(now_(blocks), then(blocks), cv::NORM_INF) < std::max(kLeast, 6 * noise_);
}

}  // namespace usher::scan
