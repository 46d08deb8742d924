#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "geometry.hpp"
#include "textures.hpp"
#include "theme.hpp"
#include "usher/core/time.hpp"

struct ImDrawList;

namespace usher::screen {

/// A key or a touch, in the order they came.
struct Input {
  enum class Kind { Touch, Release, Move, Key, Letter };
  Kind kind = Kind::Touch;
  float x = 0;  ///< pixels
  float y = 0;
  int key = 0;  ///< GLFW's number
  int modifiers = 0;
  unsigned letter = 0;  ///< Unicode
  Tick at{};            ///< when it was heard
  Tick not_before{};    ///< and when the window was listened to before that: it came in between
};

/// Whether there is a display at all; the reason goes to `why_not`.
bool display_answers(std::string& why_not);

/// Draws a frame, and returns the colour that lies beneath everything.
using Drawing = std::function<Colour(ImDrawList&)>;

/// A window with a GL context, and one ImGui draw list a frame. GLFW, Dear ImGui and OpenGL live in here.
class Window {
 public:
  enum class Mode { Fullscreen, Windowed, Hidden };
  /// Throws std::runtime_error with a sentence when no window can be opened.
  Window(Mode mode, Size size);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  Size size() const;
  bool closed() const;

  /// Waits for input, at most this long; gives what came.
  std::vector<Input> wait(double seconds_at_most);

  /// Draws one frame and shows it. `after` runs when it is drawn, before it is shown: for screenshots.
  void frame(const Drawing& draw, const std::function<void()>& after = {});

  /// Draws one frame of any size out of sight. Returns RGB rows, top first.
  std::vector<std::uint8_t> frame_out_of_sight(Size size, const Drawing& draw);

  /// Draws one frame that nobody will see, for what is made on first use: its texts, and the card's own
  /// programs.
  void rehearse(Size size, const Drawing& draw);

  Textures& textures();

 private:
  struct Glass;
  std::unique_ptr<Glass> glass_;
};

/// The pixels just drawn, RGB, top row first.
std::vector<std::uint8_t> read_pixels(Size size);

/// Throws std::runtime_error when the file cannot be written.
void write_png(const std::string& path, Size size, const std::vector<std::uint8_t>& rgb);

}  // namespace usher::screen
