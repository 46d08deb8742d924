#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <vector>

#include "door_axes.hpp"
#include "door_video.hpp"
#include "reader_bench.hpp"
#include "usher/scan/reader/reader.hpp"

namespace usher::bench {
namespace {

/// Frames from the first whole one to the payload, over many approaches; those never read count as the whole
/// video.
struct Waits {
  std::vector<int> frames;
  int never = 0;
  int wrong = 0;

  int share(double of) const {
    return frames.empty()
               ? 0
               : frames[static_cast<std::size_t>(of * static_cast<double>(frames.size() - 1) + 0.5)];
  }
};

void count(Waits& waits, const std::vector<Symbol>& symbols, const std::string& wanted, int frame, int whole,
           bool& found) {
  for (const Symbol& symbol : symbols) {
    if (symbol.payload != wanted)
      ++waits.wrong;
    else if (!found)
      // Read at the frame that shows it whole, or before, is a wait of one frame.
      found = true, waits.frames.push_back(std::max(1, frame - whole + 1));
  }
}

void print_waits(const char* name, Waits& waits) {
  std::sort(waits.frames.begin(), waits.frames.end());
  std::printf("  %-7s p50 %d, p90 %d, p95 %d frames; never read %d; misreads %d\n", name, waits.share(0.5),
              waits.share(0.9), waits.share(0.95), waits.never, waits.wrong);
}

}  // namespace

void approaches(const Arguments& arguments) {
  struct Kind {
    const char* name;
    std::function<DoorScene(std::uint32_t)> scene;
  };
  const Kind kinds[] = {{"plain guests", plain_guest}, {"hard guests (2 to 4 defects at once)", hard_guest}};
  for (const Kind& kind : kinds) {
    Waits plain, ours;
    DoorPainter painter;
    double plain_ms = 0, ours_ms = 0;
    int frames = 0, never_sharp = 0, videos = 0;
    for (std::uint32_t seed = 5000; videos < arguments.videos; ++seed) {
      const DoorVideo video(kind.scene(seed), seed);
      if (video.first_whole() == video.frames()) {
        ++never_sharp;
        continue;
      }
      ++videos;
      const std::string wanted = video.at(0).held.front().payload;
      Reader reader({.budget = kVideoBudget, .any = true});
      bool by_plain = false, by_ours = false;
      const int whole = video.first_whole();
      // The reader knew the empty room before the guest came.
      for (int frame = -5; frame < video.frames(); ++frame, ++frames) {
        DoorScene scene = video.at(std::max(0, frame));
        if (frame < 0) scene.held.clear(), scene.noise_seed = static_cast<std::uint32_t>(100 - frame);
        const Frame picture = painter.paint(scene);
        const double start = cpu_ms();
        const auto seen_plain = plain_read(picture);
        const double middle = cpu_ms();
        const auto seen = reader.read(picture);
        plain_ms += middle - start;
        ours_ms += cpu_ms() - middle;
        count(plain, seen_plain, wanted, frame, whole, by_plain);
        count(ours, seen, wanted, frame, whole, by_ours);
      }
      for (auto* waits : {&plain, &ours})
        if (!(waits == &plain ? by_plain : by_ours)) ++waits->never, waits->frames.push_back(video.frames());
    }
    std::printf(
        "\n%d approaches at 30 fps, %s (%d more never showed the code sharp): frames from the first whole "
        "one to"
        " the payload\n",
        videos, kind.name, never_sharp);
    print_waits("plain", plain);
    print_waits("reader", ours);
    std::printf("  CPU ms per frame: plain %.2f, reader %.2f\n", plain_ms / frames, ours_ms / frames);
    std::fflush(stdout);
  }
}

void minute() {
  DoorPainter painter;
  Reader reader({.budget = kVideoBudget, .any = true});
  double plain_idle = 0, ours_idle = 0, plain_busy = 0, ours_busy = 0;
  const auto measure = [&](const DoorScene& scene, double& plain, double& ours) {
    const Frame frame = painter.paint(scene);
    const double start = cpu_ms();
    plain_read(frame);
    const double middle = cpu_ms();
    reader.read(frame);
    plain += middle - start;
    ours += cpu_ms() - middle;
  };
  constexpr int kIdle = 1500, kGuests = 6;
  int busy = 0;
  std::uint32_t noise_seed = 0;
  for (std::uint32_t guest = 0; guest < kGuests; ++guest) {
    for (int i = 0; i < kIdle / kGuests; ++i)
      measure({.held = {}, .noise = 2.5, .seed = 9, .noise_seed = ++noise_seed}, plain_idle, ours_idle);
    DoorScene still = guest % 2 ? hard_guest(7000 + guest) : plain_guest(7000 + guest);
    still.seed = 9;  // the same foyer all the time
    still.clutter = 0;
    still.exposure = 1;
    const DoorVideo video(still, 7000 + guest);
    for (int frame = 0; frame < video.frames(); ++frame, ++busy)
      measure(video.at(frame), plain_busy, ours_busy);
  }
  const double all = kIdle + busy;
  std::printf("\nA minute at the door, %d idle frames and %d with %d guests: CPU ms per frame\n", kIdle, busy,
              kGuests);
  std::printf("  plain  idle %.2f, guests %.2f, all %.2f\n", plain_idle / kIdle, plain_busy / busy,
              (plain_idle + plain_busy) / all);
  std::printf("  reader idle %.2f, guests %.2f, all %.2f: x%.2f of plain\n", ours_idle / kIdle,
              ours_busy / busy, (ours_idle + ours_busy) / all,
              (ours_idle + ours_busy) / (plain_idle + plain_busy));
}

}  // namespace usher::bench
