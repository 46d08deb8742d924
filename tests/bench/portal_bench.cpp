// usage: portal_bench [ROWS [MIB]]
// What the client costs by itself, against a server of the same machine in a process of its own: check-ins
// over a kept connection, one roster of ROWS registrations (100,000), and check-ins at the door while such a
// roster arrives beside them. With MIB it fails when all that took more memory than that.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "portal/fixtures.hpp"
#include "portal/loopback.hpp"
#include "portal/wire.hpp"

using namespace usher;

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begun) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::string row_of(long number) {
  char id[24], code[24];
  std::snprintf(id, sizeof id, "%ld", 90'000'000 + number);
  std::snprintf(code, sizeof code, "EVT-%012ld", number);
  return wire::write_registration({.id = id,
                                   .code = code,
                                   .attendee_name = "Sarah Johnson",
                                   .first_name = "Sarah",
                                   .last_name = "Johnson",
                                   .email = "sarah.johnson@example.com",
                                   .company = "Acme Corp",
                                   .job_title = "Product Manager",
                                   .ticket_type = "standard",
                                   .registration_status = "confirmed",
                                   .payment_status = "paid",
                                   .attendance_status = "not_arrived",
                                   .registered_at = parse_iso8601("2026-06-01T10:00:00.000Z"),
                                   .purchaser_email = "sarah.johnson@example.com",
                                   .purchaser_name = "Sarah Johnson"});
}

double cpu_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

std::string document_of(long rows) {
  std::string document = R"({"success":true,"event":{"id":"1","name":"A"},"registrations":[)";
  for (long i = 0; i < rows; ++i) document += (i == 0 ? "" : ",") + row_of(i);
  return document + "]}";
}

void serve(Loopback::Connection& connection, const std::string& roster) {
  for (std::string request; !(request = connection.read_request()).empty();) {
    const bool is_roster = request.find("fetch-event-details") != std::string::npos;
    connection.write(is_roster ? roster : http_answer(200, kGrant));
  }
}

std::vector<double> check_ins(Portal& door, const std::function<bool()>& go_on) {
  std::vector<double> times;
  do {
    const auto begun = Clock::now();
    if (!door.check_in(kSarah, seconds(5))) throw std::runtime_error("bench: a check-in failed");
    times.push_back(ms_since(begun));
  } while (go_on());
  std::sort(times.begin(), times.end());
  return times;
}

void print(const char* what, const std::vector<double>& times) {
  std::printf("%s, %zu calls: p50 %.3f ms, p99 %.3f ms, longest %.3f ms\n", what, times.size(),
              times[times.size() / 2], times[times.size() * 99 / 100], times.back());
}

/// The door and the errands of one station: two connections on one machine.
void guests_beside_a_roster(Client& station, const std::string& url) {
  // A pace of its own: thousands of guests a second would keep the roster waiting for its turn.
  PortalPacer pacer;
  const auto errands = make_portal({.url = url, .id = "12345678"}, pacer, PortalUse::Errands);
  std::atomic<bool> arrived = false;
  std::thread carrier([&] {
    const auto head = errands->roster(
        "A", [](Registration&&) {}, seconds(120));
    if (!head) std::printf("the roster beside them: %s\n", head.failure().detail.c_str());
    arrived = true;
  });
  const auto times = check_ins(*station.portal, [&] { return !arrived; });
  carrier.join();
  print("check-in while a roster arrives", times);
}

}  // namespace

int main(int count, char** words) {
  const long rows = count > 1 ? std::atol(words[1]) : 100'000;
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return 1;
  const pid_t server = ::fork();
  if (server == 0) {
    const std::string roster = http_answer(200, document_of(rows));
    const Loopback loopback([&](Loopback::Connection& connection, int) { serve(connection, roster); });
    const std::uint16_t port = loopback.port();
    if (::write(pipe_ends[1], &port, sizeof port) != sizeof port) return 1;
    ::pause();
    return 0;
  }
  std::uint16_t port = 0;
  if (::read(pipe_ends[0], &port, sizeof port) != sizeof port) return 1;
  const std::string url = "http://127.0.0.1:" + std::to_string(port);
  Client client(url);

  int left = 5000;
  print("check-in over a kept connection", check_ins(*client.portal, [&] { return --left > 0; }));

  const double before = peak_mib();
  std::size_t bytes_of_names = 0;
  const double cpu_before = cpu_ms();
  const auto begun = Clock::now();
  const auto head = client.portal->roster(
      "A", [&](Registration&& row) { bytes_of_names += row.attendee_name.size(); }, seconds(120));
  const double took = ms_since(begun);
  const double cpu = cpu_ms() - cpu_before;
  const double peak = peak_mib();
  if (head) guests_beside_a_roster(client, url);
  ::kill(server, SIGTERM);
  ::waitpid(server, nullptr, 0);
  if (!head) {
    std::printf("roster: %s\n", head.failure().detail.c_str());
    return 1;
  }
  std::printf(
      "roster of %zu registrations, %zu bytes each: %.0f ms (%.0f ms of CPU), peak resident %.1f MiB (%.1f "
      "before)\n",
      head->rows, row_of(1).size() + 1, took, cpu, peak, before);
  const double limit = count > 2 ? std::atof(words[2]) : 1e9;
  return bytes_of_names == 0 || peak_mib() > limit ? 1 : 0;
}
