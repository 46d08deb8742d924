#include "usher/stage/foyer/door_scene.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <numbers>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <tuple>

#include "door_paint.hpp"

namespace usher {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// A camera of some 60° looks at a thing one focal length away; near enough for all sizes we hold up.
constexpr double kFocalPx = 1100;

/// From modules around the code's centre to pixels of the frame.
cv::Matx33d hold(const HeldCode& held) {
  const double s = held.module_px;
  const double cr = std::cos(held.rotation * kDegree), sr = std::sin(held.rotation * kDegree);
  const double cx = std::cos(held.tilt_x * kDegree), sx = std::sin(held.tilt_x * kDegree);
  const double cy = std::cos(held.tilt_y * kDegree), sy = std::sin(held.tilt_y * kDegree);
  // First tilted about its own axes, then turned in the plane of the picture; depth grows away from the
  // camera.
  const cv::Matx32d tilted{cy, 0, sy * sx, cx, sy, -sx * cy};
  const cv::Matx22d turn{cr, -sr, sr, cr};
  const cv::Matx22d flat = turn * cv::Matx22d{tilted(0, 0), tilted(0, 1), tilted(1, 0), tilted(1, 1)} * s;
  const double zx = tilted(2, 0) * s / kFocalPx, zy = tilted(2, 1) * s / kFocalPx;
  const double ox = held.centre.x, oy = held.centre.y;
  return {flat(0, 0) + ox * zx,
          flat(0, 1) + ox * zy,
          ox,
          flat(1, 0) + oy * zx,
          flat(1, 1) + oy * zy,
          oy,
          zx,
          zy,
          1};
}

Point map_point(const cv::Matx33d& m, double x, double y) {
  const cv::Vec3d p = m * cv::Vec3d{x, y, 1};
  return {static_cast<float>(p[0] / p[2]), static_cast<float>(p[1] / p[2])};
}

/// Finer than the picture, so that sampling never skips a module's edge; few sizes, so that they can be kept.
int texture_scale(double module_px) {
  for (const int scale : {4, 6, 8, 12, 16})
    if (scale >= 1.6 * module_px) return scale;
  return 24;
}

cv::Mat motion_kernel(double length, double angle) {
  const int side = 2 * static_cast<int>(std::ceil(length / 2)) + 3;
  cv::Mat kernel = cv::Mat::zeros(side, side, CV_32F);
  const double middle = (side - 1) / 2.0;
  const int steps = std::max(2, static_cast<int>(length * 8));
  for (int i = 0; i <= steps; ++i) {
    const double along = length * (static_cast<double>(i) / steps - 0.5);
    const double x = middle + along * std::cos(angle * kDegree),
                 y = middle + along * std::sin(angle * kDegree);
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    for (int dy = 0; dy < 2; ++dy)
      for (int dx = 0; dx < 2; ++dx)
        kernel.at<float>(top + dy, left + dx) +=
            static_cast<float>((1 - std::abs(x - left - dx)) * (1 - std::abs(y - top - dy)));
  }
  return cv::Mat(kernel / cv::sum(kernel)[0]);
}

void shine(cv::Mat& grey, const cv::Mat& solid, const HeldCode& held, const cv::Matx33d& to_frame,
           cv::Point offset) {
  const Point at = map_point(to_frame, held.glare_at.x, held.glare_at.y);
  const double radius = std::max(1.0, held.glare_radius * held.module_px);
  for (int y = 0; y < grey.rows; ++y) {
    auto* row = grey.ptr<std::uint8_t>(y);
    const auto* mask = solid.ptr<std::uint8_t>(y);
    for (int x = 0; x < grey.cols; ++x) {
      const double dx = (x + offset.x - static_cast<double>(at.x)) / radius;
      const double dy = (y + offset.y - static_cast<double>(at.y)) / radius;
      const double d = dx * dx + dy * dy;
      if (d > 9 || mask[x] < 128) continue;
      row[x] = cv::saturate_cast<std::uint8_t>(row[x] + 330 * held.glare * std::exp(-d));
    }
  }
}

/// Two gratings beating: slow bands over the screen, finer along the columns than along the rows.
void beat(cv::Mat& grey, const HeldCode& held) {
  const double k = 2 * std::numbers::pi / std::max(2.0, held.moire_period);
  for (int y = 0; y < grey.rows; ++y) {
    auto* row = grey.ptr<std::uint8_t>(y);
    for (int x = 0; x < grey.cols; ++x) {
      const double wave = 0.6 * std::sin(k * (x + 0.23 * y)) + 0.4 * std::sin(k * 0.71 * (y - 0.17 * x));
      row[x] = cv::saturate_cast<std::uint8_t>(row[x] * (1 + held.moire * wave) + 40 * held.moire * wave);
    }
  }
}

}  // namespace

