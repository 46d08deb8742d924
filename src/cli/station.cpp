#include "station.hpp"

#include <pthread.h>

#include <thread>

#include "doctor_facts.hpp"
#include "event_stream.hpp"
#include "usher/core/log.hpp"
#include "usher/core/sleep.hpp"
#include "usher/desk/assist.hpp"
#include "usher/desk/binding.hpp"
#include "usher/desk/journal/news.hpp"
#include "usher/desk/loops.hpp"
#include "usher/desk/maintenance/state_folder.hpp"
#include "usher/portal/worksby/worksby.hpp"
#include "usher/scan/handheld/scanner.hpp"

namespace usher {

namespace {

/// While nobody knows which event this door serves, there is nothing else to do than to ask again.
constexpr seconds kAskAgain{3};

/// What `top -H` and a crash report call the calling thread; at most 15 letters.
void call_this_thread(const char* name) {
  pthread_setname_np(pthread_self(), name);
}

}  // namespace

struct Station::Threads {
  explicit Threads(const Settings& s) : settings(s), folder(s.station.state) {
    if (!folder.mended().empty()) log_warning(folder.mended());
  }

  PortalMaker portal_maker(PortalUse use, std::stop_token stop) {
    return [this, use, stop] { return make_portal(settings.portal, pacer, use, stop); };
  }

  /// Which event, as soon as anybody knows.
  std::optional<Event> bind(std::stop_token stop) {
    std::string told;
    while (!stop.stop_requested()) {
      try {
        JournalFile journal(folder.path());
        const auto portal = make_portal(settings.portal, pacer, PortalUse::Errands, stop);
        Binding binding = bind_event(settings.station.event, *portal, journal);
        if (!binding.sentence.empty() && binding.sentence != told) log_warning(binding.sentence);
        told = binding.sentence;
        if (binding.event) return binding.event;
        if (binding.by_portal) refusal.put(binding.sentence);
      } catch (const std::runtime_error& error) {
        if (told != error.what()) log_error(error.what());
        told = error.what();
      }
      joints.desk.put(DeskReport{.at = clock_now().tick, .trouble = told});
      sleep_for(stop, kAskAgain);
    }
    return std::nullopt;
  }

  void serve(std::stop_token stop, const CameraMaker& make_camera, Screen screen) {
    const auto event = bind(stop);
    if (!event) return;
    DeskPlan plan;
    plan.folder = folder.path();
    plan.has_screen = screen == Screen::Drawn;
    plan.terms = Terms{.station = settings.station.name,
                       .event = *event,
                       .policy = policy_of(settings.admission),
                       .deadline = settings.portal.deadline,
                       .boot = boot_id()};
    plan.retention = {std::chrono::hours(settings.station.keep_roster_hours),
                      std::chrono::hours(24 * settings.station.keep_journal_days)};
    const std::jthread carrier([&](std::stop_token own) {
      call_this_thread("carry");
      carry(own, plan, portal_maker(PortalUse::Errands, own), joints);
    });
    const std::jthread assistant([&](std::stop_token own) {
      call_this_thread("assist");
      assist(own, plan, portal_maker(PortalUse::Errands, own), joints,
             [this] { return judge_readiness(look_from_inside(settings, joints)); });
    });
    // Nobody can be served before the event is known, so nobody is looked at either.
    const std::jthread watcher([&](std::stop_token own) {
      call_this_thread("watch");
      watch(own, make_camera, joints);
    });
    const std::jthread scanners([&](std::stop_token own) {
      call_this_thread("listen");
      listen_to_all(own, kInputFolder, joints);
    });
    attend(stop, plan, portal_maker(PortalUse::Door, stop), joints);
    if (!stop.stop_requested()) damage.put("the journal is damaged; usher mends it when it starts again");
  }

  const Settings settings;
  const StateFolder folder;
  PortalPacer pacer;
  Joints joints;
  Slot<std::string> refusal, damage;
  // Last, so that they end before anything that they use.
  std::jthread teller;
  std::jthread server;
};

Station::Station(const Settings& settings) : threads_(std::make_unique<Threads>(settings)) {}

Station::~Station() {
  stop();
}

void Station::start(CameraMaker make_camera, EventSink* sink, Screen screen) {
  Threads& t = *threads_;
  if (sink) {
    auto news = begin_news(t.folder.path());
    t.teller = std::jthread([&t, sink, news = std::move(news)](std::stop_token stop) mutable {
      call_this_thread("tell");
      tell(stop, t.folder.path(), std::move(news), t.settings, t.joints, *sink);
    });
  }
  t.server = std::jthread([&t, screen, make = std::move(make_camera)](std::stop_token stop) {
    call_this_thread("attend");
    t.serve(stop, make, screen);
  });
}

Joints& Station::joints() {
  return threads_->joints;
}

const Joints& Station::joints() const {
  return threads_->joints;
}

std::string Station::refused() const {
  return threads_->refusal.latest().value_or("");
}

std::string Station::damaged() const {
  return threads_->damage.latest().value_or("");
}

bool Station::camera_ended() const {
  const auto camera = threads_->joints.camera.latest();
  return camera && camera->state == CameraReport::State::Ended;
}

void Station::stop() {
  // The teller last: it has to tell what the others finish.
  threads_->server = {};
  threads_->teller = {};
}

}  // namespace usher
