#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "door_paint.hpp"
#include "usher/scan/symbol/qr_code.hpp"

namespace usher::scan {
namespace {

/// Draws in modules, measured from the code's top-left corner, so that all sizes look alike.
class Easel {
 public:
  Easel(cv::Mat& grey, cv::Mat& solid, int scale, cv::Point origin)
      : grey_(grey), solid_(solid), scale_(scale), origin_(origin) {}

  cv::Point at(double x, double y) const {
    return {origin_.x + cvRound(x * scale_), origin_.y + cvRound(y * scale_)};
  }

  void box(double left, double top, double right, double bottom, int level) {
    fill({at(left, top), at(right, bottom)}, level);
  }

  void rounded(double left, double top, double right, double bottom, double radius, int level) {
    for (const auto& [dx, dy] : {std::pair{radius, 0.0}, std::pair{0.0, radius}})
      fill({at(left + dx, top + dy), at(right - dx, bottom - dy)}, level);
    for (const double x : {left + radius, right - radius})
      for (const double y : {top + radius, bottom - radius}) disc(x, y, radius, level);
  }

  void disc(double x, double y, double radius, int level) {
    cv::circle(grey_, at(x, y), cvRound(radius * scale_), cv::Scalar(level), cv::FILLED, cv::LINE_AA);
    cv::circle(solid_, at(x, y), cvRound(radius * scale_), cv::Scalar(255), cv::FILLED, cv::LINE_AA);
  }

  void limb(double x0, double y0, double x1, double y1, double width, int level) {
    const int thick = std::max(1, cvRound(width * scale_));
    cv::line(grey_, at(x0, y0), at(x1, y1), cv::Scalar(level), thick, cv::LINE_AA);
    cv::line(solid_, at(x0, y0), at(x1, y1), cv::Scalar(255), thick, cv::LINE_AA);
  }

  /// Text of this height, centred, made narrower where it would be wider than `room`.
  void text(const std::string& words, double x, double baseline, double height, double room, int level) {
    int below = 0;
    const cv::Size size = cv::getTextSize(words, cv::FONT_HERSHEY_DUPLEX, 1, 1, &below);
    if (words.empty() || size.width == 0) return;
    const double size_wanted = std::min(height * scale_ / size.height, room * scale_ / size.width);
    const cv::Point corner = at(x, baseline) - cv::Point(cvRound(size.width * size_wanted / 2), 0);
    cv::putText(grey_, words, corner, cv::FONT_HERSHEY_DUPLEX, size_wanted, cv::Scalar(level),
                std::max(1, cvRound(height * scale_ / 9)), cv::LINE_AA);
  }

 private:
  void fill(cv::Rect area, int level) {
    area &= cv::Rect(0, 0, grey_.cols, grey_.rows);
    grey_(area).setTo(level);
    solid_(area).setTo(255);
  }