std::array<Point, 4> corners_of(const HeldCode& held) {
  const cv::Matx33d to_frame = hold(held);
  const double half = scan::modules_of(held) / 2.0;
  return {map_point(to_frame, -half, -half), map_point(to_frame, half, -half),
          map_point(to_frame, half, half), map_point(to_frame, -half, half)};
}

struct DoorPainter::Studio {
  using ThingKey = std::tuple<std::string, std::string, int, int, int, int, int, int, bool, std::uint32_t>;
  std::map<ThingKey, scan::Cutout> things;
  std::tuple<int, int, double, std::uint32_t> foyer_key;
  cv::Mat foyer;
  cv::Mat grain;  ///< normal noise, 16 times a standard deviation of one; frames look at it through a moving
                  ///< window

  const scan::Cutout& thing(const HeldCode& held);
  void place(cv::Mat& picture, const HeldCode& held);
  void add_grain(cv::Mat& picture, double sigma, std::uint32_t noise_seed);
};

const scan::Cutout& DoorPainter::Studio::thing(const HeldCode& held) {
  const int scale = texture_scale(held.module_px);
  const auto percent = [](double share) { return static_cast<int>(std::lround(share * 100)); };
  const ThingKey key{held.payload,
                     held.name,
                     static_cast<int>(held.correction),
                     static_cast<int>(held.body),
                     scale,
                     held.cracks,
                     percent(held.cover),
                     percent(held.quiet_zone),
                     held.inverted,
                     held.seed};
  if (things.size() > 24) things.clear();  // a demo shows hundreds of guests, a few at a time
  auto& kept = things[key];
  if (kept.grey.empty()) kept = scan::cut_out(held, scale);
  return kept;
}

