// usage: usher_paint DIR < list
// Pictures for the end-to-end tests: for each line "PAYLOAD FRAMES" that many pictures of a phone that shows
// the payload, numbered on in name order. The payload "-" is an empty foyer.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>

#include "usher/scan/source/image_file.hpp"
#include "usher/stage/foyer/door_scene.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: usher_paint DIR < list\n";
    return 2;
  }
  std::filesystem::create_directories(argv[1]);
  usher::DoorPainter painter;
  int number = 0;
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string payload;
    int frames = 1;
    words >> payload >> frames;
    if (payload.empty()) continue;
    for (int i = 0; i < frames; ++i) {
      usher::DoorScene scene;
      scene.width = 640;
      scene.height = 360;
      scene.noise_seed = static_cast<std::uint32_t>(++number);
      if (payload != "-") {
        usher::HeldCode held;
        held.payload = payload;
        held.centre = {320.F + static_cast<float>(i), 180};
        held.module_px = 4;
        held.rotation = i;
        scene.held.push_back(held);
      }
      char name[32];
      std::snprintf(name, sizeof name, "/%06d.png", number);
      if (!usher::save_image(std::string(argv[1]) + name, painter.paint(scene))) {
        std::cerr << "usher_paint: cannot write into " << argv[1] << '\n';
        return 1;
      }
    }
  }
  return 0;
}
