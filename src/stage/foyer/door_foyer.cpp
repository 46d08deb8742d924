#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "door_paint.hpp"

namespace usher::scan {
namespace {

/// Stripes, tiles, nested squares: what looks like a code from afar, and is none.
void hang_poster(cv::Mat& picture, cv::RNG& random) {
  const int side = random.uniform(60, 220);
  const cv::Rect place =
      cv::Rect(random.uniform(-20, picture.cols - 40), random.uniform(-20, picture.rows - 40), side,
               cvRound(side * random.uniform(0.6, 1.5))) &
      cv::Rect(0, 0, picture.cols, picture.rows);
  if (place.width < 24 || place.height < 24) return;
  cv::Mat poster = picture(place);
  poster.setTo(random.uniform(150, 250));
  const int ink = random.uniform(10, 100);
  const int step = random.uniform(4, 14);
  switch (random.uniform(0, 5)) {
    case 0:  // a bar code
      for (int x = step; x < poster.cols - step; x += random.uniform(3, 10))
        cv::line(poster, {x, 4}, {x, poster.rows - 5}, cv::Scalar(ink), random.uniform(1, 5));
      break;
    case 1:  // tiles
      for (int y = 0; y + step <= poster.rows; y += step)
        for (int x = 0; x + step <= poster.cols; x += step)
          if (random.uniform(0, 2) == 0)
            cv::rectangle(poster, {x, y, step, step}, cv::Scalar(ink), cv::FILLED);
      break;
    case 2:  // nested squares, as finder patterns are
      for (int i = 0; i < 5; ++i) {
        const int s = random.uniform(2, 5);
        const cv::Point at(random.uniform(0, std::max(1, poster.cols - 7 * s)),
                           random.uniform(0, std::max(1, poster.rows - 7 * s)));
        cv::rectangle(poster, {at.x, at.y, 7 * s, 7 * s}, cv::Scalar(ink), cv::FILLED);
        cv::rectangle(poster, {at.x + s, at.y + s, 5 * s, 5 * s}, cv::Scalar(230), cv::FILLED);
        cv::rectangle(poster, {at.x + 2 * s, at.y + 2 * s, 3 * s, 3 * s}, cv::Scalar(ink), cv::FILLED);
      }
      break;
    case 3:  // a page of text
      for (int y = 2 * step; y < poster.rows; y += 2 * step)
        cv::putText(poster, "Programme 09:30 Welcome and keynote in hall B", {4, y}, cv::FONT_HERSHEY_PLAIN,
                    step / 12.0, cv::Scalar(ink), 1, cv::LINE_AA);
      break;
    default:  // a blind or a stair
      for (int y = 0; y < poster.rows; y += step)
        cv::rectangle(poster, {0, y, poster.cols, step / 2}, cv::Scalar(ink), cv::FILLED);
  }
}

}  // namespace

cv::Mat paint_foyer(int width, int height, double clutter, std::uint32_t seed) {
  cv::RNG random(seed * 104729u + 11u);
  // Painted small and blown up: the room behind a guest is out of focus.
  const int w = 160, h = 90;
  cv::Mat room(h, w, CV_8U);
  for (int y = 0; y < h; ++y) room.row(y).setTo(y < 62 ? 96 + y / 3 : 78 - (y - 62) / 2);
  for (int i = 0; i < 4; ++i) {  // doors, windows, pillars
    const int x = random.uniform(0, w), wide = random.uniform(8, 26);
    cv::rectangle(room, cv::Rect(x, random.uniform(4, 20), wide, random.uniform(40, 60)),
                  random.uniform(60, 190), -1);
  }
  for (int i = 0; i < 5; ++i)  // lamps
    cv::circle(room, {random.uniform(0, w), random.uniform(0, 18)}, random.uniform(2, 4), cv::Scalar(245),
               -1);
  for (int i = 0; i < 4; ++i) {  // people waiting
    const cv::Point head(random.uniform(0, w), random.uniform(24, 36));
    const int coat = random.uniform(30, 130), size = random.uniform(5, 8);
    cv::ellipse(room, {head.x, head.y + 6 * size}, {2 * size, 5 * size}, 0, 0, 360, cv::Scalar(coat), -1);
    cv::circle(room, head, size, cv::Scalar(random.uniform(110, 180)), -1);
  }
  cv::GaussianBlur(room, room, {}, 2.2);
  cv::Mat picture;
  cv::resize(room, picture, {width, height}, 0, 0, cv::INTER_CUBIC);
  const int posters = cvRound(clutter * 14);
  for (int i = 0; i < posters; ++i) hang_poster(picture, random);
  return picture;
}

}  // namespace usher::scan
