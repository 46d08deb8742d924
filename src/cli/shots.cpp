#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "options.hpp"
#include "usher/stage/gallery/gallery.hpp"

namespace usher {

Command add_shots(const Command& usher) {
  struct Options {
    std::string folder;
    GalleryOptions gallery;
  };
  const auto options = std::make_shared<Options>();
  const Command command = usher.command("shots", "Draw every scene in every size and language, as PNG files");
  command.option("DIR", options->folder, "where the pictures go").required().takes("");
  command.option("--language", options->gallery.languages, "en, de, nl, fr or es; all, unless said")
      .takes("WORD…");
  command
      .option("--size", options->gallery.sizes, "1280x800, 1920x1080, 800x1280 or 800x480; all, unless said")
      .takes("WORD…");
  command.option("--scene", options->gallery.scenes, "by name, as the files are called; all, unless said")
      .takes("WORD…");
  command.example("usher shots pictures --language de --size 1280x800");
  command.does([options] {
    expect_shots(options->folder, true);
    std::cout << write_gallery(options->folder, options->gallery) << " pictures in " << options->folder
              << '\n';
    return finish_output(0);
  });
  return command;
}

}  // namespace usher
