#include "finders.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace usher::scan {
namespace {

/// Five runs in the proportion 1:1:3:1:1, each off by not more than a good half of a module. Zero, or the
/// module.
float sharp_module(const int* runs) {
  const int all = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  if (all < 7) return 0;
  const float module = static_cast<float>(all) / 7, slack = std::max(1.0f, module * 0.7f);
  const auto off = [&](int run, float wanted) { return std::abs(static_cast<float>(run) - wanted) > slack; };
  if (off(runs[0], module) || off(runs[1], module) || off(runs[3], module) || off(runs[4], module)) return 0;
  return off(runs[2], 3 * module) ? 0 : module;
}

/// Out of focus the core melts down to a dot and the rings to equal waves: what is left is dark, light, dark,
/// light, dark, as long on one side as on the other.
float soft_module(const int* runs) {
  const int all = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  if (all < 14) return 0;
  const float module = static_cast<float>(all) / 7;
  const auto within = [&](int run, float low, float high) {
    return static_cast<float>(run) > low * module && static_cast<float>(run) < high * module;
  };
  const auto even = [&](int a, int b) { return static_cast<float>(std::abs(a - b)) < 0.8f * module + 1; };
  return within(runs[0], 0.5f, 2.4f) && within(runs[1], 0.5f, 2.1f) && within(runs[2], 0.7f, 3.8f) &&
                 within(runs[3], 0.5f, 2.1f) && within(runs[4], 0.5f, 2.4f) && even(runs[0], runs[4]) &&
                 even(runs[1], runs[3])
             ? module
             : 0;
}

float module_of(const int* runs, Edges edges) {
  return edges == Edges::Sharp ? sharp_module(runs) : soft_module(runs);
}

/// How much longer a module may be one way than the other: 70 degrees aslant it is three times.
constexpr float kSlant = 3.2f;

/// Follows a column through the middle of a row's find; the true middle, or a module of zero.
Finder cross_check(const cv::Mat& binary, int x, int y, float module, Edges edges) {
  const int step = static_cast<int>(binary.step), reach = static_cast<int>(module * 4 * kSlant) + 3;
  const auto* at = binary.ptr<std::uint8_t>(y) + x;
  if (*at != 0) return {};
  int runs[5] = {};
  const auto follow = [&](int direction, int limit, int* order) {
    int gone = 0;
    bool dark = true;
    const auto* p = at;
    for (int part = 0; part < 3; ++part) {
      while (gone < limit && gone < reach && (*p == 0) == dark) ++*order, ++gone, p += direction;
      order += direction < 0 ? -1 : 1;
      dark = !dark;
    }
    return gone;
  };
  follow(-step, y, runs + 2);
  const int above = runs[2];
  at += step;
  follow(step, binary.rows - y - 1, runs + 2);
  const float upright = module_of(runs, edges);
  if (upright == 0 || upright > kSlant * module || module > kSlant * upright) return {};
  const float middle = static_cast<float>(y + 1 - above) + static_cast<float>(runs[2]) / 2;
  return {{static_cast<float>(x), middle}, (module + upright) / 2, 1};
}

void merge(std::vector<Finder>& finders, const Finder& found) {
  for (Finder& known : finders) {
    if (std::hypot(known.middle.x - found.middle.x, known.middle.y - found.middle.y) > 2.0f * known.module)
      continue;
    const float n = static_cast<float>(known.rows);
    known.middle = {(known.middle.x * n + found.middle.x) / (n + 1),
                    (known.middle.y * n + found.middle.y) / (n + 1)};
    known.module = (known.module * n + found.module) / (n + 1);
    ++known.rows;
    return;
  }
  finders.push_back(found);
}

/// How many of sixteen ways out of the middle lead over a dark core, a light ring and a dark one.
int rays_through(const cv::Mat& binary, const Finder& finder, Edges edges) {
  const double core = edges == Edges::Sharp ? 0.6 : 0.3;
  int good = 0;
  for (int ray = 0; ray < 16; ++ray) {
    const double way = ray * CV_PI / 8, step = std::max(0.5, finder.module / 6.0);
    const double dx = step * std::cos(way), dy = step * std::sin(way);
    double x = finder.middle.x, y = finder.middle.y, ends[3] = {};
    int part = 0;
    for (double gone = 0; gone < 8 * finder.module && part < 3; gone += step, x += dx, y += dy) {
      const int u = cvFloor(x), v = cvFloor(y);
      if (u < 0 || v < 0 || u >= binary.cols || v >= binary.rows) break;
      const bool dark = binary.at<std::uint8_t>(v, u) == 0;
      if (dark != (part != 1)) ends[part++] = gone / finder.module;
    }
    // Straight out they are 1.5, 2.5 and 3.5 modules away, to a corner and aslant up to twice as far.
    good += part == 3 && ends[0] > core && ends[1] - ends[0] > 0.3 && ends[2] - ends[1] > 0.3 &&
            ends[0] < 3.2 && ends[1] < 5;
  }
  return good;
}

Point plus(Point a, Point b, float times = 1) {
  return {a.x + times * b.x, a.y + times * b.y};
}
Point minus(Point a, Point b) {
  return {a.x - b.x, a.y - b.y};
}

/// The corners of a symbol of `size` modules whose finders' middles are these.
Corners corners_from(Point top_left, Point top_right, Point bottom_left, int size) {
  const float between = static_cast<float>(size - 7), half = 3.5f;
  const Point across{(top_right.x - top_left.x) / between, (top_right.y - top_left.y) / between};
  const Point down{(bottom_left.x - top_left.x) / between, (bottom_left.y - top_left.y) / between};
  const auto at = [&](float x, float y) { return plus(plus(top_left, across, x - half), down, y - half); };
  const float n = static_cast<float>(size);
  return {at(0, 0), at(n, 0), at(n, n), at(0, n)};
}

Candidate candidate_of(Point top_left, Point top_right, Point bottom_left, int size, int seen) {
  return {corners_from(top_left, top_right, bottom_left, size), size, seen};
}

int likely_size(float distance, float module) {
  return distance / module < 16 ? 21 : 25;
}

/// Rows and columns cut a turned finder aslant and make its modules look longer; `way` runs along one of its
/// sides.
float straight(float module, Point way) {
  return module * std::max(std::abs(way.x), std::abs(way.y)) / std::hypot(way.x, way.y);
}

void try_three(std::vector<Candidate>& candidates, const Finder& corner, const Finder& a, const Finder& b) {
  const Point to_a = minus(a.middle, corner.middle), to_b = minus(b.middle, corner.middle);
  const float la = std::hypot(to_a.x, to_a.y), lb = std::hypot(to_b.x, to_b.y);
  const float module = straight((corner.module + a.module + b.module) / 3, to_a);
  const float cosine = (to_a.x * to_b.x + to_a.y * to_b.y) / (la * lb);
  if (std::abs(cosine) > 0.6f || la > 2.4f * lb || lb > 2.4f * la) return;
  const float modules = std::max(la, lb) / module;
  if (modules < 10 || modules > 24) return;
  // Clockwise in a picture whose y points down: from "right" to "down".
  const bool a_is_right = to_a.x * to_b.y - to_a.y * to_b.x > 0;
  const Finder& right = a_is_right ? a : b;
  const Finder& down = a_is_right ? b : a;
  const int size = likely_size((la + lb) / 2, module);
  candidates.push_back(candidate_of(corner.middle, right.middle, down.middle, size, 3));
}

void try_two(std::vector<Candidate>& candidates, const Finder& a, const Finder& b) {
  const Point way = minus(b.middle, a.middle), side{-way.y, way.x};
  const float module = (a.module + b.module) / 2, distance = std::hypot(way.x, way.y);
  const float apart = distance / straight(module, way);
  if (apart > 11 && apart < 22) {
    const int size = apart < 16 ? 21 : 25;
    // a and b are the upper pair, or the left pair seen from either end.
    candidates.push_back(candidate_of(a.middle, b.middle, plus(a.middle, side), size, 2));
    candidates.push_back(candidate_of(b.middle, a.middle, plus(b.middle, side, -1), size, 2));
    candidates.push_back(candidate_of(a.middle, plus(a.middle, side, -1), b.middle, size, 2));
    candidates.push_back(candidate_of(b.middle, plus(b.middle, side), a.middle, size, 2));
  }
  const float across = distance / straight(module, plus(way, side));
  if (across > 17 && across < 30) {  // the corner between them is hidden
    const int size = across < 22.6f ? 21 : 25;
    const Point half = plus(a.middle, way, 0.5f);
    candidates.push_back(candidate_of(plus(half, side, 0.5f), a.middle, b.middle, size, 2));
    candidates.push_back(candidate_of(plus(half, side, -0.5f), b.middle, a.middle, size, 2));
  }
}

/// And larger at its near end than at its far one.
constexpr float kReceding = 2.8f;

/// The three as a symbol seen from afar would have them, or nothing.
std::optional<Triple> triple_of(const Finder& corner, const Finder& a, const Finder& b) {
  const Point to_a = minus(a.middle, corner.middle), to_b = minus(b.middle, corner.middle);
  const double la = std::hypot(to_a.x, to_a.y), lb = std::hypot(to_b.x, to_b.y);
  const double cosine = std::abs(to_a.x * to_b.x + to_a.y * to_b.y) / (la * lb);
  // Tilted by 70 degrees a square is a third as wide as high, and aslant its angles are anything.
  if (!(cosine < 0.85) || la > 3.5 * lb || lb > 3.5 * la) return std::nullopt;
  // Straightened, a module is never longer than measured.
  const double module = (corner.module + a.module + b.module) / 3.0, modules = std::max(la, lb) / module;
  if (modules < 8 || modules > 250) return std::nullopt;
  const double odd = cosine + std::abs(std::log(la / lb)) + std::abs(std::log(a.module / b.module)) +
                     std::abs(std::log(corner.module / a.module)) +
                     0.01 * modules;  // of several the nearest neighbours
  const bool a_is_right = to_a.x * to_b.y - to_a.y * to_b.x > 0;
  return Triple{corner, a_is_right ? a : b, a_is_right ? b : a, odd};
}

bool alike(const Finder& a, const Finder& b, float within = 1.8f) {
  return a.module < within * b.module && b.module < within * a.module;
}

}  // namespace

