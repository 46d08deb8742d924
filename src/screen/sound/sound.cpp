#include "sound.hpp"

#include <alsa/asoundlib.h>

#include <cerrno>
#include <optional>

#include "earcon.hpp"
#include "usher/core/log.hpp"
#include "usher/screen/sound/sound_check.hpp"

namespace usher::screen {
namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// The device, opened when it is needed and again after it was pulled out.
class Device {
 public:
  explicit Device(std::string name) : name_(std::move(name)) {}
  ~Device() { close(); }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  bool open() {
    if (pcm_ != nullptr) return true;
    const int error = snd_pcm_open(&pcm_, name_.c_str(), SND_PCM_STREAM_PLAYBACK, 0);
    busy_ = error == -EBUSY;
    if (error < 0) {
      pcm_ = nullptr;
      return false;
    }
    constexpr unsigned kLatencyMicroseconds =
        60'000;  // heard with the first frame, as far as people can tell
    if (snd_pcm_set_params(pcm_, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1, kSampleRate, 1,
                           kLatencyMicroseconds) < 0) {
      close();
      return false;
    }
    return true;
  }

  bool play(const std::vector<std::int16_t>& samples) {
    if (snd_pcm_prepare(pcm_) < 0) return false;
    const auto all = static_cast<snd_pcm_sframes_t>(samples.size());
    for (snd_pcm_sframes_t done = 0; done < all;) {
      snd_pcm_sframes_t wrote =
          snd_pcm_writei(pcm_, samples.data() + done, static_cast<snd_pcm_uframes_t>(all - done));
      if (wrote < 0) wrote = snd_pcm_recover(pcm_, static_cast<int>(wrote), 1);
      if (wrote < 0) return false;
      done += wrote;
    }
    return snd_pcm_drain(pcm_) >= 0;
  }

  /// There is one, and somebody plays on it alone.
  bool busy() const { return busy_; }

  void close() {
    if (pcm_ != nullptr) snd_pcm_close(pcm_);
    pcm_ = nullptr;
  }

 private:
  const std::string name_;
  snd_pcm_t* pcm_ = nullptr;
  bool busy_ = false;
};

}  // namespace

Sound::Sound(const SoundSettings& settings)
    : device_(settings.device),
      volume_(settings.volume),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Sound::~Sound() = default;

void Sound::play(Verdict::Kind kind) {
  if (volume_ > 0) wanted_.push(kind);
}

void Sound::run(const std::stop_token& stop) {
  snd_lib_error_set_handler(say_nothing);  // ALSA talks to stderr; we say it once, in our words
  Device device(device_);
  const auto report = [this](bool missing) {
    if (missing_.latest() == missing) return;
    missing_.put(missing);
    if (missing) log_warning("sound: no device '" + device_ + "'; going on without sound");
  };
  std::optional<Verdict::Kind> kind;
  while (!stop.stop_requested()) {
    const int volume = volume_;
    // Mute is a choice, not a fault. Else it is looked at while nothing is to be played, too: a loudspeaker
    // may have come back.
    if (volume <= 0) device.close();
    const bool open = volume > 0 && device.open();
    report(volume > 0 && !open);
    if (kind && open && !device.play(synthesise(*kind, volume))) device.close();
    kind = wanted_.take(stop, seconds{5});
  }
}

}  // namespace usher::screen

bool usher::sound_available(const SoundSettings& settings) {
  snd_lib_error_set_handler(screen::say_nothing);
  screen::Device device(settings.device);
  return device.open() || device.busy();  // busy is most often this very station, playing
}
