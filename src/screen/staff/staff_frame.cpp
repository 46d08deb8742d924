// What all staff pages have in common: where one is, where one can go, and the way back to the door.

#include "staff_parts.hpp"

namespace usher::screen {
namespace {

struct Tab {
  StaffPage page;
  const char* words;
};
constexpr Tab kTabs[] = {{StaffPage::Search, "Search"},
                         {StaffPage::Recent, "Recent"},
                         {StaffPage::Exceptions, "Review"},
                         {StaffPage::WalkIn, "Walk-in"},
                         {StaffPage::Door, "Door"}};

StaffPage tab_of(const Staff& staff) {
  switch (staff.page) {
    case StaffPage::Guest:
    case StaffPage::Group:
      return StaffPage::Search;
    case StaffPage::Note:
      return staff.purpose == Staff::Purpose::Resolve   ? StaffPage::Exceptions
             : staff.purpose == Staff::Purpose::Correct ? StaffPage::Search
                                                        : StaffPage::Recent;
    case StaffPage::Queue:
      return StaffPage::Exceptions;
    case StaffPage::Readiness:
      return StaffPage::Door;
    case StaffPage::Closed:
    case StaffPage::Pin:
    case StaffPage::Search:
    case StaffPage::Recent:
    case StaffPage::Exceptions:
    case StaffPage::WalkIn:
    case StaffPage::Door:
    case StaffPage::Confirm:
      break;
  }
  return staff.page;
}

void draw_tabs(Canvas& canvas, Rect row, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool wide = canvas.metrics().form() == Form::Wide;
  draw_button(canvas, row.take_right(canvas.grid(small ? 12 : 21), canvas.grid(2)),
              small ? "Close" : "To the door", Manner::Plain, Act::Close);
  const float width = wide ? canvas.grid(17) : (row.w - canvas.px(8) * 4) / 5;
  const StaffPage current = tab_of(*view.staff);
  for (const Tab& tab : kTabs) {
    std::string words = tab.words;
    const auto& errands = view.reports.errands;
    if (tab.page == StaffPage::Exceptions && errands && errands->exceptions > 0) {
      words += " " + std::to_string(errands->exceptions);
    }
    draw_button(canvas, row.take_left(width, canvas.px(8)), words,
                tab.page == current ? Manner::Primary : Manner::Quiet, Act::Tab, static_cast<int>(tab.page));
  }
}

}  // namespace

void draw_staff(Canvas& canvas, const View& view) {
  const Metrics& metrics = canvas.metrics();
  const bool small = metrics.form() == Form::Small;
  Rect page = canvas.page().inset(canvas.grid(small ? 2 : 4), canvas.grid(small ? 1 : 3));
  const StaffPage which = view.staff->page;
  if (which == StaffPage::Confirm) return draw_confirm(canvas, page, view);
  if (which == StaffPage::Pin) return draw_pin(canvas, page, view);
  draw_tabs(canvas, page.take_top(canvas.grid(small ? 5 : 7), canvas.grid(small ? 1 : 3)), view);
  draw_outcome(canvas, page, *view.staff);
  switch (which) {
    case StaffPage::Search:
      return draw_search(canvas, page, view);
    case StaffPage::Guest:
      return draw_guest(canvas, page, view);
    case StaffPage::Group:
      return draw_group(canvas, page, view);
    case StaffPage::Recent:
      return draw_recent(canvas, page, view);
    case StaffPage::Exceptions:
      return draw_exceptions(canvas, page, view);
    case StaffPage::Queue:
      return draw_queue(canvas, page, view);
    case StaffPage::Readiness:
      return draw_readiness(canvas, page, view);
    case StaffPage::WalkIn:
      return draw_walk_in(canvas, page, view);
    case StaffPage::Door:
      return draw_door(canvas, page, view);
    case StaffPage::Note:
      return draw_note(canvas, page, view);
    case StaffPage::Closed:
    case StaffPage::Pin:
    case StaffPage::Confirm:
      return;
  }
}

void draw_training(Canvas& canvas, const View& view) {
  // On every scene, so that nobody believes it: what is shown now is written nowhere.
  const bool small = canvas.metrics().form() == Form::Small;
  const Rect band = canvas.take_top(canvas.grid(small ? 2.5F : 4));
  canvas.fill(band, ink::kAccent);
  canvas.ground(ink::kAccent);
  canvas.text(
      band, view(Say::Training),
      {.type = Type::Label, .weight = Weight::Bold, .colour = ink::kOnAccent, .align = Align::Centre});
  canvas.ground(ink::kGround);
}

}  // namespace usher::screen