std::vector<Finder> find_finders(const cv::Mat& binary, std::size_t most, Edges edges) {
  std::vector<Finder> finders;
  std::vector<int> ends;
  for (int y = 0; y < binary.rows; ++y) {
    const auto* row = binary.ptr<std::uint8_t>(y);
    ends.clear();
    ends.push_back(0);
    for (int x = 1; x < binary.cols; ++x)
      if ((row[x] == 0) != (row[x - 1] == 0)) ends.push_back(x);
    ends.push_back(binary.cols);
    for (std::size_t i = row[0] == 0 ? 0 : 1; i + 5 < ends.size(); i += 2) {
      int runs[5];
      for (std::size_t k = 0; k < 5; ++k) runs[k] = ends[i + k + 1] - ends[i + k];
      const float module = module_of(runs, edges);
      if (module == 0) continue;
      const Finder found = cross_check(binary, (ends[i + 2] + ends[i + 3]) / 2, y, module, edges);
      if (found.module > 0) merge(finders, found);
    }
  }
  // A finder's core is three modules high: fewer than a module's rows is chance.
  std::erase_if(finders,
                [](const Finder& f) { return static_cast<float>(f.rows) < std::max(2.0f, f.module * 0.8f); });
  std::sort(finders.begin(), finders.end(), [](const Finder& a, const Finder& b) {
    return static_cast<float>(a.rows) / a.module > static_cast<float>(b.rows) / b.module;
  });
  if (finders.size() > most) finders.resize(most);
  return finders;
}

