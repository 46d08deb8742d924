// What needs a person's eyes: exceptions, what still waits for the portal, and whether doors may open.

#include <algorithm>

#include "screen/render/sanitise.hpp"
#include "staff_parts.hpp"
#include "usher/core/masked.hpp"

namespace usher::screen {
namespace {

std::string counted(const char* words, int count) {
  return count > 0 ? std::string(words) + "  " + std::to_string(count) : std::string(words);
}

void draw_review_segments(Canvas& canvas, Rect& page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const auto& errands = view.reports.errands;
  draw_segments(canvas, page.take_top(canvas.grid(small ? 5 : 6.5F), canvas.grid(small ? 1 : 2)),
                {{StaffPage::Exceptions, counted("For a person", errands ? errands->exceptions : 0)},
                 {StaffPage::Queue, counted("Waiting for the portal", errands ? errands->waiting : 0)}},
                view.staff->page);
}

/// "3 tries, next in 12 s".
std::string tries_words(const WaitingCheckIn& row, const View& view) {
  std::string words = row.attempts == 0   ? "not tried"
                      : row.attempts == 1 ? "1 try"
                                          : std::to_string(row.attempts) + " tries";
  const auto& errands = view.reports.errands;
  if (!errands) return words;
  const auto next = std::find_if(errands->next_tries.begin(), errands->next_tries.end(),
                                 [&](const NextTry& one) { return one.check_in == row.id; });
  if (next == errands->next_tries.end()) return words + ", next later";
  const milliseconds left = next->due - view.now.tick;
  return words + (left < seconds{1} ? ", next now" : ", next in " + span_words(left));
}

/// Why the queue is not empty, when the link is the reason.
std::string link_words(const View& view) {
  const auto& errands = view.reports.errands;
  if (!errands) return {};
  const std::string why = sanitise(errands->link_sentence, 160);
  switch (errands->link) {
    case Errands::Link::Down:
      return "No link to the portal. Entries go on and are delivered by themselves." +
             (why.empty() ? "" : "  (" + why + ")");
    case Errands::Link::Blocked:
      return "The portal refuses this station. Entries go on and are kept." +
             (why.empty() ? "" : "  (" + why + ")");
    case Errands::Link::Unknown:
    case Errands::Link::Up:
      break;
  }
  return {};
}

}  // namespace

void draw_exceptions(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const auto& open = staff.answer.exceptions;
  draw_review_segments(canvas, page, view);
  if (open.empty()) {
    return draw_nothing(canvas, page, staff.answer.number != 0 ? "Nothing to review." : "Looking…");
  }
  const Rows rows = rows_in(canvas, page, staff.first, static_cast<int>(open.size()), 3);
  for (int i = staff.first; i < static_cast<int>(open.size()) && i - staff.first < rows.fit; ++i) {
    const OpenException& exception = open[static_cast<std::size_t>(i)];
    const Rect row = page.take_top(rows.height, rows.gap);
    canvas.fill(row, ink::kSurface, canvas.metrics().radius() * 0.75F);
    canvas.ground(ink::kSurface);
    Rect inner = row.inset(canvas.grid(2), canvas.grid(0.5F));
    draw_button(canvas,
                inner.take_right(canvas.grid(small ? 10 : 14), canvas.grid(2))
                    .inset(0, canvas.grid(small ? 0.5F : 1.5F)),
                "Close…", Manner::Plain, Act::Resolve, i);
    std::string who = sanitise(exception.guest, 60);
    who = local_clock(exception.at) + "   " + (who.empty() ? masked_code(exception.code) : who);
    canvas.text(inner.take_top(inner.h / 3), who,
                {.type = Type::Body, .weight = Weight::Semibold, .shrink = 0.7F, .others = true});
    canvas.text(inner, sanitise(exception.sentence, 300),
                {.type = Type::Label, .colour = ink::kCaution, .lines = 2, .shrink = 0.75F, .others = true});
    canvas.ground(ink::kGround);
  }
}

void draw_queue(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const auto& waiting = staff.answer.waiting;
  draw_review_segments(canvas, page, view);
  if (const std::string words = link_words(view); !words.empty()) {
    canvas.text(page.take_top(canvas.metrics().type(Type::Label) * 1.4F, canvas.grid(small ? 0.5F : 1.5F)),
                words, {.type = Type::Label, .colour = ink::kCaution, .shrink = 0.75F, .others = true});
  }
  if (waiting.empty()) {
    return draw_nothing(canvas, page, staff.answer.number != 0 ? "The portal has everything." : "Looking…");
  }
  const Rows rows = rows_in(canvas, page, staff.first, static_cast<int>(waiting.size()));
  for (int i = staff.first; i < static_cast<int>(waiting.size()) && i - staff.first < rows.fit; ++i) {
    const WaitingCheckIn& row = waiting[static_cast<std::size_t>(i)];
    const Rect card = page.take_top(rows.height, rows.gap);
    canvas.fill(card, ink::kSurface, canvas.metrics().radius() * 0.75F);
    canvas.ground(ink::kSurface);
    Rect inner = card.inset(canvas.grid(2), canvas.grid(0.5F));
    Rect right = inner.take_right(inner.w * 0.42F, canvas.grid(2));
    std::string who = sanitise(row.guest, 60);
    if (who.empty()) who = masked_code(row.code);
    canvas.text(inner.take_top(inner.h / 2), who,
                {.type = Type::Body, .weight = Weight::Semibold, .shrink = 0.7F, .others = true});
    canvas.text(inner, local_clock(row.at) + "  ·  waits for " + span_words(view.now.wall - row.at),
                {.type = Type::Label, .colour = ink::kQuiet, .shrink = 0.75F, .others = true});
    canvas.text(right.take_top(right.h / 2), sanitise(row.sentence, 120),
                {.type = Type::Label, .align = Align::Right, .shrink = 0.75F, .others = true});
    canvas.text(right, tries_words(row, view),
                {.type = Type::Label,
                 .colour = ink::kQuiet,
                 .align = Align::Right,
                 .shrink = 0.75F,
                 .tabular = true});
    canvas.ground(ink::kGround);
  }
}

}  // namespace usher::screen
