#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "staged_print.hpp"

// One function a category: what befalls the sheet, its light or its photograph.

namespace usher::bench {
namespace {

StagedPhoto finish(const Staging& staging, const cv::Mat& light, Chance& chance) {
  return {develop(light, staging.exposure, chance), staging.payloads};
}
StagedPhoto finish(const Staging& staging, Chance& chance) {
  return finish(staging, photograph(staging.shot), chance);
}

/// Somewhere on the symbol, in the photograph.
cv::Point2d on_symbol(const Staging& s, Chance& chance) {
  const double half = s.modules * s.shot.module_px / 2;
  return {s.shot.size.width * (0.5 + s.shot.aside.x) + chance.between(-half, half),
          s.shot.size.height * (0.5 + s.shot.aside.y) + chance.between(-half, half)};
}

StagedPhoto blurred(Chance& chance) {
  Staging s = nominal(chance);
  if (chance.one_in(2))
    s.exposure.defocus = chance.between(0.4, 1.2) * s.shot.module_px;
  else
    s.exposure.motion = chance.between(0.6, 2) * s.shot.module_px,
    s.exposure.motion_way = chance.between(0, 180);
  return finish(s, chance);
}

StagedPhoto brightness(Chance& chance) {
  Staging s = nominal(chance);
  const double stops = chance.between(-6.5, 3.5);
  s.exposure.gain = std::pow(2, stops);
  s.exposure.noise = stops < -2 ? chance.between(2, 7) : 2;
  cv::Mat light = photograph(s.shot);
  uneven(light, chance, 0.6);
  return finish(s, light, chance);
}

StagedPhoto bright_spots(Chance& chance) {
  Staging s = nominal(chance);
  cv::Mat light = photograph(s.shot);
  for (int i = 1 + chance.below(3); i > 0; --i)
    lamp(light, chance, on_symbol(s, chance), chance.between(1.5, 6) * s.shot.module_px,
         chance.between(0.5, 2));
  return finish(s, light, chance);
}

StagedPhoto close(Chance& chance) {
  Staging s = nominal(chance, 8, 60, {}, false);
  s.shot.size = chance.one_in(2) ? cv::Size(2592, 1944) : cv::Size(3264, 2448);
  s.shot.module_px = chance.between(0.6, 0.93) * s.shot.size.height / s.modules;
  s.shot.aside = {chance.between(-0.03, 0.03), chance.between(-0.02, 0.02)};
  s.shot.rotation = chance.between(-6, 6), s.shot.tilt = chance.between(0, 12);
  s.exposure.defocus = chance.between(0.02, 0.45) * s.shot.module_px, s.exposure.noise = chance.between(2, 9);
  cv::Mat light = photograph(s.shot);
  uneven(light, chance, 0.5);
  return finish(s, light, chance);
}

StagedPhoto curved(Chance& chance) {
  Staging s = nominal(chance, 8, 110);
  s.shot.bend = chance.between(60, 165) * (chance.one_in(4) ? -0.6 : 1);
  s.shot.bend_way = chance.one_in(3) ? chance.between(0, 180) : 90 * chance.below(2) + chance.between(-8, 8);
  cv::Mat light = photograph(s.shot);
  uneven(light, chance, 0.5);
  return finish(s, light, chance);
}

StagedPhoto damaged(Chance& chance) {
  Staging s = nominal(chance, 10, 80);
  cv::Mat& sheet = s.shot.sheet;
  const double dot = s.shot.dot, w = sheet.cols, h = sheet.rows;
  const auto somewhere = [&] {
    return cv::Point(cvRound(chance.between(0.1, 0.9) * w), cvRound(chance.between(0.1, 0.9) * h));
  };
  for (int i = 1 + chance.below(3); i > 0; --i) switch (chance.below(5)) {
      case 0:  // scribbled over
        for (int k = 0; k < 8; ++k)
          cv::line(sheet, somewhere(), somewhere(), cv::Scalar(chance.below(2) ? 40 : 240),
                   cvRound(dot * chance.between(0.2, 0.8)), cv::LINE_AA);
        break;
      case 1: {  // torn off
        const int from = cvRound(chance.between(0.05, 0.25) * w),
                  to = cvRound(chance.between(0.05, 0.25) * h);
        const int cx = chance.below(2) ? 0 : sheet.cols, cy = chance.below(2) ? 0 : sheet.rows;
        const cv::Point torn[] = {{cx, cy}, {std::abs(cx - from) + 0, cy}, {cx, std::abs(cy - to)}};
        cv::fillConvexPoly(sheet, torn, 3, cv::Scalar(130));
        break;
      }
      case 2:  // stained
        for (int k = 0; k < 5; ++k)
          cv::circle(sheet, somewhere(), cvRound(dot * chance.between(0.5, 2.5)),
                     cv::Scalar(chance.below(255)), cv::FILLED, cv::LINE_AA);
        break;
      case 3:  // scratched
        for (int k = 0; k < 25; ++k)
          cv::line(sheet, somewhere(), somewhere(), cv::Scalar(255), std::max(1, cvRound(dot * 0.15)),
                   cv::LINE_AA);
        break;
      default: {  // creased
        const cv::Point a(cvRound(chance.between(0, w)), 0), b(cvRound(chance.between(0, w)), sheet.rows);
        cv::line(sheet, a, b, cv::Scalar(210), cvRound(dot * chance.between(0.5, 1.2)), cv::LINE_AA);
        break;
      }
    }
  return finish(s, chance);
}

StagedPhoto glare(Chance& chance) {
  Staging s = nominal(chance);
  cv::Mat light = photograph(s.shot);
  if (chance.one_in(3)) light = light * chance.between(0.2, 0.6) + chance.between(0.1, 0.5);
  veil(light, chance, chance.between(0.1, 0.8));
  if (chance.one_in(2)) lamp(light, chance, on_symbol(s, chance), chance.between(2, 7) * s.shot.module_px, 1);
  return finish(s, light, chance);
}

StagedPhoto high_version(Chance& chance) {
  Staging s = nominal(chance, 250, 1300);
  s.shot.size = {2048, 1536};
  s.shot.module_px = std::min(chance.between(3, 8), 0.9 * s.shot.size.height / (s.modules + 8));
  s.shot.tilt = chance.between(0, 14);
  if (chance.one_in(3)) s.shot.bend = chance.between(8, 30), s.shot.bend_way = 90 * chance.below(2);
  s.exposure.defocus = chance.between(0.1, 0.5) * s.shot.module_px;
  return finish(s, chance);
}

StagedPhoto lots(Chance& chance) {
  Staging s = nominal(chance);
  const int across = 5 + chance.below(4), down = 4 + chance.below(4), dot = 6;
  const int cell = (29 + 8) * dot;
  s.shot.sheet = cv::Mat(down * cell + 40, across * cell + 40, CV_8U, cv::Scalar(255));
  s.payloads.clear();
  for (int i = 0; i < across * down; ++i) {
    const auto text = payload(chance, 10 + chance.below(22));
    const auto modules = scan::encode(text, chance.one_in(2) ? Correction::Low : Correction::Medium);
    const cv::Mat symbol = print(modules, dot, {.quiet = chance.between(1.5, 3)});
    if (symbol.cols > cell) {
      continue;
    }
    symbol.copyTo(
        s.shot.sheet(cv::Rect(20 + i % across * cell, 20 + i / across * cell, symbol.cols, symbol.rows)));
    s.payloads.push_back(text);
  }
  s.shot.dot = dot;
  s.shot.size = chance.one_in(2) ? cv::Size(2048, 1536) : cv::Size(1600, 1200);
  s.shot.module_px =
      dot * chance.between(0.75, 0.92) *
      std::min(1.0 * s.shot.size.width / s.shot.sheet.cols, 1.0 * s.shot.size.height / s.shot.sheet.rows);
  s.shot.aside = {};
  s.shot.rotation = chance.between(-8, 8), s.shot.tilt = chance.between(0, 25);
  s.exposure.defocus = chance.between(0.1, 0.4) * s.shot.module_px;
  cv::Mat light = photograph(s.shot);
  uneven(light, chance, 0.5);
  if (chance.one_in(3)) hard_shadow(light, chance, 0.4);
  return finish(s, light, chance);
}

StagedPhoto monitor(Chance& chance) {
  Staging s = nominal(chance, 8, 90);
  s.shot.size = chance.one_in(2) ? cv::Size(2592, 1944) : cv::Size(1600, 1200);
  s.shot.module_px = chance.between(0.3, 0.8) * s.shot.size.height / s.modules;
  cv::Mat light = photograph(s.shot);
  // The screen's own pixels, a few or a fraction of one per pixel of the camera; and their beat.
  const double pitch = s.shot.module_px / (3 + chance.below(6));
  if (pitch > 2.5) pixel_grid(light, chance, pitch, chance.between(0.3, 0.95));
  pixel_grid(light, chance, chance.between(5, 40), chance.between(0.1, 0.6));
  if (chance.one_in(2)) veil(light, chance, 0.3);
  return finish(s, light, chance);
}

StagedPhoto noncompliant(Chance& chance) {
  Look look;
  look.inverted = chance.one_in(3);
  look.dots = chance.one_in(3);
  look.logo = chance.one_in(3);
  look.shade = chance.one_in(2) ? chance.between(0.2, 0.75) : 0;
  const bool bare = chance.one_in(3);
  if (bare) look.quiet = chance.between(0, 1);
  Staging s = nominal(chance, 10, 80, look, !bare && !look.inverted);
  if (chance.one_in(6)) cv::flip(s.shot.sheet, s.shot.sheet, 1);
  return finish(s, chance);
}

StagedPhoto pathological(Chance& chance) {
  Staging s = nominal(chance, 10, 60, {.quiet = chance.between(1.5, 4)}, false);
  // Finder patterns wherever there is room.
  const int dot = cvRound(s.shot.dot), m = dot * 16;
  cv::Mat page(s.shot.sheet.rows + 2 * m, s.shot.sheet.cols + 2 * m, CV_8U, cv::Scalar(255));
  const int kind = chance.below(3);
  for (int y = 0; y + 9 * dot < page.rows; y += 8 * dot)
    for (int x = 0; x + 9 * dot < page.cols; x += 8 * dot) {
      const cv::Rect outer(x, y, 7 * dot, 7 * dot);
      if (kind == 1 && chance.one_in(2)) continue;
      page(outer).setTo(0);
      page(cv::Rect(x + dot, y + dot, 5 * dot, 5 * dot)).setTo(255);
      page(cv::Rect(x + 2 * dot, y + 2 * dot, 3 * dot, 3 * dot)).setTo(0);
      if (kind == 2) cv::circle(page, {x + 3 * dot, y + 3 * dot}, dot / 2, cv::Scalar(255), cv::FILLED);
    }
  s.shot.sheet.copyTo(page(cv::Rect(m, m, s.shot.sheet.cols, s.shot.sheet.rows)));
  s.shot.sheet = page;
  s.shot.module_px = std::min(s.shot.module_px, 0.9 * s.shot.size.height * dot / page.rows);
  return finish(s, chance);
}

StagedPhoto perspective(Chance& chance) {
  Staging s = nominal(chance);
  s.shot.tilt = chance.between(40, 72);
  s.shot.module_px *= chance.between(1, 1.5);
  return finish(s, chance);
}

StagedPhoto rotations(Chance& chance) {
  Staging s = nominal(chance);
  s.shot.rotation = chance.between(0, 360);
  s.shot.tilt = chance.between(0, 35);
  return finish(s, chance);
}

StagedPhoto shadows(Chance& chance) {
  Staging s = nominal(chance);
  cv::Mat light = photograph(s.shot);
  for (int i = 1 + chance.below(2); i > 0; --i) hard_shadow(light, chance, chance.between(0.04, 0.35));
  return finish(s, light, chance);
}

/// What has no code in it, however much it looks like one.
StagedPhoto nothing(Chance& chance) {
  Staging s = nominal(chance);
  s.payloads.clear();
  cv::Mat& sheet = s.shot.sheet;
  sheet = cv::Mat(900, 900, CV_8U, cv::Scalar(255));
  s.shot.dot = 10, s.shot.module_px = chance.between(4, 8);
  const int kind = chance.below(5);
  const int n = 21 + 4 * chance.below(5), dot = 800 / n;
  if (kind == 0) words(sheet, chance, {30, 30, 840, 840}, chance.between(14, 60));
  if (kind == 1 || kind == 2)  // finder patterns with chance between them
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        const auto ring = [&](int cx, int cy) { return std::max(std::abs(x - cx), std::abs(y - cy)); };
        const int r = std::min({ring(3, 3), ring(n - 4, 3), ring(3, n - 4)});
        const bool dark = kind == 1 && r <= 4 ? r != 2 && r != 4
                          : x == 6 || y == 6  ? (x + y) % 2 == 0
                                              : chance.one_in(2);
        if (dark) sheet(cv::Rect(50 + x * dot, 50 + y * dot, dot, dot)).setTo(0);
      }
  if (kind == 3)  // bars
    for (int x = 40; x < 850;) {
      const int w = 4 + chance.below(20);
      sheet(cv::Rect(x, 100, w, 700)).setTo(0);
      x += w + 4 + chance.below(20);
    }
  if (kind == 4)  // tiles
    for (int y = 0; y < 900; y += 60)
      for (int x = 0; x < 900; x += 60)
        if ((x + y) / 60 % 2) sheet(cv::Rect(x, y, 60, 60)).setTo(chance.below(90));
  return finish(s, chance);
}

StagedPhoto well(Chance& chance) {
  Staging s = nominal(chance);
  return finish(s, chance);
}

struct Category {
  const char* name;
  StagedPhoto (*stage)(Chance&);
};

// A category's place decides its seeds, so new ones come last.
constexpr Category kCategories[] = {
    {"blurred", blurred},
    {"brightness", brightness},
    {"bright_spots", bright_spots},
    {"close", close},
    {"curved", curved},
    {"damaged", damaged},
    {"glare", glare},
    {"high_version", high_version},
    {"lots", lots},
    {"monitor", monitor},
    {"nominal", well},
    {"noncompliant", noncompliant},
    {"pathological", pathological},
    {"perspective", perspective},
    {"rotations", rotations},
    {"shadows", shadows},
    {"nothing", nothing},
};

}  // namespace

const std::vector<std::string>& photo_categories() {
  static const auto kNames = [] {
    std::vector<std::string> names;
    for (const Category& category : kCategories) names.push_back(category.name);
    return names;
  }();
  return kNames;
}

StagedPhoto stage_photo(const std::string& category, std::uint64_t seed) {
  for (std::size_t i = 0; i < std::size(kCategories); ++i) {
    if (kCategories[i].name != category) continue;
    Chance chance(seed * 1000 + i);
    return kCategories[i].stage(chance);
  }
  return {};
}

}  // namespace usher::bench