  cv::Mat& grey_;
  cv::Mat& solid_;
  int scale_;
  cv::Point origin_;
};

void draw_code(Easel& easel, const Modules& modules, int light, int dark) {
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x) easel.box(x, y, x + 1, y + 1, modules.at(x, y) ? dark : light);
}

struct Place {
  double left, top, right, bottom;
};

/// A photograph of nothing in particular, where a thing shows no code.
void draw_picture(Easel& easel, double size, int light) {
  easel.rounded(1, 1, size - 1, size - 1, 2, light - 70);
  easel.disc(size * 0.7, size * 0.3, size * 0.12, light - 10);
  easel.limb(2, size * 0.8, size * 0.45, size * 0.5, 3, light - 120);
  easel.limb(size * 0.45, size * 0.5, size - 2, size * 0.85, 3, light - 140);
}

Place draw_phone(Easel& easel, const HeldCode& held, int n, int skin) {
  const double quiet = held.quiet_zone, middle = n / 2.0;
  const double half = middle + std::max(4.0, quiet) + 2;
  const Place screen{middle - half, middle - half * 1.95, middle + half, middle + half * 2.05};
  const Place body{screen.left - 1.1, screen.top - 2.4, screen.right + 1.1, screen.bottom + 2.4};
  // The hand behind: fingers round the left edge, the ball of the thumb at the right, the arm below.
  easel.limb(middle + half * 0.25, screen.bottom - 2, middle + half * 0.7, screen.bottom + 40, n * 0.72,
             skin - 12);
  for (int finger = 0; finger < 4; ++finger)
    easel.limb(body.left + 2, middle + 9 + finger * 6.2, body.left - 1.6, middle + 8 + finger * 6.2, 5.2,
               skin - 4 * finger);
  easel.limb(body.right - 1, screen.bottom - 12, body.right + 2.2, screen.bottom + 4, 8, skin - 6);

  easel.rounded(body.left, body.top, body.right, body.bottom, 3.6, 26);
  easel.rounded(body.left + 0.35, body.top + 0.35, body.right - 0.35, body.bottom - 0.35, 3.3, 12);
  const int ground = held.inverted ? 34 : 214, ink = held.inverted ? 190 : 52;
  easel.rounded(screen.left, screen.top, screen.right, screen.bottom, 2.2, ground);
  easel.rounded(middle - 4, screen.top + 0.7, middle + 4, screen.top + 2.1, 0.7, 8);
  easel.text("9:41", screen.left + 4, screen.top + 2.2, 1.3, 5, ink);
  easel.rounded(screen.left + 1, screen.top + 4, screen.right - 1, middle - half + 1.2, 1.4,
                held.inverted ? 70 : 118);
  easel.text("Annual Member Conference", middle, screen.top + 9, 1.9, 2 * half - 6, 250);
  easel.text("Your pass", middle, screen.top + 13, 1.5, 2 * half - 8, 236);

  // A plate as wide as the quiet zone; around a mean one the dark of the page begins at once.
  const int plate = held.inverted ? 16 : 246;
  if (quiet < 4) easel.rounded(-4, -4, n + 4, n + 4, 1, held.inverted ? 150 : 96);
  easel.box(-quiet, -quiet, n + quiet, n + quiet, plate);

  const double words = n + std::max(4.0, quiet);
  easel.text(held.name, middle, words + 4.4, 2.4, 2 * half - 4, ink);
  easel.text(held.payload.substr(0, 24), middle, words + 8, 1.5, 2 * half - 6, ink);
  easel.rounded(middle - 9, words + 10.4, middle + 9, words + 14, 1.6, held.inverted ? 96 : 150);
  return {-quiet, -quiet, n + quiet, n + quiet};
}

Place draw_badge(Easel& easel, const HeldCode& held, int n, int skin) {
  const double quiet = held.quiet_zone, middle = n / 2.0, half = middle + std::max(4.0, quiet) + 5;
  const double top = -n * 0.95 - 6, bottom = n + std::max(4.0, quiet) + 4;
  const int paper = held.inverted ? 40 : 236, ink = held.inverted ? 205 : 44;
  easel.limb(middle - 3, top - 24, middle - 1, top + 2, 2.2, 70);  // lanyard
  easel.limb(middle + 3, top - 24, middle + 1, top + 2, 2.2, 62);
  easel.limb(middle + half * 0.9, bottom + 34, middle + half * 0.72, bottom + 3, n * 0.5, skin - 12);
  easel.rounded(middle - half, top, middle + half, bottom, 1.6, paper - 26);
  easel.rounded(middle - half + 0.3, top + 0.3, middle + half - 0.4, bottom - 0.4, 1.4, paper);
  easel.box(middle - half + 0.3, top + 4, middle + half - 0.4, top + 9, 92);
  easel.text("Annual Member Conference", middle, top + 7.6, 2, 2 * half - 6, 246);
  easel.rounded(middle - 3, top + 1.2, middle + 3, top + 2.6, 0.7, 110);
  easel.text(held.name, middle, top + 14.5, 3.2, 2 * half - 6, ink);
  easel.text("Member", middle, top + 18.5, 1.9, 2 * half - 8, (paper + ink) / 2);
  if (quiet < 4) easel.box(-4, -4, n + 4, n + 4, held.inverted ? 150 : 96);
  easel.box(-quiet, -quiet, n + quiet, n + quiet, paper);
  easel.limb(middle + half * 0.78, bottom + 6, middle + half * 0.62, bottom - 2.2, 5.4,
             skin);  // thumb on the edge
  return {-quiet, -quiet, n + quiet, n + quiet};
}

void crack(cv::Mat& grey, const Easel& easel, int n, int scale, int lines, cv::RNG& random) {
  const cv::Point2d blow(random.uniform(0.0, 1.0 * n), random.uniform(0.0, 1.0 * n));
  for (int line = 0; line < lines; ++line) {
    double x = blow.x, y = blow.y, direction = random.uniform(0.0, 6.28);
    const int level = random.uniform(0, 3) == 0 ? 20 : 235;  // glass splinters mostly catch the light
    for (int piece = 0; piece < 9; ++piece) {
      direction += random.uniform(-0.35, 0.35);
      const double nx = x + 4 * std::cos(direction), ny = y + 4 * std::sin(direction);
      const int thick = std::max(1, cvRound(scale * random.uniform(0.25, 0.7)));
      cv::line(grey, easel.at(x, y), easel.at(nx, ny), cv::Scalar(level), thick, cv::LINE_AA);
      x = nx, y = ny;
    }
  }
}

/// A thumb from the outside that hides this share of the code; never deeper than the share asks for.
void cover(Easel& easel, int n, double share, int skin, cv::RNG& random) {
  const double width = n * 0.42, depth = share * n * n / width;
  const int side = random.uniform(0, 3);  // right, bottom, left: nobody holds a phone from above
  const double along = random.uniform(0.28, 0.75) * n;
  if (side == 0) easel.limb(n + 14, along + 6, n - depth + width / 2, along, width, skin);
  if (side == 1) easel.limb(along + 6, n + 14, along, n - depth + width / 2, width, skin);
  if (side == 2) easel.limb(-14, along + 6, depth - width / 2, along, width, skin);
}

}  // namespace

