#pragma once

#include <string>
#include <vector>

namespace usher {

struct GalleryOptions {
  std::vector<std::string> languages;  ///< "en", "de", …; empty is all
  std::vector<std::string> sizes;      ///< "1280x800", …; empty is all four
  std::vector<std::string> scenes;     ///< by name; empty is all
};

/// Draws every scene in every size and language through the station's own code and writes them to the folder
/// as LANGUAGE/SIZE/SCENE.png. Needs a display to make pictures with, none to show them. Returns how many
/// were written. Throws std::runtime_error with a sentence when a picture cannot be made or written.
int write_gallery(const std::string& folder, const GalleryOptions& options = {});

}  // namespace usher
