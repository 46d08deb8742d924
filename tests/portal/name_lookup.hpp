#pragma once

namespace usher {

/// While one lives, looking up slow.test does not end.
class DeadNameServer {
 public:
  DeadNameServer();
  ~DeadNameServer();
};

int wait_for_dead_name_server();

}  // namespace usher
