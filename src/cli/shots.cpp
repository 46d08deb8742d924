#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "commands.hpp"
#include "help.hpp"
#include "options.hpp"
#include "usher/screen/gallery.hpp"

namespace usher {

void add_shots(CLI::App& app, Chosen& chosen) {
  struct Options {
    std::string folder;
    GalleryOptions gallery;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("shots", "Draw every scene in every size and language, as PNG files");
  command->add_option("DIR", options->folder, "where the pictures go")->required()->type_name("");
  command->add_option("--language", options->gallery.languages, "en, de, nl, fr or es; all, unless said")
      ->type_name("WORD…");
  command
      ->add_option("--size", options->gallery.sizes,
                   "1280x800, 1920x1080, 800x1280 or 800x480; all, unless said")
      ->type_name("WORD…");
  command
      ->add_option("--scene", options->gallery.scenes, "by name, as the files are called; all, unless said")
      ->type_name("WORD…");
  command->footer(example("usher shots pictures --language de --size 1280x800"));
  command->callback([&chosen, options] {
    chosen = [options] {
      expect_shots(options->folder, true);
      std::cout << write_gallery(options->folder, options->gallery) << " pictures in " << options->folder
                << '\n';
      return finish_output(0);
    };
  });
}

}  // namespace usher
