#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "door_axes.hpp"
#include "reader_bench.hpp"
#include "usher/scan/reader/reader.hpp"
#include "usher/scan/source/image_file.hpp"

namespace usher::bench {
namespace {

namespace fs = std::filesystem;

/// Editors end a file with a line break that no code has.
std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::vector<Symbol> trimmed(std::vector<Symbol> symbols) {
  for (Symbol& symbol : symbols) symbol.payload = trimmed(symbol.payload);
  return symbols;
}

/// What the picture says, by the text beside it; nothing where nobody wrote it down.
std::optional<std::string> text_of(fs::path file) {
  std::ifstream in(file.replace_extension(".txt"), std::ios::binary);
  if (!in) return std::nullopt;
  return trimmed(std::string{std::istreambuf_iterator<char>(in), {}});
}

/// One folder's pictures.
struct Album {
  int pictures = 0;
  int codes = 0;    ///< pictures whose payload is known
  int unknown = 0;  ///< pictures without a text: what is found in them nobody can call right or wrong
  int plain_found = 0;
  int ours_found = 0;
  int lost = 0;  ///< pictures that plain reads and the reader does not
  Tally plain, ours;
  std::string missed;

  void look(const fs::path& file) {
    const auto frame = load_image(file.string());
    if (!frame) return;
    ++pictures;
    Reader reader({.any = true});
    const auto wanted = text_of(file);
    if (!wanted) {
      ++unknown;
      Tally by_plain, by_ours;
      timed(by_plain, "", [&] { return count(plain_read(*frame), plain_found); });
      timed(by_ours, "", [&] { return count(reader.read(*frame), ours_found); });
      plain.ms += by_plain.ms, ours.ms += by_ours.ms;
      return;
    }
    ++codes;
    const bool by_plain = timed(plain, *wanted, [&] { return trimmed(plain_read(*frame)); });
    const bool by_ours = timed(ours, *wanted, [&] { return trimmed(reader.read(*frame)); });
    if (!by_ours) missed += " " + file.filename().string();
    lost += by_plain && !by_ours;
  }

  static std::vector<Symbol> count(std::vector<Symbol> symbols, int& found) {
    found += static_cast<int>(symbols.size());
    return symbols;
  }

  void add(const Album& other) {
    pictures += other.pictures, codes += other.codes, unknown += other.unknown, lost += other.lost;
    plain_found += other.plain_found, ours_found += other.ours_found;
    plain.add(other.plain), ours.add(other.ours);
  }
};

void print_album(const std::string& name, const Album& album) {
  const double n = std::max(1, album.pictures);
  std::printf("%-18s %4d pictures |", name.c_str(), album.pictures);
  if (album.codes > 0)
    std::printf(" of %d payloads: plain %d, reader %d; other payloads %d and %d |", album.codes,
                album.plain.right, album.ours.right, album.plain.wrong, album.ours.wrong);
  if (album.unknown > 0)
    std::printf(" in %d without a text: plain found %d, reader %d |", album.unknown, album.plain_found,
                album.ours_found);
  std::printf(" CPU ms %.1f and %.1f", album.plain.ms / n, album.ours.ms / n);
  if (!album.missed.empty()) std::printf(" | not read:%s", album.missed.c_str());
  std::printf("\n");
  std::fflush(stdout);
}

bool has(const std::vector<Symbol>& symbols, const std::string& payload) {
  return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return s.payload == payload; });
}

int strangers(const std::vector<Symbol>& symbols, const DoorScene& scene) {
  return static_cast<int>(std::count_if(symbols.begin(), symbols.end(), [&](const Symbol& symbol) {
    return std::none_of(scene.held.begin(), scene.held.end(),
                        [&](const HeldCode& code) { return code.payload == symbol.payload; });
  }));
}

}  // namespace

void several_codes(const Arguments& arguments) {
  Tally plain, ours;
  DoorPainter painter;
  int codes = 0, lost = 0;
  for (int i = 0; i < arguments.general; ++i) {
    const DoorScene scene = several_codes_scene(static_cast<std::uint32_t>(9000 + i));
    const Frame frame = painter.paint(scene);
    std::vector<Symbol> by_plain, by_ours;
    Tally time;
    timed(time, "", [&] { return by_plain = plain_read(frame); });
    plain.ms += time.ms, time.ms = 0;
    Reader reader({.any = true});
    timed(time, "", [&] { return by_ours = reader.read(frame); });
    ours.ms += time.ms;
    for (const HeldCode& code : scene.held) {
      const bool p = has(by_plain, code.payload), o = has(by_ours, code.payload);
      ++codes, plain.right += p, ours.right += o, lost += p && !o;
    }
    plain.wrong += strangers(by_plain, scene), ours.wrong += strangers(by_ours, scene);
  }
  std::printf(
      "\n%d pictures of 1600x1200 with 1 to 4 links each: of %d codes plain %d, reader %d as stills (x%.2f); "
      "read by plain alone %d; misreads %d and %d; CPU ms per picture %.1f and %.1f\n",
      arguments.general, codes, plain.right, ours.right, 1.0 * ours.right / std::max(1, plain.right), lost,
      plain.wrong, ours.wrong, plain.ms / arguments.general, ours.ms / arguments.general);
  std::fflush(stdout);
}

void photographs(const Arguments& arguments) {
  std::map<std::string, std::vector<fs::path>> folders;
  for (const auto& entry : fs::recursive_directory_iterator(arguments.photos))
    if (entry.is_regular_file() && is_image_file(entry.path().string()))
      folders[entry.path().parent_path().filename().string()].push_back(entry.path());
  std::printf("\nPhotographs in %s: plain ZXing-cpp against the reader on stills, without a budget\n",
              arguments.photos.c_str());
  Album all;
  for (auto& [name, files] : folders) {
    std::sort(files.begin(), files.end());
    Album album;
    for (const fs::path& file : files) album.look(file);
    print_album(name, album);
    all.add(album);
  }
  all.missed.clear();
  print_album("all", all);
  if (all.codes > 0)
    std::printf("photographs: of %d payloads plain %.1f %%, reader %.1f %%; read by plain alone: %d\n",
                all.codes, 100.0 * all.plain.right / all.codes, 100.0 * all.ours.right / all.codes, all.lost);
}

}  // namespace usher::bench
