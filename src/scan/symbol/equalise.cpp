#include "equalise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "qr_layout.hpp"

namespace usher::scan {
namespace {

constexpr int kReach = 2;  ///< modules that may leak into one, each way
constexpr int kAcross = 2 * kReach + 1;
constexpr int kTaps = kAcross * kAcross;
constexpr int kUnknowns = kTaps + 1;  ///< and a bias

/// The neighbourhood of one module, and the bias.
std::array<double, kUnknowns> inputs_at(const cv::Mat& dark, int x, int y) {
  std::array<double, kUnknowns> in;
  std::size_t i = 0;
  for (int v = y - kReach; v <= y + kReach; ++v)
    for (int u = x - kReach; u <= x + kReach; ++u) {
      // Beyond the rim lies the quiet zone, which is light.
      const bool beyond = u < 0 || v < 0 || u >= dark.cols || v >= dark.rows;
      in[i++] = beyond ? -0.8 : static_cast<double>(dark.at<float>(v, u));
    }
  in[i] = 0.5;
  return in;
}

/// What a module should be, and how far that is to be believed.
struct Lesson {
  double is = 0;
  double trust = 0;
};

/// How the neighbourhood is to be weighed so that the lessons come true.
bool learn(const cv::Mat& dark, const std::vector<Lesson>& lessons, cv::Mat& weights) {
  // Few lessons, some of them wrong: a ridge keeps the weights small, those from far away smaller.
  constexpr double kRidge = 2;
  cv::Mat squares = cv::Mat::zeros(kUnknowns, kUnknowns, CV_64F),
          right = cv::Mat::zeros(kUnknowns, 1, CV_64F);
  for (int y = 0; y < dark.rows; ++y)
    for (int x = 0; x < dark.cols; ++x) {
      const Lesson& lesson = lessons[static_cast<std::size_t>(y * dark.cols + x)];
      if (lesson.trust <= 0) continue;
      const auto in = inputs_at(dark, x, y);
      for (int i = 0; i < kUnknowns; ++i) {
        const double weighed = lesson.trust * in[static_cast<std::size_t>(i)];
        right.at<double>(i) += weighed * lesson.is;
        auto* row = squares.ptr<double>(i);
        for (int j = 0; j <= i; ++j) row[j] += weighed * in[static_cast<std::size_t>(j)];
      }
    }
  for (int i = 0; i < kUnknowns; ++i) {
    for (int j = i + 1; j < kUnknowns; ++j) squares.at<double>(i, j) = squares.at<double>(j, i);
    const int away = std::max(std::abs(i % kAcross - kReach), std::abs(i / kAcross - kReach));
    squares.at<double>(i, i) += i < kTaps && away > 1 ? 2 * away * kRidge : kRidge;
  }
  right.at<double>(kTaps / 2) += kRidge;  // the prior says that a module speaks for itself
  return cv::solve(squares, right, weights, cv::DECOMP_CHOLESKY);
}

/// Learns how each module leaks into its neighbours, and takes that back: first from the patterns that every
/// symbol has, then also from what the modules seem to be. Of 176 hard scenes with the grid in its place this
/// reads 144; by the patterns and the nearest neighbours alone it was 137.
cv::Mat linear(const cv::Mat& dark, const std::vector<std::int8_t>& patterns) {
  const int n = dark.cols;
  std::vector<Lesson> lessons(patterns.size());
  for (std::size_t i = 0; i < patterns.size(); ++i)
    if (patterns[i] >= 0) lessons[i] = {patterns[i] == 1 ? 1.0 : -1.0, 1};
  cv::Mat out = dark.clone(), weights;
  for (int round = 0; round < 3; ++round) {
    if (!learn(dark, lessons, weights)) return out;
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        const auto in = inputs_at(dark, x, y);
        double sum = 0;
        for (int i = 0; i < kUnknowns; ++i) sum += weights.at<double>(i) * in[static_cast<std::size_t>(i)];
        out.at<float>(y, x) = static_cast<float>(sum);
        const auto at = static_cast<std::size_t>(y * n + x);
        if (patterns[at] < 0) lessons[at] = {sum > 0 ? 1.0 : -1.0, 0.5 * std::min(1.0, std::abs(sum))};
      }
  }
  return out;
}

/// A symbol of black and white modules behind a blur that is the same everywhere. Weights alone cannot undo a
/// blur that wipes out whole patterns; but there are only so many ways in which the modules can be what they
/// are, and one explains the levels best.
class Explanation {
 public:
  Explanation(const cv::Mat& seen, const std::vector<std::int8_t>& patterns, const cv::Mat& first)
      : n_(seen.cols), seen_(seen), patterns_(patterns), is_(patterns.size()), left_(seen.size(), CV_64F) {
    for (std::size_t i = 0; i < is_.size(); ++i)
      is_[i] = patterns[i] >= 0                           ? 2 * patterns[i] - 1.0
               : first.at<float>(static_cast<int>(i)) > 0 ? 1.0
                                                          : -1.0;
  }

