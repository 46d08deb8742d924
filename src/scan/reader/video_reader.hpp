#pragma once

#include <deque>
#include <opencv2/core.hpp>
#include <vector>

#include "presence.hpp"
#include "purse.hpp"
#include "witness.hpp"

namespace usher::scan {

/// Reads a stream of frames: cheap steps on each, dear ones only where something code-like stands unread,
/// next to nothing while nobody is there.
class VideoReader {
 public:
  explicit VideoReader(milliseconds per_frame) : purse_(per_frame) {}
  std::vector<Symbol> read(const cv::Mat& grey);

 private:
  std::vector<Symbol> look(const cv::Mat& grey);
  bool follow(const cv::Mat& grey, std::vector<Symbol>& symbols) const;
  bool stands_as_before() const;
  bool was_searched_in_vain(cv::Rect area);

  /// A part that was searched in vain, and how it looked.
  struct FruitlessSearch {
    cv::Rect area;
    cv::Mat likeness;
    int tries = 0;
    std::uint64_t last = 0;
  };

  Purse purse_;
  Presence presence_;
  cv::Mat half_;  ///< the frame at half its size
  Witnesses witnesses_;
  Memory memory_;
  std::deque<FruitlessSearch> fruitless_;
  std::vector<Symbol> last_;  ///< read in the frame before
  cv::Mat likeness_;          ///< of the frame in which they were decoded
  std::uint64_t number_ = 0;
};

}  // namespace usher::scan
