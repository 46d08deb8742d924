#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "staged_photo.hpp"

namespace usher::bench {
namespace {

constexpr double kRadians = CV_PI / 180;

/// Wood, cloth or stone: chance at several sizes.
cv::Mat ground(cv::Size size, std::uint64_t seed) {
  cv::RNG random(seed * 7919 + 17);
  cv::Mat all(size, CV_32F, cv::Scalar(random.uniform(0.15, 0.6)));
  for (int grain = 4; grain < 300; grain *= 3) {
    const bool drawn_out = random.uniform(0, 2) == 1;
    cv::Mat small(std::max(2, size.height / grain), std::max(2, size.width / (drawn_out ? 6 * grain : grain)),
                  CV_32F),
        large;
    random.fill(small, cv::RNG::NORMAL, 0, random.uniform(0.01, 0.09));
    cv::resize(small, large, size, 0, 0, cv::INTER_LINEAR);
    all += large;
  }
  return cv::min(cv::max(all, 0.02), 1.0);
}

/// From the camera's rays to places on a sheet that may be bent.
class Sheet {
 public:
  explicit Sheet(const Shot& shot) : shot_(shot), centre_(shot.sheet.cols / 2.0, shot.sheet.rows / 2.0) {
    focal_ = 1.1 * std::max(shot.size.width, shot.size.height);
    const double distance = focal_ * shot.dot / shot.module_px;
    const double r = shot.rotation * kRadians, t = shot.tilt * kRadians, w = shot.tilt_way * kRadians;
    const cv::Matx33d turn(std::cos(r), -std::sin(r), 0, std::sin(r), std::cos(r), 0, 0, 0, 1);
    const cv::Matx33d way(std::cos(w), -std::sin(w), 0, std::sin(w), std::cos(w), 0, 0, 0, 1);
    const cv::Matx33d tilt(std::cos(t), 0, -std::sin(t), 0, 1, 0, std::sin(t), 0, std::cos(t));
    const double b = shot.bend_way * kRadians;
    along_ = cv::Matx22d(std::cos(b), std::sin(b), -std::sin(b), std::cos(b));
    const cv::Matx33d bent(along_(0, 0), along_(0, 1), 0, along_(1, 0), along_(1, 1), 0, 0, 0, 1);
    // From the camera's space to that of the bent sheet.
    back_ = bent * (way * tilt * way.t() * turn).t();
    const cv::Vec3d middle(shot.aside.x * shot.size.width * distance / focal_,
                           shot.aside.y * shot.size.height * distance / focal_, distance);
    eye_ = back_ * -middle;
    if (shot.bend != 0) radius_ = std::max(shot.sheet.cols, shot.sheet.rows) / (shot.bend * kRadians);
  }

  /// The place on the sheet that the ray through a pixel meets; far outside when it meets none.
  cv::Point2f operator()(double x, double y) const {
    const cv::Vec3d ray = back_ * cv::Vec3d(x - shot_.size.width / 2.0, y - shot_.size.height / 2.0, focal_);
    cv::Vec2d flat;
    if (radius_ == 0) {
      const double s = -eye_[2] / ray[2];
      if (!(s > 0)) return {-1e6f, -1e6f};
      flat = {eye_[0] + s * ray[0], eye_[1] + s * ray[1]};
    } else {
      const double a = ray[0] * ray[0] + ray[2] * ray[2];
      const double b = eye_[0] * ray[0] + (eye_[2] - radius_) * ray[2];
      const double c = eye_[0] * eye_[0] + (eye_[2] - radius_) * (eye_[2] - radius_) - radius_ * radius_;
      const double under = b * b - a * c;
      if (under < 0) return {-1e6f, -1e6f};
      // A bottle shows its near side, a hollow its far one.
      const double s = (-b + (radius_ > 0 ? -1 : 1) * std::sqrt(under)) / a;
      const double px = eye_[0] + s * ray[0], pz = eye_[2] + s * ray[2];
      flat = {radius_ * std::atan2(px / radius_, (radius_ - pz) / radius_), eye_[1] + s * ray[1]};
    }
    const cv::Vec2d on = along_.t() * flat;
    return {static_cast<float>(on[0] + centre_.x), static_cast<float>(on[1] + centre_.y)};
  }