  /// How surely each module is what it is, and not the other.
  cv::Mat settle() {
    for (int round = 0; round < kRounds; ++round) {
      if (!learn_blur()) return {};
      bool any = false;
      for (int sweep = 0; sweep < kRounds; ++sweep) any = turn_over() || any;
      if (!any) break;
    }
    cv::Mat out(n_, n_, CV_32F);
    for (int y = 0; y < n_; ++y)
      for (int x = 0; x < n_; ++x)
        out.at<float>(y, x) = static_cast<float>(is(x, y) * worth(x, y) / std::max(1e-6, 4 * energy_));
    return out;
  }

 private:
  static constexpr int kRounds = 4;

  /// Beyond the rim lies the quiet zone.
  double is(int x, int y) const {
    return x < 0 || y < 0 || x >= n_ || y >= n_ ? -1 : is_[static_cast<std::size_t>(y * n_ + x)];
  }

  template <class Visit>
  void around(int x, int y, Visit visit) const {
    int tap = 0;
    for (int v = y - kReach; v <= y + kReach; ++v)
      for (int u = x - kReach; u <= x + kReach; ++u) visit(tap++, u, v);
  }

  bool learn_blur() {
    cv::Mat squares = cv::Mat::eye(kUnknowns, kUnknowns, CV_64F),
            right = cv::Mat::zeros(kUnknowns, 1, CV_64F);
    std::array<double, kUnknowns> in{};
    in[kTaps] = 1;
    for (int y = 0; y < n_; ++y)
      for (int x = 0; x < n_; ++x) {
        around(x, y, [&](int tap, int u, int v) { in[static_cast<std::size_t>(tap)] = is(u, v); });
        const double level = static_cast<double>(seen_.at<float>(y, x));
        for (int i = 0; i < kUnknowns; ++i) {
          right.at<double>(i) += in[static_cast<std::size_t>(i)] * level;
          auto* row = squares.ptr<double>(i);
          for (int j = 0; j <= i; ++j)
            row[j] += in[static_cast<std::size_t>(i)] * in[static_cast<std::size_t>(j)];
        }
      }
    for (int i = 0; i < kUnknowns; ++i)
      for (int j = i + 1; j < kUnknowns; ++j) squares.at<double>(i, j) = squares.at<double>(j, i);
    if (!cv::solve(squares, right, blur_, cv::DECOMP_CHOLESKY)) return false;
    energy_ = 0;
    for (int i = 0; i < kTaps; ++i) energy_ += blur_.at<double>(i) * blur_.at<double>(i);
    for (int y = 0; y < n_; ++y)
      for (int x = 0; x < n_; ++x) {
        double said = blur_.at<double>(kTaps);
        around(x, y, [&](int tap, int u, int v) { said += blur_.at<double>(tap) * is(u, v); });
        left_.at<double>(y, x) = static_cast<double>(seen_.at<float>(y, x)) - said;
      }
    return true;
  }

  /// How much worse the levels would be explained if this module were the other.
  double worth(int x, int y) const {
    double sum = 0;
    around(x, y, [&](int tap, int u, int v) {
      if (u < 0 || v < 0 || u >= n_ || v >= n_) return;
      // The neighbour sees this module where this one sees the neighbour opposite.
      const double share = blur_.at<double>(kTaps - 1 - tap);
      sum += 4 * share * (is(x, y) * left_.at<double>(v, u) + share);
    });
    return sum;
  }

  bool turn_over() {
    bool any = false;
    for (int y = 0; y < n_; ++y)
      for (int x = 0; x < n_; ++x) {
        if (patterns_[static_cast<std::size_t>(y * n_ + x)] >= 0 || worth(x, y) >= 0) continue;
        double& is = is_[static_cast<std::size_t>(y * n_ + x)];
        around(x, y, [&](int tap, int u, int v) {
          if (u < 0 || v < 0 || u >= n_ || v >= n_) return;
          left_.at<double>(v, u) += 2 * is * blur_.at<double>(kTaps - 1 - tap);
        });
        is = -is;
        any = true;
      }
    return any;
  }

  const int n_;
  const cv::Mat& seen_;
  const std::vector<std::int8_t>& patterns_;
  std::vector<double> is_;
  cv::Mat left_;  ///< of the levels, unexplained
  cv::Mat blur_;  ///< what of each neighbour is in a module's level, and a bias
  double energy_ = 0;
};

}  // namespace

cv::Mat equalise(const cv::Mat& dark, bool thorough) {
  const auto patterns = fixed_modules(dark.cols);
  const cv::Mat weighed = linear(dark, patterns);
  if (!thorough) return weighed;
  const cv::Mat explained = Explanation(dark, patterns, weighed).settle();
  if (explained.empty()) return weighed;
  // Where both agree it is sure; where they do not, little is known.
  const auto bounded = [](const cv::Mat& of) { return cv::Mat(cv::min(cv::max(of, -1.0), 1.0)); };
  return 0.5 * (bounded(weighed) + bounded(explained));
}

}  // namespace usher::scan
