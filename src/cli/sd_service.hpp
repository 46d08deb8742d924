#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "usher/core/time.hpp"

namespace usher {

/// The service manager that started us, as sd_notify(3) speaks to it: one datagram a word, no library.
/// Outside a service every call does nothing. It never waits and never fails: a station does not stop for
/// want of a listener.
class SdService {
 public:
  /// `socket` as in $NOTIFY_SOCKET: a path, or "@" and an abstract name. Empty: nobody listens.
  explicit SdService(const std::string& socket);
  ~SdService();
  SdService(const SdService&) = delete;
  SdService& operator=(const SdService&) = delete;

  bool listening() const { return descriptor_ >= 0; }

  /// Doors may open. Sent once, however often it is called.
  void ready();
  /// One line for `systemctl status`; sent when it changed. No guest's name, code or address goes in here.
  void status(std::string_view sentence);
  /// The screen's loop finished a full turn: the only thing that keeps the watchdog quiet. Called thirty
  /// times a second, sent once a second.
  void turned(Tick now);
  /// We were asked to leave and are doing so. Sent once.
  void stopping();

 private:
  void send(std::string_view words) const;

  int descriptor_ = -1;
  bool ready_ = false;
  bool stopping_ = false;
  std::string status_;
  std::optional<Tick> fed_;
};

/// $NOTIFY_SOCKET, taken out of the environment, so that nothing we start can speak in our name.
std::string take_notify_socket();

/// The secret that systemd hands to the service from /etc/usher/credentials under this name; empty when there
/// is none.
std::string credential(const std::string& name);

/// A core dump of a station holds guests' names and addresses: there will be none, however we were started.
void forbid_core_dumps();

}  // namespace usher
