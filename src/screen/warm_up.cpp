#include "warm_up.hpp"

#include <vector>

#include "draw.hpp"

namespace usher::screen {
namespace {

/// The staff's pages while nobody is on them: the tabs, the keys, the labels. Whom they show comes later, and
/// costs a few lines of text.
constexpr StaffPage kPages[] = {StaffPage::Pin,        StaffPage::Search, StaffPage::Recent,
                                StaffPage::Exceptions, StaffPage::WalkIn, StaffPage::Door};

/// What comes first: a guest is at the door before staff are at their pages.
std::size_t how_many() {
  return looks().size() + 1 + std::size(kPages);
}

void draw_one(Window& window, const Language& language, std::size_t number, Size size) {
  View view;
  view.language = &language;
  view.now = clock_now();
  Staff staff;
  if (number < looks().size()) {
    view.scene.kind = Scene::Kind::Verdict;
    view.scene.verdict.kind = looks()[number].kind;
    view.scene.age = motion::kArrive;
  } else if (number == looks().size()) {
    view.scene.kind = Scene::Kind::Checking;
  } else {
    staff.page = kPages[number - looks().size() - 1];
    view.staff = &staff;
  }
  window.rehearse(size, [&](ImDrawList& list) {
    Canvas canvas(list, window.textures(), size);
    draw(canvas, view);
    return canvas.base();
  });
}

}  // namespace

bool WarmUp::step(Window& window, const Language& language) {
  const Size size = window.size();
  if (size.width <= 0 || size.height <= 0) return true;  // put away for now
  if (drawn_ < how_many()) {
    draw_one(window, language, drawn_++, size);
  } else if (fonts_left_) {
    fonts_left_ = window.textures().typesetter().warm_up(font_++);
  }
  return drawn_ < how_many() || fonts_left_;
}

}  // namespace usher::screen