void keep_ringed(std::vector<Finder>& finders, const cv::Mat& binary, Edges edges) {
  std::erase_if(finders, [&](const Finder& finder) { return rays_through(binary, finder, edges) < 10; });
}

std::vector<Triple> triples_of(const std::vector<Finder>& finders, std::size_t most) {
  std::vector<Triple> triples;
  const std::size_t n = finders.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i || !alike(finders[i], finders[j], kReceding)) continue;
      for (std::size_t k = j + 1; k < n; ++k) {
        if (k == i || !alike(finders[i], finders[k], kReceding)) continue;
        if (const auto triple = triple_of(finders[i], finders[j], finders[k])) triples.push_back(*triple);
      }
    }
  std::sort(triples.begin(), triples.end(), [](const Triple& a, const Triple& b) { return a.odd < b.odd; });
  if (triples.size() > most) triples.resize(most);
  return triples;
}

std::vector<Candidate> symbols_at(const std::vector<Finder>& finders, bool pairs) {
  std::vector<Candidate> candidates;
  const std::size_t n = finders.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      if (!alike(finders[i], finders[j])) continue;
      for (std::size_t k = j + 1; k < n; ++k) {
        if (!alike(finders[i], finders[k]) || !alike(finders[j], finders[k])) continue;
        try_three(candidates, finders[i], finders[j], finders[k]);
        try_three(candidates, finders[j], finders[i], finders[k]);
        try_three(candidates, finders[k], finders[i], finders[j]);
      }
    }
  if (!pairs) return candidates;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j)
      if (alike(finders[i], finders[j])) try_two(candidates, finders[i], finders[j]);
  return candidates;
}

}  // namespace usher::scan
