#include "video_reader.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "locate.hpp"
#include "mat_view.hpp"
#include "scan/symbol/decoder.hpp"

namespace usher::scan {
namespace {

// Even a quiet room is looked at so often, should something have crept in.
constexpr std::uint64_t kRound = 30;

// A part that stayed as it is and gave nothing this often is left alone for a while: a poster, a page of
// text.
constexpr int kTries = 6;
constexpr std::uint64_t kLeftAlone = 90;

cv::Rect around(const Symbol& symbol, double margin, cv::Size frame) {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
  for (const Point& corner : symbol.corners) {
    left = std::min(left, corner.x), right = std::max(right, corner.x);
    top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
  }
  const double extra = margin * std::max(right - left, bottom - top);
  return cv::Rect(cv::Point(cvFloor(left - extra), cvFloor(top - extra)),
                  cv::Point(cvCeil(right + extra), cvCeil(bottom + extra))) &
         cv::Rect({}, frame);
}

void move(std::vector<Symbol>& symbols, double scale, cv::Point offset) {
  for (Symbol& symbol : symbols)
    for (Point& corner : symbol.corners)
      corner = {static_cast<float>(corner.x * scale + offset.x),
                static_cast<float>(corner.y * scale + offset.y)};
}

void add(std::vector<Symbol>& symbols, const std::vector<Symbol>& more) {
  for (const Symbol& symbol : more)
    if (std::none_of(symbols.begin(), symbols.end(),
                     [&](const Symbol& s) { return s.payload == symbol.payload; }))
      symbols.push_back(symbol);
}

bool holds_one_of(cv::Rect area, const std::vector<Symbol>& symbols) {
  return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) {
    return area.contains({static_cast<int>((s.corners[0].x + s.corners[2].x) / 2),
                          static_cast<int>((s.corners[0].y + s.corners[2].y) / 2)});
  });
}

}  // namespace

std::vector<Symbol> VideoReader::read(const cv::Mat& grey) {
  purse_.begin_frame();
  ++number_;
  cv::resize(grey, half_, {std::max(1, grey.cols / 2), std::max(1, grey.rows / 2)}, 0, 0, cv::INTER_AREA);
  presence_.look(half_);
  // Nothing moved where the code was: it is still there, and still says the same.
  if (stands_as_before() && number_ % 8 != 0) {
    purse_.end_frame();
    return last_;
  }
  std::vector<Symbol> symbols;
  if (presence_.changed() || !last_.empty() || number_ % kRound == 1) symbols = look(grey);
  last_ = symbols;
  presence_.likeness().copyTo(likeness_);
  purse_.end_frame();
  return symbols;
}

bool VideoReader::stands_as_before() const {
  if (last_.empty()) return false;
  const cv::Size size(presence_.likeness().cols * Presence::kBlock,
                      presence_.likeness().rows * Presence::kBlock);
  return std::all_of(last_.begin(), last_.end(), [&](const Symbol& symbol) {
    return presence_.same(around(symbol, 0.1, size), likeness_);
  });
}

bool VideoReader::follow(const cv::Mat& grey, std::vector<Symbol>& symbols) const {
  for (const Symbol& symbol : last_) {
    const cv::Rect area = around(symbol, 0.5, grey.size());
    if (area.empty()) continue;
    auto found = decode(view_of(grey(area)), {.harder = true, .invert = true}).read;
    move(found, 1, area.tl());
    add(symbols, found);
  }
  return !last_.empty() && symbols.size() >= last_.size();
}

bool VideoReader::was_searched_in_vain(cv::Rect area) {
  const auto known = std::find_if(fruitless_.begin(), fruitless_.end(), [&](const FruitlessSearch& search) {
    return (search.area & area).area() * 4 > 3 * std::max(search.area.area(), area.area()) &&
           presence_.same(area, search.likeness);
  });
  if (known == fruitless_.end()) {
    if (fruitless_.size() >= 12) fruitless_.pop_front();
    fruitless_.push_back({area, presence_.likeness().clone(), 1, number_});
    return false;
  }
  if (known->tries >= kTries && number_ - known->last < kLeftAlone) return true;
  ++known->tries;
  known->last = number_;
  return false;
}

std::vector<Symbol> VideoReader::look(const cv::Mat& grey) {
  std::vector<Symbol> symbols;
  // Others beside a guest's code are looked for a few times a second only.
  if (follow(grey, symbols) && number_ % 4 != 0) return symbols;

  auto near = decode(view_of(half_), {.invert = true}).read;
  move(near, 2, {});
  add(symbols, near);

  std::vector<Testimony> doubtful;
  std::vector<Suspect> suspects;
  const bool everywhere = number_ % kRound == 1;
  for (const cv::Rect& area : code_like(half_, 10, presence_.changed())) {
    if (purse_.empty()) break;
    const cv::Rect inside = area & cv::Rect({}, grey.size());
    if (inside.empty() || holds_one_of(inside, symbols)) continue;
    // Posters are not read again for every guest who walks in front of another part of the room.
    if ((!everywhere && !presence_.changed(inside)) || was_searched_in_vain(inside)) continue;
    Findings findings = search(grey, inside, purse_);
    add(symbols, findings.read);
    doubtful.insert(doubtful.end(), findings.doubtful.begin(), findings.doubtful.end());
    suspects.insert(suspects.end(), findings.suspects.begin(), findings.suspects.end());
  }
  const auto summed = memory_.add(suspects, number_);
  doubtful.insert(doubtful.end(), summed.begin(), summed.end());
  add(symbols, witnesses_.hear(doubtful, number_));
  return symbols;
}

}  // namespace usher::scan