void DoorPainter::Studio::place(cv::Mat& picture, const HeldCode& held) {
  const scan::Cutout& cutout = thing(held);
  const cv::Matx33d to_frame = hold(held);
  const double half = cutout.modules / 2.0;
  const cv::Matx33d from_texture{1.0 / cutout.scale,
                                 0,
                                 -cutout.origin.x / static_cast<double>(cutout.scale) - half,
                                 0,
                                 1.0 / cutout.scale,
                                 -cutout.origin.y / static_cast<double>(cutout.scale) - half,
                                 0,
                                 0,
                                 1};
  const cv::Matx33d map = to_frame * from_texture;

  std::vector<cv::Point2f> outline;
  for (const cv::Point corner :
       {cv::Point(0, 0), cv::Point(cutout.grey.cols, 0), cv::Point(cutout.grey.cols, cutout.grey.rows),
        cv::Point(0, cutout.grey.rows)}) {
    const Point p = map_point(map, corner.x, corner.y);
    outline.emplace_back(p.x, p.y);
  }
  const int margin = static_cast<int>(std::ceil(3 * held.defocus + held.motion_px)) + 2;
  cv::Rect area = cv::boundingRect(outline);
  area = cv::Rect(area.x - margin, area.y - margin, area.width + 2 * margin, area.height + 2 * margin) &
         cv::Rect(0, 0, picture.cols, picture.rows);
  if (area.empty()) return;

  // Small codes are painted at twice the size and averaged, as a sensor's pixels average.
  const int fine = held.module_px < 7 ? 2 : 1;
  const cv::Matx33d to_area{1.0 * fine, 0, -1.0 * area.x * fine, 0, 1.0 * fine, -1.0 * area.y * fine, 0,
                            0,          1};
  cv::Mat grey, solid;
  const cv::Size fine_size(area.width * fine, area.height * fine);
  // Pixel centres: texture pixel i covers i to i+1, and so does a pixel of the frame.
  const cv::Matx33d half_in{1, 0, 0.5, 0, 1, 0.5, 0, 0, 1}, half_out{1, 0, -0.5, 0, 1, -0.5, 0, 0, 1};
  const cv::Mat warp(half_out * to_area * map * half_in);
  cv::warpPerspective(cutout.grey, grey, warp, fine_size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  cv::warpPerspective(cutout.solid, solid, warp, fine_size, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  if (fine > 1) {
    cv::resize(grey, grey, area.size(), 0, 0, cv::INTER_AREA);
    cv::resize(solid, solid, area.size(), 0, 0, cv::INTER_AREA);
  }

  const double middle = 128;
  grey.convertTo(grey, CV_8U, held.contrast * held.light, held.light * middle * (1 - held.contrast));
  if (held.moire > 0) beat(grey, held);
  if (held.glare > 0) shine(grey, solid, held, to_frame, area.tl());

  cv::Mat part = picture(area), front, back, weight;
  grey.convertTo(front, CV_16U);
  part.convertTo(back, CV_16U);
  solid.convertTo(weight, CV_16U);
  const cv::Mat mixed = front.mul(weight) + back.mul(255 - weight);
  mixed.convertTo(part, CV_8U, 1.0 / 255);
  if (held.defocus > 0.05) cv::GaussianBlur(part, part, {}, held.defocus);
  if (held.motion_px > 0.3) cv::filter2D(part, part, -1, motion_kernel(held.motion_px, held.motion_angle));
}

void DoorPainter::Studio::add_grain(cv::Mat& picture, double sigma, std::uint32_t noise_seed) {
  if (sigma <= 0) return;
  if (grain.cols < picture.cols + 256 || grain.rows < picture.rows + 256) {
    grain.create(picture.rows + 256, picture.cols + 256, CV_16S);
    cv::RNG random(20260615);
    random.fill(grain, cv::RNG::NORMAL, 0, 16);
  }
  cv::RNG where(noise_seed * 2654435761u + 17u);
  const cv::Mat window =
      grain(cv::Rect(where.uniform(0, 256), where.uniform(0, 256), picture.cols, picture.rows));
  const int gain = cvRound(sigma * 16);
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = picture.ptr<std::uint8_t>(y);
    const auto* noise = window.ptr<std::int16_t>(y);
    for (int x = 0; x < picture.cols; ++x)
      row[x] = cv::saturate_cast<std::uint8_t>(row[x] + ((noise[x] * gain + 128) >> 8));
  }
}

DoorPainter::DoorPainter() : studio_(std::make_unique<Studio>()) {}
DoorPainter::~DoorPainter() = default;
DoorPainter::DoorPainter(DoorPainter&&) noexcept = default;
DoorPainter& DoorPainter::operator=(DoorPainter&&) noexcept = default;

Frame DoorPainter::paint(const DoorScene& scene) {
  const std::tuple foyer_key{scene.width, scene.height, scene.clutter, scene.seed};
  if (studio_->foyer.empty() || studio_->foyer_key != foyer_key) {
    studio_->foyer = scan::paint_foyer(scene.width, scene.height, scene.clutter, scene.seed);
    studio_->foyer_key = foyer_key;
  }
  cv::Mat picture = studio_->foyer.clone();
  for (const HeldCode& held : scene.held) studio_->place(picture, held);
  if (scene.exposure != 1) picture.convertTo(picture, CV_8U, scene.exposure);
  studio_->add_grain(picture, scene.noise, scene.noise_seed + scene.seed * 977u);
  if (scene.jpeg_quality > 0) {
    std::vector<std::uint8_t> compressed;
    cv::imencode(".jpg", picture, compressed, {cv::IMWRITE_JPEG_QUALITY, scene.jpeg_quality});
    picture = cv::imdecode(compressed, cv::IMREAD_GRAYSCALE);
  }
  Frame frame;
  frame.width = scene.width;
  frame.height = scene.height;
  frame.grey.assign(picture.datastart, picture.dataend);
  return frame;
}

Frame paint(const DoorScene& scene) {
  return DoorPainter().paint(scene);
}

}  // namespace usher
