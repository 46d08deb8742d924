#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>

#include "reader_bench.hpp"
#include "staged_photo.hpp"
#include "usher/scan/reader/reader.hpp"

namespace usher::bench {
namespace {

/// Payloads read, each as often as it is there; and those that are not there at all.
struct Score {
  int right = 0;
  int wrong = 0;
  double ms = 0;
  double longest = 0;

  std::vector<std::string> count(const std::vector<Symbol>& symbols, std::vector<std::string> wanted) {
    const std::vector<std::string> all = wanted;
    for (const Symbol& symbol : symbols) {
      const auto found = std::find(wanted.begin(), wanted.end(), symbol.payload);
      if (found != wanted.end())
        ++right, wanted.erase(found);
      else if (std::find(all.begin(), all.end(), symbol.payload) == all.end())
        ++wrong;
    }
    return wanted;
  }

  template <class Read>
  std::vector<std::string> timed(const std::vector<std::string>& wanted, Read read) {
    const double before = cpu_ms();
    const std::vector<Symbol> symbols = read();
    const double took = cpu_ms() - before;
    ms += took, longest = std::max(longest, took);
    return count(symbols, wanted);
  }

  void add(const Score& other) {
    right += other.right, wrong += other.wrong, ms += other.ms, longest = std::max(longest, other.longest);
  }
};

}  // namespace

void staged_photographs(const Arguments& arguments) {
  std::printf(
      "\nStaged photographs, %d of each category, from seed %d: plain ZXing-cpp | reader, stills without a "
      "budget\n",
      arguments.staged, arguments.seed);
  Score plain_all, ours_all;
  double plain_share = 0, ours_share = 0;
  int codes_all = 0, categories = 0, lost_all = 0;
  for (const std::string& category : photo_categories()) {
    if (!arguments.only.empty() && category.find(arguments.only) == std::string::npos) continue;
    Score plain, ours;
    int codes = 0, lost = 0;
    std::string missed;
    for (int i = 0; i < arguments.staged; ++i) {
      const StagedPhoto photo = stage_photo(category, static_cast<std::uint64_t>(arguments.seed + i));
      Frame frame;
      frame.width = photo.grey.cols, frame.height = photo.grey.rows;
      frame.grey.assign(photo.grey.datastart, photo.grey.dataend);
      const int wrong = ours.wrong;
      const auto plain_left = plain.timed(photo.payloads, [&] { return plain_read(frame); });
      Reader reader({.any = true});
      const auto left = ours.timed(photo.payloads, [&] { return reader.read(frame); });
      codes += static_cast<int>(photo.payloads.size());
      for (const std::string& each : left)
        lost += std::find(plain_left.begin(), plain_left.end(), each) == plain_left.end();
      if (!left.empty()) missed += " " + std::to_string(arguments.seed + i);
      if (!arguments.keep.empty() && (!left.empty() || ours.wrong > wrong)) {
        std::filesystem::create_directories(arguments.keep);
        cv::imwrite(arguments.keep + "/" + category + "_" + std::to_string(arguments.seed + i) + ".png",
                    photo.grey);
      }
    }
    const double n = std::max(1, arguments.staged);
    std::printf("%-13s %4d codes | %4d  %5.1f %%  %6.1f ms | %4d  %5.1f %%  %6.1f ms, longest %5.0f",
                category.c_str(), codes, plain.right, 100.0 * plain.right / std::max(1, codes), plain.ms / n,
                ours.right, 100.0 * ours.right / std::max(1, codes), ours.ms / n, ours.longest);
    if (lost > 0) std::printf(" | read by plain alone %d", lost);
    if (plain.wrong + ours.wrong > 0) std::printf(" | MISREAD %d %d", plain.wrong, ours.wrong);
    if (!missed.empty()) std::printf(" | not whole:%s", missed.c_str());
    std::printf("\n");
    std::fflush(stdout);
    plain_all.add(plain), ours_all.add(ours), codes_all += codes, lost_all += lost;
    if (codes > 0)
      ++categories, plain_share += 100.0 * plain.right / codes, ours_share += 100.0 * ours.right / codes;
  }
  std::printf(
      "staged photographs: of %d codes plain %d, reader %d (x%.2f); mean of %d categories %.1f %% and %.1f "
      "%%; read by plain alone %d; "
      "misreads %d and %d\n",
      codes_all, plain_all.right, ours_all.right, 1.0 * ours_all.right / std::max(1, plain_all.right),
      categories, plain_share / std::max(1, categories), ours_share / std::max(1, categories), lost_all,
      plain_all.wrong, ours_all.wrong);
}

}  // namespace usher::bench
