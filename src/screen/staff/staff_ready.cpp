// Readiness before doors: every check green, or a sentence.

#include <algorithm>
#include <cctype>

#include "screen/render/sanitise.hpp"
#include "staff_parts.hpp"

namespace usher::screen {
namespace {

struct ReadySign {
  Shape shape;
  Colour colour;
};

ReadySign ready_sign_of(Finding::State state) {
  switch (state) {
    case Finding::State::Ready:
      return {Shape::Tick, ink::kGood};
    case Finding::State::Mind:
      return {Shape::Warning, ink::kCaution};
    case Finding::State::NotReady:
      break;
  }
  return {Shape::Cross, ink::kBad};
}

std::string title_of(std::string name) {
  if (name == "tls") return "TLS";
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

/// What needs somebody stands first; among equals the order stays that in which one goes through them.
std::vector<Finding> worst_first(std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.state > b.state; });
  return findings;
}

std::string headline(const std::vector<Finding>& findings) {
  const auto count = [&](Finding::State state) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const Finding& f) { return f.state == state; });
  };
  const auto not_ready = count(Finding::State::NotReady);
  if (not_ready == 1) return "One thing to mend before doors";
  if (not_ready > 1) return std::to_string(not_ready) + " things to mend before doors";
  return count(Finding::State::Mind) > 0 ? "Doors may open; read the notes" : "Ready for doors";
}

}  // namespace

void draw_finding(Canvas& canvas, Rect box, const Finding& finding) {
  const bool small = canvas.metrics().form() == Form::Small;
  canvas.fill(box, ink::kSurface, canvas.metrics().radius() * 0.75F);
  canvas.ground(ink::kSurface);
  Rect inner = box.inset(canvas.grid(small ? 1 : 1.5F), canvas.grid(small ? 0.25F : 0.5F));
  const ReadySign sign = ready_sign_of(finding.state);
  const float side = canvas.px(small ? 16 : 22);
  canvas.shape(sign.shape, inner.take_left(side, canvas.grid(small ? 1 : 1.5F)).centred(side, side),
               sign.colour);
  // Names in a column of their own, so that the eye runs down the sentences.
  const TextStyle name{.type = small ? Type::Label : Type::Body, .weight = Weight::Semibold, .shrink = 0.75F};
  canvas.text(inner.take_left(canvas.grid(small ? 12 : 17), canvas.grid(1)), title_of(finding.name), name);
  const bool well = finding.mend.empty();
  const TextStyle said{.type = Type::Label,
                       .colour = finding.state == Finding::State::Ready ? ink::kQuiet : ink::kText,
                       .lines = well ? 2 : 1,
                       .shrink = 0.85F,
                       .others = true,
                       .prose = true};
  canvas.text(well ? inner : inner.take_top(inner.h / 2), sanitise(finding.sentence, 200), said);
  if (!well)
    canvas.text(inner, sanitise(finding.mend, 200),
                {.type = Type::Label, .colour = sign.colour, .shrink = 0.85F, .others = true});
  canvas.ground(ink::kGround);
}

namespace {

/// The first of them across the whole page, the others below in columns.
void draw_findings(Canvas& canvas, Rect page, const std::vector<Finding>& findings, int across) {
  const Form form = canvas.metrics().form();
  const float gap = canvas.grid(form == Form::Small ? 0.5F : 1);
  const auto troubles = static_cast<float>(across);
  const int remainder = static_cast<int>(findings.size()) - across;
  const int columns = form == Form::Tall ? 1 : 2;
  const int rows = (remainder + columns - 1) / columns;
  // Where there is width for it, what has to be mended has it all, and two lines.
  constexpr float kTrouble = 1.5F;
  const float room = page.h - gap * (troubles + static_cast<float>(rows - 1));
  const float unit = std::min(canvas.grid(form == Form::Wide ? 7 : 9),
                              room / (troubles * kTrouble + static_cast<float>(rows)));
  for (int i = 0; i < across; ++i)
    draw_finding(canvas, page.take_top(unit * kTrouble, gap), findings[static_cast<std::size_t>(i)]);
  const float width = (page.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (int i = 0; i < remainder; ++i) {
    const Rect box{page.x + static_cast<float>(i / rows) * (width + gap),
                   page.y + static_cast<float>(i % rows) * (unit + gap), width, unit};
    draw_finding(canvas, box, findings[static_cast<std::size_t>(i + across)]);
  }
}

/// What has to be mended, each with its sentence, and the names of what is well.
void draw_troubles(Canvas& canvas, Rect page, const std::vector<Finding>& findings, int troubles) {
  std::string well;
  for (auto finding = findings.begin() + troubles; finding != findings.end(); ++finding)
    well += (well.empty() ? "Well: " : ", ") + title_of(finding->name);
  const TextStyle style{.type = Type::Label, .colour = ink::kQuiet, .lines = 2};
  canvas.text(page.take_bottom(canvas.height_of(well, style, page.w) + 2, canvas.grid(1)), well, style);
  const float gap = canvas.grid(0.5F);
  const float height = std::min(
      canvas.grid(6), (page.h - gap * static_cast<float>(troubles - 1)) / static_cast<float>(troubles));
  for (int i = 0; i < troubles; ++i)
    draw_finding(canvas, page.take_top(height, gap), findings[static_cast<std::size_t>(i)]);
}

}  // namespace

void draw_readiness(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const bool looked = staff.answer.number != 0;
  const std::vector<Finding> findings = worst_first(staff.answer.findings);

  Rect head = page.take_top(canvas.grid(small ? 5 : 7), canvas.grid(small ? 0.5F : 2));
  const float button = canvas.grid(small ? 13 : 18);
  draw_button(canvas, head.take_right(button, canvas.grid(1)), "Look again",
              looked ? Manner::Plain : Manner::Off, Act::LookAgain);
  draw_button(canvas, head.take_right(small ? canvas.grid(9) : button, canvas.grid(2)), "Back", Manner::Quiet,
              Act::Back);
  const TextStyle title{
      .type = small ? Type::Large : Type::Headline, .weight = Weight::Semibold, .shrink = 0.5F};
  canvas.text(head, looked ? headline(findings) : std::string("Looking at everything…"), title);
  if (!looked) {
    draw_turning(canvas, page.middle_x(), page.middle_y(), canvas.grid(small ? 4 : 6),
                 view.now.tick.time_since_epoch(), ink::kAccent, ink::kLine);
    return;
  }
  if (findings.empty()) return draw_nothing(canvas, page, sanitise(staff.sentence, 200));

  const auto well = std::find_if(findings.begin(), findings.end(),
                                 [](const Finding& f) { return f.state == Finding::State::Ready; });
  // Across a small screen there is room for the sentences of a few; what is well is then named.
  constexpr int kFew = 6;
  const auto troubles = static_cast<int>(well - findings.begin());
  if (small && troubles > 0 && troubles <= kFew) return draw_troubles(canvas, page, findings, troubles);
  draw_findings(canvas, page, findings, canvas.metrics().form() == Form::Wide ? troubles : 0);
}

}  // namespace usher::screen
