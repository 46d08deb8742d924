// Plain ZXing-cpp with all its options on every frame against the reader, in one run: over the seeded door
// set, pictures with several codes of any kind, photographs of your own, and guests who come and go.

#include <ctime>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "door_axes.hpp"
#include "reader_bench.hpp"
#include "scan/symbol/decoder.hpp"
#include "usher/scan/reader/reader.hpp"

namespace usher::bench {

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::vector<Symbol> plain_read(const Frame& frame) {
  return scan::decode(scan::view_of(frame),
                      {.harder = true, .rotate = true, .invert = true, .downscale = true})
      .read;
}

bool Tally::count(const std::vector<Symbol>& symbols, const std::string& wanted) {
  bool found = false, misread = false;
  for (const Symbol& symbol : symbols) (symbol.payload == wanted && !wanted.empty() ? found : misread) = true;
  right += found;
  wrong += misread;
  return found;
}

void Tally::add(const Tally& other) {
  right += other.right;
  wrong += other.wrong;
  ms += other.ms;
}

std::string wanted_of(const DoorScene& scene) {
  return scene.held.empty() ? "" : scene.held.front().payload;
}

namespace {

void print_axis(const char* axis, const char* strength, int frames,
                const std::vector<const Tally*>& tallies) {
  std::printf("%-16s %6s %5d", axis, strength, frames);
  int misreads = 0;
  for (const Tally* tally : tallies) {
    std::printf(" | %5.1f %6.2f", 100.0 * tally->right / frames, tally->ms / frames);
    misreads += tally->wrong;
  }
  if (misreads > 0) std::printf("  MISREAD %d", misreads);
  std::printf("\n");
  std::fflush(stdout);
}

void keep(const std::string& folder, const std::string& name, const Frame& frame) {
  if (folder.empty()) return;
  std::filesystem::create_directories(folder);
  cv::imwrite(folder + "/" + name + ".png",
              cv::Mat(frame.height, frame.width, CV_8U, const_cast<std::uint8_t*>(frame.grey.data())));
}

void door_frames(const Arguments& arguments) {
  std::printf(
      "\nDoor set, 1280x720. Share read in %% and CPU ms per frame: plain ZXing | reader, one frame of a "
      "video%s\n",
      arguments.stills ? " | reader, still" : "");
  const int per_bin = std::max(1, arguments.frames / 101);
  Tally plain_all, first_all, still_all;
  std::map<std::string, int> frames_of;
  int frames = 0, negatives = 0;
  DoorPainter painter;
  for (const Bin& bin : door_set(per_bin, 1)) {
    if (!arguments.only.empty() && bin.axis.find(arguments.only) == std::string::npos) continue;
    Tally plain, first, still;
    int index = 0;
    for (const DoorScene& scene : bin.scenes) {
      const Frame frame = painter.paint(scene);
      const std::string wanted = wanted_of(scene);
      timed(plain, wanted, [&] { return plain_read(frame); });
      // A fresh reader each time: nothing is known from frames before.
      Reader video({.budget = kVideoBudget, .any = true});
      bool read = timed(first, wanted, [&] { return video.read(frame); });
      if (arguments.stills) {
        Reader stills({.any = true});
        read = timed(still, wanted, [&] { return stills.read(frame); });
      }
      if (!read && !wanted.empty())
        keep(arguments.keep,
             bin.axis.substr(0, bin.axis.find('/')) + "_" + bin.strength + "_" + std::to_string(index),
             frame);
      ++index;
    }
    const int n = static_cast<int>(bin.scenes.size());
    std::vector<const Tally*> tallies{&plain, &first};
    if (arguments.stills) tallies.push_back(&still);
    print_axis(bin.axis.c_str(), bin.strength.c_str(), n, tallies);
    plain_all.add(plain), first_all.add(first), still_all.add(still);
    (bin.axis == "nothing to read" ? negatives : frames) += n;
  }
  if (frames == 0) return;
  const auto ratio = [&](const Tally& t) { return 1.0 * t.right / std::max(1, plain_all.right); };
  std::printf(
      "door set: %d frames with a code, %d without. Read: plain %d, reader %d on one video frame (x%.2f)",
      frames, negatives, plain_all.right, first_all.right, ratio(first_all));
  if (arguments.stills) std::printf(", %d as a still (x%.2f)", still_all.right, ratio(still_all));
  std::printf(". Misreads: plain %d, reader %d\n", plain_all.wrong, first_all.wrong + still_all.wrong);
}

}  // namespace
}  // namespace usher::bench

int main(int argc, char** argv) {
  usher::bench::Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    if (option == "--frames")
      arguments.frames = std::atoi(value.c_str()), ++i;
    else if (option == "--general")
      arguments.general = std::atoi(value.c_str()), ++i;
    else if (option == "--staged")
      arguments.staged = std::atoi(value.c_str()), ++i;
    else if (option == "--seed")
      arguments.seed = std::atoi(value.c_str()), ++i;
    else if (option == "--photos")
      arguments.photos = value, ++i;
    else if (option == "--no-stills")
      arguments.stills = false;
    else if (option == "--only")
      arguments.only = value, ++i;
    else if (option == "--keep")
      arguments.keep = value, ++i;
    else if (option == "--videos")
      arguments.videos = std::atoi(value.c_str()), ++i;
    else {
      std::fprintf(
          stderr,
          "usage: scripts/bench reader [options]\n"
          "  --frames N       of the door set, about; 0: none (2020)\n"
          "  --no-stills      the door set as frames of a video only: a still costs up to five seconds\n"
          "  --only NAME      only the axes of the door set, or categories, with this in their name\n"
          "  --keep FOLDER    where to put the frames of the door set that were not read\n"
          "  --general N      pictures with several codes of any kind; 0: none (120)\n"
          "  --staged N       staged photographs of each category; 0: none (16)\n"
          "  --seed N         of the first of them (1)\n"
          "  --photos FOLDER  pictures, the payload of x.jpg in x.txt where it is known\n"
          "  --videos N       approaches of guests, of each kind; 0: none (60)\n");
      return 2;
    }
  }
  std::printf("%s\n", usher::decoder_name());
  if (arguments.frames > 0) usher::bench::door_frames(arguments);
  if (arguments.general > 0) usher::bench::several_codes(arguments);
  if (arguments.staged > 0) usher::bench::staged_photographs(arguments);
  if (!arguments.photos.empty()) usher::bench::photographs(arguments);
  if (arguments.videos > 0) {
    usher::bench::approaches(arguments);
    usher::bench::minute();
  }
  return 0;
}
