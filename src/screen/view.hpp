#pragma once

#include <string>

#include "screen/language/language.hpp"
#include "screen/render/canvas.hpp"
#include "screen/render/preview.hpp"
#include "screen/setup/setup_steps.hpp"
#include "screen/staff/staff.hpp"
#include "usher/core/scene.hpp"
#include "usher/core/time.hpp"

namespace usher::screen {

/// All that one picture is made of.
struct View {
  Scene scene;
  Reports reports;
  Now now;
  const Language* language = &kEnglish;
  bool self_service = false;
  bool show_requirements = false;
  bool mirror = false;
  const Setup* setup = nullptr;      ///< set while the station is being set up: nothing else is drawn
  const Staff* staff = nullptr;      ///< null or closed: nobody of the staff is at the screen
  const Touch* focus = nullptr;      ///< the button that Enter would press; null: none
  int pin_length = 4;                ///< how many dots
  int volume = 70;                   ///< percent; 0 is mute
  const Preview* preview = nullptr;  ///< null where there is no camera

  std::string_view operator()(Say what) const { return (*language)(what); }
  std::string operator()(Say what, std::initializer_list<std::string_view> places) const {
    return fill((*language)(what), places);
  }
};

}  // namespace usher::screen
