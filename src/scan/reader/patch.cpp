#include "patch.hpp"

#include <opencv2/imgproc.hpp>

namespace usher::scan {
namespace {

// Pixels a module has in a patch: enough to tell where it ends, and no more to look at than needed.
constexpr double kPatchModule = 6;

// Modules between these shares of that stay as they are: resizing blurs, and costs more than it saves.
constexpr double kSmallEnough = 1.3, kLargeEnough = 0.6;

// Modules from a place to the edge of what it is compared with: a finder pattern and its rim are nine across,
// so both kinds of module are in it wherever it lies.
constexpr double kCompared = 4.5;

// Below three grey levels of spread it is noise: its square.
constexpr double kNoise = 9.0;

// Plainer than this is no more sure: a lamp's glint must not outvote the modules around it.
constexpr double kPlainest = 1.5;

// The share of a module over which darkness is taken the mean, each way from its middle: the rest is its
// edge.
constexpr double kInside = 0.3;

}  // namespace

Patch::Patch(const cv::Mat& grey, cv::Rect area, double module, bool inverted)
    : area_(area), module_(module) {
  grey_ = grey(area);
  if (module > kSmallEnough * kPatchModule || module < kLargeEnough * kPatchModule) {
    scale_ = kPatchModule / module;
    cv::resize(grey_, grey_, {}, scale_, scale_, scale_ < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    scale_ = static_cast<double>(grey_.cols) / area.width;
    module_ = module * scale_;
  }
  cv::Mat level, mean, squares;
  grey_.convertTo(level, CV_32F);
  const int around = 2 * cvRound(kCompared * module_) + 1;
  cv::boxFilter(level, mean, CV_32F, {around, around});
  cv::sqrBoxFilter(level, squares, CV_32F, {around, around});
  cv::Mat spread = squares - mean.mul(mean);
  cv::sqrt(cv::max(spread, kNoise), spread);
  dark_ = (mean - level) / spread;
  if (inverted) dark_ = -dark_;
  dark_ = cv::min(cv::max(dark_, -kPlainest), kPlainest);
  const int within = std::max(1, 2 * static_cast<int>(kInside * module_) + 1);
  cv::blur(dark_, dark_, {within, within});
}

}  // namespace usher::scan
