#pragma once

#include <optional>
#include <string>

#include "geometry.hpp"
#include "usher/core/scene.hpp"

namespace usher::screen {

/// A PNG of each new scene, taken when its transition is over.
class Shots {
 public:
  /// An empty folder takes none. Throws std::runtime_error when the folder cannot be made.
  explicit Shots(std::string folder);

  /// Called when a frame has been drawn and not yet shown.
  void look(const Scene& scene, Size size);

 private:
  struct Subject {
    Scene::Kind kind;
    std::uint64_t number;
    friend bool operator==(const Subject&, const Subject&) = default;
  };
  std::string folder_;
  std::optional<Subject> subject_;
  bool taken_ = false;
  Tick since_{};
  int count_ = 0;
};

}  // namespace usher::screen
