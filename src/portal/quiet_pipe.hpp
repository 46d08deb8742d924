#pragma once

#include <signal.h>  // NOLINT: pthread_sigmask and sigtimedwait are POSIX

#include <ctime>

namespace usher {

/// While one lives, writing to a connection that is gone fails for this thread, and does not end the program:
/// OpenSSL writes without MSG_NOSIGNAL, and libcurl's own remedy changes the whole process under the feet of
/// the other loops.
class QuietPipe {
 public:
  QuietPipe() {
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~QuietPipe() {
    const timespec at_once{};
    if (!was_pending_) {
      while (sigtimedwait(&pipe_, nullptr, &at_once) > 0) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  QuietPipe(const QuietPipe&) = delete;
  QuietPipe& operator=(const QuietPipe&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace usher