 private:
  const Shot& shot_;
  cv::Point2d centre_;
  cv::Matx33d back_;
  cv::Matx22d along_;
  cv::Vec3d eye_;
  double focal_, radius_ = 0;
};

}  // namespace

cv::Mat photograph(const Shot& shot) {
  const int fine = shot.size.area() <= 3'000'000 ? 2 : 1;  // large pictures are of large modules
  cv::Mat x(shot.size * fine, CV_32F), y(shot.size * fine, CV_32F);
  const Sheet sheet(shot);
  for (int v = 0; v < x.rows; ++v)
    for (int u = 0; u < x.cols; ++u) {
      const cv::Point2f place = sheet((u + 0.5) / fine, (v + 0.5) / fine);
      x.at<float>(v, u) = place.x - 0.5f, y.at<float>(v, u) = place.y - 0.5f;
    }
  cv::Mat paper, ink, shown, mask, whole(shot.sheet.size(), CV_8U, cv::Scalar(255));
  shot.sheet.convertTo(paper, CV_32F, 1.0 / 255);
  const double shrunk = shot.dot / shot.module_px / fine;
  if (shrunk > 1) cv::GaussianBlur(paper, paper, {}, 0.45 * shrunk);
  cv::remap(paper, ink, x, y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  cv::remap(whole, mask, x, y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  cv::resize(ink, ink, shot.size, 0, 0, cv::INTER_AREA);
  cv::resize(mask, mask, shot.size, 0, 0, cv::INTER_AREA);
  cv::Mat cover;
  mask.convertTo(cover, CV_32F, 1.0 / 255);
  // Ink is not black and paper not white.
  const cv::Mat ground_light = ground(shot.size, shot.ground);
  return (0.03 * cover + 0.75 * ink) + ground_light.mul(1.0 - cover);
}

void lamp(cv::Mat& light, Chance& chance, cv::Point2d at, double radius, double strength) {
  cv::Mat spot(light.size(), CV_32F, cv::Scalar(0));
  const cv::Size axes(cvRound(radius), cvRound(radius * chance.between(0.4, 1)));
  cv::ellipse(spot, cv::Point(cvRound(at.x), cvRound(at.y)), axes, chance.between(0, 180), 0, 360,
              cv::Scalar(1), cv::FILLED);
  cv::Mat halo;
  const double shrink =
      std::min(1.0, 8 / std::max(1.0, radius));  // a soft halo does not need full resolution
  cv::resize(spot, halo, {}, shrink, shrink, cv::INTER_AREA);
  cv::GaussianBlur(halo, halo, {}, std::max(0.5, radius * shrink * 0.7));
  cv::resize(halo, halo, light.size(), 0, 0, cv::INTER_LINEAR);
  cv::GaussianBlur(spot, spot, {}, std::max(0.8, radius * 0.06));
  light += strength * (spot + 0.6 * halo);
}

void veil(cv::Mat& light, Chance& chance, double strength) {
  const double way = chance.between(0, 2 * CV_PI), middle = chance.between(-0.15, 0.15),
               width = chance.between(0.1, 0.35);
  const double ripple = chance.between(0, 0.05);
  for (int y = 0; y < light.rows; ++y)
    for (int x = 0; x < light.cols; ++x) {
      const double u = static_cast<double>(x) / light.cols - 0.5,
                   v = static_cast<double>(y) / light.cols - 0.375;
      const double across = u * std::cos(way) + v * std::sin(way) - middle + ripple * std::sin(9 * (u - v));
      light.at<float>(y, x) +=
          static_cast<float>(strength * std::exp(-across * across / (2 * width * width)));
    }
}

void hard_shadow(cv::Mat& light, Chance& chance, double through) {
  cv::Mat mask(light.size(), CV_32F, cv::Scalar(1));
  const double w = light.cols, h = light.rows;
  std::vector<cv::Point> shape;
  const double turn = chance.between(0, 360), thick = chance.between(0.1, 0.35) * w;
  const cv::RotatedRect bar(cv::Point2f(static_cast<float>(w * chance.between(0.35, 0.65)),
                                        static_cast<float>(h * chance.between(0.35, 0.65))),
                            cv::Size2f(static_cast<float>(2 * w), static_cast<float>(thick)),
                            static_cast<float>(turn));
  cv::Point2f corners[4];
  bar.points(corners);
  for (const cv::Point2f& corner : corners) shape.emplace_back(cvRound(corner.x), cvRound(corner.y));
  cv::fillConvexPoly(mask, shape, cv::Scalar(through));
  if (chance.one_in(2))  // blinds, a fence, leaves
    for (int i = 0; i < 6; ++i)
      cv::circle(mask, {chance.below(light.cols), chance.below(light.rows)},
                 cvRound(chance.between(0.02, 0.12) * w), cv::Scalar(through), cv::FILLED);
  cv::GaussianBlur(mask, mask, {}, chance.between(0.8, 4));
  light = light.mul(mask);
}

void uneven(cv::Mat& light, Chance& chance, double strength) {
  cv::Mat small(3, 4, CV_32F), large;
  for (int i = 0; i < 12; ++i)
    small.at<float>(i / 4, i % 4) = static_cast<float>(1 - strength * chance.between(0, 1));
  cv::resize(small, large, light.size(), 0, 0, cv::INTER_CUBIC);
  light = light.mul(cv::max(large, 0.02));
}

void pixel_grid(cv::Mat& light, Chance& chance, double pitch, double strength) {
  const double way = chance.between(-0.2, 0.2), c = std::cos(way), s = std::sin(way);
  for (int y = 0; y < light.rows; ++y)
    for (int x = 0; x < light.cols; ++x) {
      const double u = (x * c + y * s) / pitch, v = (y * c - x * s) / pitch;
      const double wave = 0.5 * (std::cos(2 * CV_PI * u) + std::cos(2 * CV_PI * v));
      light.at<float>(y, x) *= static_cast<float>(1 - strength * 0.5 * (1 + wave));
    }
}

cv::Mat develop(const cv::Mat& light, const Exposure& exposure, Chance& chance) {
  cv::Mat seen = light.clone();
  if (exposure.defocus > 0.3) {
    const int reach = cvCeil(exposure.defocus) + 1;
    cv::Mat disc(2 * reach * 8 + 8, 2 * reach * 8 + 8, CV_32F, cv::Scalar(0));
    cv::circle(disc, {disc.cols / 2, disc.rows / 2}, cvRound(exposure.defocus * 8), cv::Scalar(1),
               cv::FILLED);
    cv::resize(disc, disc, {2 * reach + 1, 2 * reach + 1}, 0, 0, cv::INTER_AREA);
    cv::filter2D(seen, seen, CV_32F, disc / cv::sum(disc)[0]);
  }
  if (exposure.motion > 0.5) {
    const int reach = cvCeil(exposure.motion / 2) + 1;
    cv::Mat line(8 * (2 * reach + 1), 8 * (2 * reach + 1), CV_32F, cv::Scalar(0));
    const double way = exposure.motion_way * kRadians, far = 4 * exposure.motion;
    const cv::Point2d middle(line.cols / 2.0, line.rows / 2.0), to(far * std::cos(way), far * std::sin(way));
    cv::line(line, middle - to, middle + to, cv::Scalar(1), 8);
    cv::resize(line, line, {2 * reach + 1, 2 * reach + 1}, 0, 0, cv::INTER_AREA);
    cv::filter2D(seen, seen, CV_32F, line / cv::sum(line)[0]);
  }
  seen = cv::min(seen * exposure.gain, 1.0);
  cv::pow(cv::max(seen, 0.0), 1 / 2.2, seen);
  seen *= 255;
  cv::Mat noise(seen.size(), CV_32F);
  cv::RNG random(static_cast<std::uint64_t>(chance.below(1 << 30)) + 1);
  random.fill(noise, cv::RNG::NORMAL, 0, exposure.noise);
  seen += noise;
  cv::Mat grey;
  seen.convertTo(grey, CV_8U);
  if (exposure.jpeg > 0) {
    std::vector<std::uint8_t> file;
    cv::imencode(".jpg", grey, file, {cv::IMWRITE_JPEG_QUALITY, exposure.jpeg});
    grey = cv::imdecode(file, cv::IMREAD_GRAYSCALE);
  }
  return grey;
}

}  // namespace usher::bench
