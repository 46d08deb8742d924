#include "verdict_words.hpp"

#include <string>
#include <utility>

#include "screen/render/sanitise.hpp"

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
    case Kind::kCount:
      return Say::WordHold;
  }
  return Say::WordHold;
}

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + sanitise(name, 32);
  return all;
}

/// One line of it after the other.
class VerdictColumn {
 public:
  VerdictColumn(Canvas& canvas, const View& view, const Look& look)
      : view_(view),
        verdict_(view.scene.verdict),
        look_(look),
        column_(canvas, look.place == Place::Centre ? Align::Centre : Align::Left) {}

  Column fill() && {
    column_.text(
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
      case Kind::kCount:
        hold();
        break;
    }
    return std::move(column_);
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
    column_.text(gap, guest.name, name);
    TextStyle company = line(Type::Large, Weight::Regular, look_.quiet, 1);
    company.others = true;
    company.shrink = 0.8F;  // rather cut than too small to read from where one stands
    if (with_company) column_.text(0.5F, guest.company, company);
  }
  void ticket(float gap) {
    if (!verdict_.registration) return;
    const std::string type = guest_of(view_, *verdict_.registration).ticket;
    const TicketColour colour = ticket_colour(type);
    TextStyle style = line(Type::Body, Weight::Semibold, colour.text, 1);
    style.others = true;
    column_.chip(gap, type, style, colour.fill, Shape::Ticket);
  }
  void requirements() {
    if (!view_.show_requirements || !verdict_.registration) return;
    const std::string wish = sanitise(verdict_.registration->special_requirements, 120);
    if (wish.empty()) return;
    column_.row(2, Shape::Care, look_.text, say(Say::Requirements) + ": " + wish,
                line(Type::Body, Weight::Medium, look_.text, 2));
  }
  void reasons(Shape sign) {
    Say last = Say::kCount;
    for (const Reason reason : verdict_.reasons) {
      const Say what = saying_of(reason);
      if (what == last) continue;  // two causes that mean the same to the guest are said once
      column_.row(last == Say::kCount ? 3 : 1, sign, look_.quiet, say(what),
                  line(Type::Large, Weight::Medium, look_.text, 2));
      last = what;
    }
  }
  void help(Say what) { column_.text(2.5F, say(what), line(Type::Body, Weight::Regular, look_.quiet, 3)); }

  void grant() {
    who(2, Type::Name, true);
    if (!verdict_.registration || view_.self_service)
      column_.text(2, say(Say::GrantHelp), line(Type::Large, Weight::Regular, look_.quiet, 1));
    ticket(3);
    if (verdict_.recorded == Verdict::Recorded::Queued) {
      column_.row(3, Shape::Outbox, look_.quiet, say(Say::GrantQueued),
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
    column_.row(3, Shape::Clock, look_.text, when, line(Type::Large, Weight::Semibold, look_.text, 2));
    const std::string where = sanitise(verdict_.checked_in_where, 60);
    column_.row(1, Shape::Gate, look_.text, where, line(Type::Large, Weight::Medium, look_.text, 1));
    std::string now;
    for (const Reason reason : verdict_.reasons) {
      if (reason == Reason::WasNoShow) continue;
      now += (now.empty() ? "" : "  ·  ") + say(saying_of(reason));
    }
    if (!now.empty()) {
      column_.chip(2, view_(Say::AlreadyInNow, {now}), line(Type::Body, Weight::Semibold, ink::kWhite, 1),
                   look_of(Kind::Deny).ground, Shape::Warning);
    }
    help(Say::AlreadyInHelp);
  }

  void deny() {
    who(2, Type::Headline, true);
    reasons(Shape::Cross);
    column_.text(3, say(next_step_of(verdict_.reasons)), line(Type::Large, Weight::Semibold, look_.text, 2));
  }

  void wrong_event() {
    const std::string name = sanitise(verdict_.other_event, 120);
    if (!name.empty()) {
      column_.text(2.5F, say(Say::WrongEventIs), line(Type::Body, Weight::Regular, look_.quiet, 1));
      TextStyle title = line(Type::Headline, Weight::Semibold, look_.text, 3);
      title.others = true;
      column_.text(0.5F, name, title);
    }
    if (verdict_.other_event_starts) {
      column_.row(2, Shape::Clock, look_.quiet, written_moment(*view_.language, *verdict_.other_event_starts),
                  line(Type::Large, Weight::Medium, look_.text, 1));
    }
    column_.row(1, Shape::Gate, look_.quiet, sanitise(verdict_.other_event_place, 80),
                line(Type::Large, Weight::Medium, look_.text, 2));
    help(Say::WrongEventHelp);
  }

  void wrong_gate() {
    who(2, Type::Headline, false);
    ticket(2);
    const std::string gate = listed(verdict_.gate);
    if (!gate.empty()) {
      column_.row(3, Shape::Gate, look_.quiet, view_(Say::WrongGateHere, {gate}),
                  line(Type::Large, Weight::Medium, look_.text, 3));
    }
    help(Say::WrongGateHelp);
  }

  void not_found() {
    column_.text(2.5F, say(Say::NotFoundText), line(Type::Large, Weight::Medium, look_.text, 2));
    column_.text(2, say(Say::NotFoundHelp), line(Type::Large, Weight::Regular, look_.quiet, 3));
  }

  void hold() {
    who(2, Type::Headline, true);
    if (verdict_.reasons.empty()) {
      column_.text(2.5F, say(Say::HoldText), line(Type::Large, Weight::Medium, look_.text, 2));
    }
    Say last = Say::kCount;
    for (const Reason reason : verdict_.reasons) {
      const Say what = saying_of(reason);
      if (what != last)
        column_.text(last == Say::kCount ? 2.5F : 0.5F, say(what),
                     line(Type::Large, Weight::Medium, look_.text, 2));
      last = what;
    }
    help(Say::HoldHelp);
  }

  const View& view_;
  const Verdict& verdict_;
  const Look& look_;
  Column column_;
};

}  // namespace

Column words_of_verdict(Canvas& canvas, const View& view) {
  return VerdictColumn(canvas, view, look_of(view.scene.verdict.kind)).fill();
}

}  // namespace usher::screen
