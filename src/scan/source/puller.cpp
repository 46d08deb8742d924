#include "puller.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>

namespace usher {
namespace {

std::atomic<int> hanging_calls = 0;

// Long enough for a picture that is on its way; a call that takes longer hangs.
constexpr milliseconds kGrace{300};

}  // namespace

/// What both threads hold: it outlives whichever of them ends first.
struct Puller::Work {
  /// A picture, or why there will be none.
  struct News {
    FramePtr frame;
    std::string ended;
  };

  void run(const std::function<Grab()>& open) {
    std::string why = "gives no picture any more";
    try {
      const Grab grab = open();
      while (!unwanted) {
        auto frame = grab();
        if (!frame) break;
        frame->taken = clock_now().tick;
        news.put({std::make_shared<const Frame>(std::move(*frame)), ""});
      }
    } catch (const std::exception& error) {
      why = error.what();
    }
    news.put({nullptr, why});
    if (left_behind.exchange(true)) --hanging_calls;
    done.put(true);
  }

  Slot<News> news;
  Slot<bool> done;
  std::atomic<bool> unwanted = false;
  std::atomic<bool> left_behind = false;  ///< set by whoever is second: the thread's end, or who left it
};

Puller::Puller(std::string name, std::function<Grab()> open, Limits limits)
    : name_(std::move(name)), limits_(limits), work_(std::make_shared<Work>()) {
  std::thread([work = work_, open = std::move(open)] { work->run(open); }).detach();
}

Puller::~Puller() {
  work_->unwanted = true;
  std::uint64_t seen = 0;
  if (work_->done.next(seen, {}, kGrace)) return;
  ++hanging_calls;
  if (work_->left_behind.exchange(true)) --hanging_calls;  // it came back just now
}

int Puller::hanging() {
  return hanging_calls;
}

FramePtr Puller::read(std::stop_token stop) {
  const milliseconds limit = any_ ? limits_.between : limits_.opening;
  const auto news = work_->news.next(seen_, stop, limit);
  if (stop.stop_requested()) return nullptr;
  if (!news) {
    const std::string waited =
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>(limit).count());
    throw std::runtime_error(name_ + (any_ ? " has frozen: no picture for " : " brings no picture: waited ") +
                             waited + " seconds. It is started again; if it stays so, pull its plug out " +
                             "and put it in again");
  }
  if (!news->frame) throw std::runtime_error(name_ + " " + news->ended);
  any_ = true;
  return news->frame;
}

}  // namespace usher