int modules_of(const HeldCode& held) {
  return held.payload.empty() ? 21 : encode(held.payload, held.correction).size;
}

Cutout cut_out(const HeldCode& held, int scale) {
  const Modules modules = held.payload.empty() ? Modules{21, {}} : encode(held.payload, held.correction);
  const int n = modules.size;
  const int beside = n, above = 2 * n + 10, below = 3 * n;
  Cutout cutout{cv::Mat(scale * (above + n + below), scale * (beside + n + beside), CV_8U, cv::Scalar(110)),
                cv::Mat::zeros(scale * (above + n + below), scale * (beside + n + beside), CV_8U),
                scale,
                {scale * beside, scale * above},
                n};
  Easel easel(cutout.grey, cutout.solid, scale, cutout.origin);
  cv::RNG random(held.seed * 7919u + 3u);
  const int skin = random.uniform(120, 196);
  if (held.body == HeldCode::Body::Phone)
    draw_phone(easel, held, n, skin);
  else
    draw_badge(easel, held, n, skin);

  const int light = held.inverted ? 16 : 246, dark = held.inverted ? 236 : 14;
  if (held.payload.empty())
    draw_picture(easel, n, 230);
  else
    draw_code(easel, modules, held.body == HeldCode::Body::Badge && !held.inverted ? 236 : light,
              held.body == HeldCode::Body::Badge && !held.inverted ? 36 : dark);
  if (held.cracks > 0) crack(cutout.grey, easel, n, scale, held.cracks, random);
  if (held.cover > 0) cover(easel, n, held.cover, skin, random);
  return cutout;
}

}  // namespace usher::scan
