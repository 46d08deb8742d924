#include "staged_print.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace usher::bench {
namespace {

std::string signs(Chance& chance, const char* alphabet, int count) {
  const std::string from = alphabet;
  std::string text;
  for (int i = 0; i < count; ++i)
    text += from[static_cast<std::size_t>(chance.below(static_cast<int>(from.size())))];
  return text;
}

Correction correction(Chance& chance) {
  const int level = chance.below(8);
  return level < 3   ? Correction::Low
         : level < 6 ? Correction::Medium
         : level < 7 ? Correction::Quartile
                     : Correction::High;
}

/// The symbol on a larger sheet, with something printed beside it.
cv::Mat on_a_page(const cv::Mat& symbol, Chance& chance, int dot) {
  const int m = cvRound(dot * chance.between(1, 8)), below = chance.one_in(2) ? dot * 14 : m;
  cv::Mat page(symbol.rows + m + below, symbol.cols + 2 * m, CV_8U, cv::Scalar(255));
  symbol.copyTo(page(cv::Rect(m, m, symbol.cols, symbol.rows)));
  if (below > m) words(page, chance, {m, m + symbol.rows, symbol.cols, below - dot}, dot * 3.0);
  return page;
}

}  // namespace

std::string payload(Chance& chance, int length) {
  static const char* kSmall = "abcdefghijklmnopqrstuvwxyz0123456789";
  const int left = std::max(2, length);
  switch (chance.below(6)) {
    case 0:
      return "https://" + signs(chance, kSmall, std::max(2, left - 12)) + ".org/" + signs(chance, kSmall, 2);
    case 1:
      return "WIFI:T:WPA;S:" + signs(chance, kSmall, 4) +
             ";P:" + signs(chance, kSmall, std::max(8, left - 22)) + ";;";
    case 2:
      return signs(chance, "0123456789", left * 2);
    case 3:
      return signs(chance, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:", left * 3 / 2);
    case 4:
      return "BEGIN:VCARD\nN:" + signs(chance, kSmall, std::max(2, left - 26)) + "\nEND:VCARD";
    default:
      return "Grüße, " + signs(chance, "abcdefgh ijklm nopqr stuvwxyz.", std::max(2, left - 9)) + "!";
  }
}

cv::Mat print(const scan::Modules& modules, int dot, const Look& look) {
  const int quiet = cvRound(look.quiet * dot), side = modules.size * dot + 2 * quiet;
  const double dark = 255 * look.shade;
  cv::Mat sheet(side, side, CV_8U, cv::Scalar(255));
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x) {
      if (!modules.at(x, y)) continue;
      const int n = modules.size;
      const bool finder = (x < 7 && y < 7) || (x >= n - 7 && y < 7) || (x < 7 && y >= n - 7);
      if (look.dots && !finder)
        cv::circle(sheet, {quiet + x * dot + dot / 2, quiet + y * dot + dot / 2}, cvRound(dot * 0.45),
                   cv::Scalar(dark), cv::FILLED, cv::LINE_AA);
      else
        sheet(cv::Rect(quiet + x * dot, quiet + y * dot, dot, dot)).setTo(dark);
    }
  if (look.logo) {
    const cv::Point middle(side / 2, side / 2);
    const int reach = cvRound(modules.size * dot * 0.12);
    cv::circle(sheet, middle, reach, cv::Scalar(255), cv::FILLED, cv::LINE_AA);
    cv::circle(sheet, middle, reach * 3 / 4, cv::Scalar(90), cv::FILLED, cv::LINE_AA);
    cv::putText(sheet, "U", middle - cv::Point(reach / 3, -reach / 3), cv::FONT_HERSHEY_SIMPLEX, reach / 28.0,
                cv::Scalar(255), std::max(1, reach / 10));
  }
  if (look.inverted) cv::bitwise_not(sheet, sheet);
  return sheet;
}

void words(cv::Mat& sheet, Chance& chance, cv::Rect where, double height) {
  for (double y = where.y + height; y < where.y + where.height; y += height * 1.7)
    cv::putText(sheet,
                signs(chance, "abcdefghijklmnop qrstuvwxyz ABCDE 0123", cvRound(where.width / height / 0.9)),
                {where.x, cvRound(y)}, chance.below(4), height / 28, cv::Scalar(20),
                std::max(1, cvRound(height / 9)), cv::LINE_AA);
}

Staging nominal(Chance& chance, int shortest, int longest, const Look& look, bool page) {
  Staging staging;
  const auto text = payload(chance, static_cast<int>(chance.between(shortest, longest)));
  const scan::Modules modules = scan::encode(text, correction(chance));
  Shot& shot = staging.shot;
  staging.payloads = {text};
  staging.modules = modules.size;
  static const cv::Size kSizes[] = {{800, 600}, {1024, 768}, {1280, 960}, {1600, 1200}, {960, 1280}};
  shot.size = kSizes[chance.below(5)];
  const double most = 0.62 * std::min(shot.size.width, shot.size.height) / modules.size;
  shot.module_px = std::max(2.4, chance.between(0.35 * most, most));
  const int dot = std::clamp(cvRound(shot.module_px * 1.5), 5, 30);
  shot.dot = dot;
  const cv::Mat symbol = print(modules, dot, look);
  shot.sheet = page ? on_a_page(symbol, chance, dot) : symbol;
  shot.rotation = chance.between(-20, 20);
  shot.tilt = chance.between(0, 20);
  shot.tilt_way = chance.between(0, 360);
  shot.aside = {chance.between(-0.08, 0.08), chance.between(-0.08, 0.08)};
  shot.ground = static_cast<std::uint64_t>(chance.below(1 << 30));
  staging.exposure = {.defocus = chance.between(0, 0.25) * shot.module_px,
                      .gain = chance.between(0.7, 1.3),
                      .noise = chance.between(1, 5),
                      .jpeg = 70 + chance.below(28)};
  return staging;
}

}  // namespace usher::bench
