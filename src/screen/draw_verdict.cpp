#include <string>

#include "draw.hpp"
#include "stack.hpp"
#include "tame.hpp"
#include "usher/core/masked.hpp"

namespace usher::screen {
namespace {

using Kind = Verdict::Kind;

Say word_of(Kind kind) {
  switch (kind) {
    case Kind::Grant:
      return Say::WordGrant;
    case Kind::AlreadyIn:
      return Say::WordAlreadyIn;
    case Kind::Deny:
      return Say::WordDeny;
    case Kind::WrongEvent:
      return Say::WordWrongEvent;
    case Kind::WrongGate:
      return Say::WordWrongGate;
    case Kind::NotFound:
      return Say::WordNotFound;
    case Kind::Hold:
    case Kind::NotAPass:
      return Say::WordHold;
  }
  return Say::WordHold;
}

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + tame(name, 32);
  return all;
}

/// The column beside the shape: our word first and largest, then who it is, then what it means for them.
class Column {
 public:
  Column(Canvas& canvas, const View& view, const Look& look)
      : view_(view),
        verdict_(view.scene.verdict),
        look_(look),
        stack_(canvas, look.place == Place::Centre ? Align::Centre : Align::Left) {}

  Stack& fill() {
    stack_.text(
        0, say(word_of(verdict_.kind)),
        {.type = Type::Word, .weight = Weight::Bold, .colour = look_.text, .lines = 2, .tight = true});
    switch (verdict_.kind) {
      case Kind::Grant:
        grant();
        break;
      case Kind::AlreadyIn:
        already_in();
        break;
      case Kind::Deny:
        deny();
        break;
      case Kind::WrongEvent:
        wrong_event();
        break;
      case Kind::WrongGate:
        wrong_gate();
        break;
      case Kind::NotFound:
        not_found();
        break;
      case Kind::Hold:
      case Kind::NotAPass:
        hold();
        break;
    }
    return stack_;
  }

 private:
  std::string say(Say what) const { return std::string(view_(what)); }
  TextStyle line(Type type, Weight weight, Colour colour, int lines) const {
    return {.type = type, .weight = weight, .colour = colour, .lines = lines};
  }

  void who(float gap, Type type, bool with_company) {
    if (!verdict_.registration) return;
    const Guest guest = guest_of(view_, *verdict_.registration);
    TextStyle name = line(type, Weight::Semibold, look_.text, 2);
    name.others = true;
    stack_.text(gap, guest.name, name);
    TextStyle company = line(Type::Large, Weight::Regular, look_.quiet, 1);
    company.others = true;
    if (with_company) stack_.text(0.5F, guest.company, company);
  }
  void ticket(float gap) {
    if (!verdict_.registration) return;
    const std::string type = guest_of(view_, *verdict_.registration).ticket;
    const TicketColour colour = ticket_colour(type);
    TextStyle style = line(Type::Body, Weight::Semibold, colour.text, 1);
    style.others = true;
    stack_.chip(gap, type, style, colour.fill, Shape::Ticket);
  }
  void requirements() {
    if (!view_.show_requirements || !verdict_.registration) return;
    const std::string wish = tame(verdict_.registration->special_requirements, 120);
    if (wish.empty()) return;
    stack_.row(2, Shape::Care, look_.text, say(Say::Requirements) + ": " + wish,
               line(Type::Body, Weight::Medium, look_.text, 2));
  }
  void reasons(Shape sign) {
    Say last = Say::kCount;
    for (const Reason reason : verdict_.reasons) {
      const Say what = saying_of(reason);
      if (what == last) continue;  // two causes that mean the same to the guest are said once
      stack_.row(last == Say::kCount ? 3 : 1, sign, look_.quiet, say(what),
                 line(Type::Large, Weight::Medium, look_.text, 2));
      last = what;
    }
  }
  void help(Say what) { stack_.text(2.5F, say(what), line(Type::Body, Weight::Regular, look_.quiet, 3)); }

  void grant() {
    who(2, Type::Name, true);
    if (!verdict_.registration || view_.self_service)
      stack_.text(2, say(Say::GrantHelp), line(Type::Large, Weight::Regular, look_.quiet, 1));
    ticket(3);
    if (verdict_.recorded == Verdict::Recorded::Queued) {
      stack_.row(3, Shape::Outbox, look_.quiet, say(Say::GrantQueued),
                 line(Type::Body, Weight::Medium, look_.text, 2));
    }
    requirements();
  }

