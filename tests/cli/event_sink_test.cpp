#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "cli/event_stream.hpp"

using namespace usher;

namespace {

struct Fifo {
  std::string folder, path;
  Fifo() {
    char name[] = "/tmp/usher-fifo-XXXXXX";
    folder = mkdtemp(name);
    path = folder + "/events";
    mkfifo(path.c_str(), 0600);
  }
  ~Fifo() { std::filesystem::remove_all(folder); }
  Fifo(const Fifo&) = delete;
  Fifo& operator=(const Fifo&) = delete;

  std::string read_all() const {
    const int reader = open(path.c_str(), O_RDONLY | O_NONBLOCK);
    std::string all;
    char piece[4096];
    for (ssize_t got = read(reader, piece, sizeof piece); got > 0; got = read(reader, piece, sizeof piece))
      all.append(piece, static_cast<std::size_t>(got));
    close(reader);
    return all;
  }
};

}  // namespace

TEST_CASE("a named pipe that nobody reads yet keeps nobody waiting, and what it holds is read later") {
  const Fifo fifo;
  EventSink sink(fifo.path);
  sink.write("one");
  sink.write("two");
  CHECK(fifo.read_all() == "one\ntwo\n");
  sink.write("three");
  CHECK(fifo.read_all() == "three\n");
}

TEST_CASE("a full pipe loses whole lines, never the middle of one") {
  const Fifo fifo;
  EventSink sink(fifo.path);
  const std::string line(9999, 'x');
  for (int i = 0; i < 20; ++i) sink.write(line);
  std::string all = fifo.read_all();
  sink.write("end");
  all += fifo.read_all();
  CHECK(all.ends_with("x\nend\n"));
  for (std::size_t at = 0; at + 4 < all.size(); at += line.size() + 1) CHECK(all[at + line.size()] == '\n');
}
