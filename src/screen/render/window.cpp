#include "window.hpp"

#include <GL/gl.h>
#include <GL/glext.h>
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui/backends/imgui_impl_opengl3.h>

#include <stdexcept>

#include "theme.hpp"

namespace usher::screen {
namespace {

std::string glfw_sentence() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text != nullptr ? text : "no reason given";
}

}  // namespace

bool display_answers(std::string& why_not) {
  // Once for the whole process: an X server without a client starts anew, and turns away who comes just then.
  struct Library {
    bool ready = false;
    ~Library() {
      if (ready) glfwTerminate();
    }
  };
  static Library library;
  if (!library.ready) library.ready = glfwInit() == GLFW_TRUE;
  if (!library.ready) why_not = glfw_sentence();
  return library.ready;
}

struct Window::Glass {
  GLFWwindow* window = nullptr;
  std::vector<Input> inputs;
  std::unique_ptr<Textures> textures;
  double x = 0;  ///< where the pointer was at the event before this one, in the window's units
  double y = 0;
  Tick listened = clock_now().tick;

  void add(Input input) {
    // A cat on the keyboard must not fill the memory.
    constexpr std::size_t kMost = 512;
    input.at = clock_now().tick;
    input.not_before = listened;
    if (inputs.size() < kMost) inputs.push_back(input);
  }
  static Glass& of(GLFWwindow* window) { return *static_cast<Glass*>(glfwGetWindowUserPointer(window)); }

  /// What the pointer did where it was then, in pixels of the framebuffer. Where it is now would be another
  /// place when two fingers are quicker than a frame.
  Input pointer(Input::Kind kind) const {
    int wide = 1;
    int high = 1;
    glfwGetWindowSize(window, &wide, &high);
    int pixels_wide = 1;
    int pixels_high = 1;
    glfwGetFramebufferSize(window, &pixels_wide, &pixels_high);
    return {.kind = kind,
            .x = static_cast<float>(x * pixels_wide / std::max(1, wide)),
            .y = static_cast<float>(y * pixels_high / std::max(1, high))};
  }

  void listen() {
    glfwSetWindowUserPointer(window, this);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int modifiers) {
      if (action == GLFW_PRESS || action == GLFW_REPEAT) {
        of(w).add({.kind = Input::Kind::Key, .key = key, .modifiers = modifiers});
      }
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned letter) {
      of(w).add({.kind = Input::Kind::Letter, .letter = letter});
    });
    glfwGetCursorPos(window, &x, &y);  // it may never move before the first touch
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int action, int) {
      Glass& glass = of(w);
      glass.add(glass.pointer(action == GLFW_PRESS ? Input::Kind::Touch : Input::Kind::Release));
    });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double to_x, double to_y) {
      Glass& glass = of(w);
      glass.x = to_x;
      glass.y = to_y;
      if (glfwGetMouseButton(w, GLFW_MOUSE_BUTTON_LEFT) == GLFW_PRESS)
        glass.add(glass.pointer(Input::Kind::Move));
    });
  }
};

Window::Window(Mode mode, Size size) : glass_(std::make_unique<Glass>()) {
  std::string why_not;
  if (!display_answers(why_not)) throw std::runtime_error("screen: no display: " + why_not);
  // 3.0 is enough for all we draw, and what a Raspberry Pi 4 has.
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  glfwWindowHint(GLFW_VISIBLE, mode == Mode::Hidden ? GLFW_FALSE : GLFW_TRUE);
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);  // a kiosk never hides itself
  GLFWmonitor* monitor = nullptr;
  if (mode == Mode::Fullscreen) {
    monitor = glfwGetPrimaryMonitor();
    if (const GLFWvidmode* video = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr) {
      size = {video->width, video->height};
    }
  }
  glass_->window = glfwCreateWindow(size.width, size.height, "usher", monitor, nullptr);
  if (glass_->window == nullptr) {
    throw std::runtime_error("screen: no window: " + glfw_sentence());
  }
  glfwMakeContextCurrent(glass_->window);
  glfwSwapInterval(mode == Mode::Hidden ? 0 : 1);
  if (mode == Mode::Fullscreen) glfwSetInputMode(glass_->window, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  glass_->listen();

  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().LogFilename = nullptr;
  ImGui_ImplOpenGL3_Init("#version 130");
  glass_->textures = std::make_unique<Textures>();
}

Window::~Window() {
  glass_->textures.reset();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(glass_->window);
}

Size Window::size() const {
  Size size;
  glfwGetFramebufferSize(glass_->window, &size.width, &size.height);
  return size;
}

bool Window::closed() const {
  return glfwWindowShouldClose(glass_->window) == GLFW_TRUE;
}

Textures& Window::textures() {
  return *glass_->textures;
}

std::vector<Input> Window::wait(double seconds_at_most) {
  if (seconds_at_most > 0) {
    glfwWaitEventsTimeout(seconds_at_most);
  } else {
    glfwPollEvents();
  }
  glass_->listened = clock_now().tick;
  return std::exchange(glass_->inputs, {});
}

namespace {

void paint(Size size, Textures& textures, const Drawing& draw) {
  textures.begin_frame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
  io.DeltaTime = 1.0F / 30;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  // Clearing to a colour costs nothing; filling the screen with it costs a fifth of a software frame.
  const Colour base = draw(*ImGui::GetBackgroundDrawList());
  ImGui::Render();
  glViewport(0, 0, size.width, size.height);
  glClearColor(static_cast<float>(base.r) / 255, static_cast<float>(base.g) / 255,
               static_cast<float>(base.b) / 255, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace

void Window::frame(const Drawing& draw, const std::function<void()>& after) {
  paint(size(), *glass_->textures, draw);
  if (after) after();
  glfwSwapBuffers(glass_->window);
}

namespace {

/// Something to draw on that is not the window, while this lives.
class OutOfSight {
 public:
  explicit OutOfSight(Size size) {
    glGenFramebuffers(1, &canvas_);
    glGenRenderbuffers(1, &colours_);
    glBindFramebuffer(GL_FRAMEBUFFER, canvas_);
    glBindRenderbuffer(GL_RENDERBUFFER, colours_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, size.width, size.height);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colours_);
  }
  ~OutOfSight() {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteRenderbuffers(1, &colours_);
    glDeleteFramebuffers(1, &canvas_);
  }
  OutOfSight(const OutOfSight&) = delete;
  OutOfSight& operator=(const OutOfSight&) = delete;

 private:
  unsigned canvas_ = 0;
  unsigned colours_ = 0;
};

}  // namespace

std::vector<std::uint8_t> Window::frame_out_of_sight(Size size, const Drawing& draw) {
  const OutOfSight canvas(size);
  paint(size, *glass_->textures, draw);
  return read_pixels(size);
}

void Window::rehearse(Size size, const Drawing& draw) {
  const OutOfSight canvas(size);
  paint(size, *glass_->textures, draw);
}

}  // namespace usher::screen