  void already_in() {
    who(1.5F, Type::Headline, true);
    std::string when = say(Say::AlreadyInUnknown);
    if (verdict_.checked_in_at) {
      const Wall at = *verdict_.checked_in_at;
      const auto age = view_.now.wall - at;
      const bool today = written_day(*view_.language, at) == written_day(*view_.language, view_.now.wall);
      when = view_(Say::AlreadyInAt,
                   {today ? view_(Say::Today, {local_clock(at)}) : written_moment(*view_.language, at)});
      constexpr milliseconds kFewHours{12 * 3'600'000};
      if (age >= milliseconds{0} && age < kFewHours) when += "  ·  " + written_age(*view_.language, age);
    }
    stack_.row(3, Shape::Clock, look_.text, when, line(Type::Large, Weight::Semibold, look_.text, 2));
    const std::string where = tame(verdict_.checked_in_where, 60);
    stack_.row(1, Shape::Gate, look_.text, where, line(Type::Large, Weight::Medium, look_.text, 1));
    std::string now;
    for (const Reason reason : verdict_.reasons) {
      if (reason == Reason::WasNoShow) continue;
      now += (now.empty() ? "" : "  ·  ") + say(saying_of(reason));
    }
    if (!now.empty()) {
      stack_.chip(2, view_(Say::AlreadyInNow, {now}), line(Type::Body, Weight::Semibold, ink::kWhite, 1),
                  look_of(Kind::Deny).ground, Shape::Warning);
    }
    help(Say::AlreadyInHelp);
  }

  void deny() {
    who(2, Type::Headline, true);
    reasons(Shape::Cross);
    stack_.text(3, say(next_step_of(verdict_.reasons)), line(Type::Large, Weight::Semibold, look_.text, 2));
  }

  void wrong_event() {
    const std::string name = tame(verdict_.other_event, 120);
    if (!name.empty()) {
      stack_.text(2.5F, say(Say::WrongEventIs), line(Type::Body, Weight::Regular, look_.quiet, 1));
      TextStyle title = line(Type::Headline, Weight::Semibold, look_.text, 3);
      title.others = true;
      stack_.text(0.5F, name, title);
    }
    if (verdict_.other_event_starts) {
      stack_.row(2, Shape::Clock, look_.quiet, written_moment(*view_.language, *verdict_.other_event_starts),
                 line(Type::Large, Weight::Medium, look_.text, 1));
    }
    stack_.row(1, Shape::Gate, look_.quiet, tame(verdict_.other_event_place, 80),
               line(Type::Large, Weight::Medium, look_.text, 2));
    help(Say::WrongEventHelp);
  }

  void wrong_gate() {
    who(2, Type::Headline, false);
    ticket(2);
    const std::string gate = listed(verdict_.gate);
    if (!gate.empty()) {
      stack_.row(3, Shape::Gate, look_.quiet, view_(Say::WrongGateHere, {gate}),
                 line(Type::Large, Weight::Medium, look_.text, 3));
    }
    help(Say::WrongGateHelp);
  }

  void not_found() {
    stack_.text(2.5F, say(Say::NotFoundText), line(Type::Large, Weight::Medium, look_.text, 2));
    stack_.text(2, say(Say::NotFoundHelp), line(Type::Large, Weight::Regular, look_.quiet, 3));
  }

  void hold() {
    who(2, Type::Headline, true);
    if (verdict_.reasons.empty()) {
      stack_.text(2.5F, say(Say::HoldText), line(Type::Large, Weight::Medium, look_.text, 2));
    }
    Say last = Say::kCount;
    for (const Reason reason : verdict_.reasons) {
      const Say what = saying_of(reason);
      if (what != last)
        stack_.text(last == Say::kCount ? 2.5F : 0.5F, say(what),
                    line(Type::Large, Weight::Medium, look_.text, 2));
      last = what;
    }
    help(Say::HoldHelp);
  }

  const View& view_;
  const Verdict& verdict_;
  const Look& look_;
  Stack stack_;
};

/// For staff, small and low: which code, who said so, how fast.
void draw_strip(Canvas& canvas, Rect strip, const View& view, const Look& look) {
  const Verdict& verdict = view.scene.verdict;
  const Colour ground =
      blend(with_alpha(ink::kBlack, look.kind == Kind::AlreadyIn ? 0.0F : 0.22F), look.ground);
  canvas.fill(strip, ground);
  canvas.ground(ground);
  Rect inner = strip.inset(canvas.metrics().margin(), 0);
  const TextStyle style{.type = Type::Label, .colour = look.quiet};
  std::string left = masked_code(verdict.code);
  if (!view.self_service) {
    left += (left.empty() ? "" : "   ·   ") + std::string(basis_word(verdict.basis));
    if (view.scene.latency) left += "   ·   " + std::to_string(view.scene.latency->count()) + " ms";
  }
  TextStyle right = style;
  right.align = Align::Right;
  const std::string station = tame(view.reports.station, 40);
  canvas.text(inner.take_right(std::min(inner.w / 2, canvas.width_of(station, right) + 4)), station, right);
  canvas.text(inner, left, style);
  canvas.ground(look.ground);
}

/// What is left of the verdict's time, along the lower edge.
void draw_rest(Canvas& canvas, Rect strip, const View& view, const Look& look) {
  const auto whole = dwell(view.scene.verdict.kind);
  const float part = 1 - static_cast<float>(view.scene.age.count()) / static_cast<float>(whole.count());
  const float height = canvas.px(4);
  canvas.fill({strip.x, strip.y - height, std::round(strip.w * std::clamp(part, 0.0F, 1.0F)), height},
              look.plate);
}

void draw_plate(Canvas& canvas, Rect box, const View& view, const Look& look) {
  const float settle = 0.9F + 0.1F * eased(view.scene.age, motion::kArrive);
  const float radius = std::min(box.w, box.h) / 2;
  canvas.disc(box.middle_x(), box.middle_y(), radius * settle, look.plate);
  const float side = radius * 1.3F;
  const Colour before = canvas.ground();
  canvas.ground(look.plate);
  canvas.shape(look.shape, box.centred(side * settle, side * settle), look.text);
  canvas.ground(before);
}

}  // namespace

void draw_verdict(Canvas& canvas, const View& view) {
  const Look& look = look_of(view.scene.verdict.kind);
  const Metrics& metrics = canvas.metrics();
  const bool small = metrics.form() == Form::Small;
  const bool tall = metrics.form() == Form::Tall;
  // The whole screen changes colour in the very first frame; only the shape takes a moment to settle.
  canvas.base(look.ground);
  Rect page = canvas.page();
  const Rect strip = page.take_bottom(canvas.grid(small ? 4 : 6));
  draw_strip(canvas, strip, view, look);
  draw_rest(canvas, strip, view, look);
  page = page.inset(canvas.grid(small ? 3 : 8), canvas.grid(small ? 2 : 6));

  Column column(canvas, view, look);
  if (tall || look.place == Place::Centre) {
    Stack& words = column.fill();
    const float gap = canvas.grid(small ? 1.5F : tall ? 7 : 4);
    // The shape takes what the words leave, within reason; both together stand in the middle.
    const float most = canvas.grid(tall ? 50 : small ? 18 : 36);
    const float least = canvas.grid(tall ? 34 : small ? 11 : 22);
    const float height = words.height(page.w);
    const float plate = std::clamp(page.h - height - gap, least, most);
    page.take_top(std::max(0.0F, std::round((page.h - height - gap - plate) * (tall ? 0.35F : 0.5F))));
    Rect band = page.take_top(plate, gap);
    if (look.place == Place::Left) band = band.take_left(plate);
    if (look.place == Place::Right) band = band.take_right(plate);
    draw_plate(canvas, band.centred(plate, plate), view, look);
    words.draw(page, Stack::Stand::Top);
  } else {
    const float plate = canvas.grid(small ? 29 : 54);
    const float gap = canvas.grid(small ? 3 : 7);
    const Rect side = look.place == Place::Left ? page.take_left(plate, gap) : page.take_right(plate, gap);
    draw_plate(canvas, side.centred(plate, plate), view, look);
    column.fill().draw(page, Stack::Stand::Middle);
  }

  const milliseconds whole = dwell(view.scene.verdict.kind);
  const float leaving = eased(view.scene.age - (whole - motion::kLeave), motion::kLeave);
  if (leaving > 0) canvas.fill(canvas.page(), with_alpha(ink::kGround, leaving));
}

}  // namespace usher::screen
