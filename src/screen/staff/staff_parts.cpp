#include "staff_parts.hpp"

#include <algorithm>
#include <string_view>

#include "screen/render/sanitise.hpp"

namespace usher::screen {

void draw_button(Canvas& canvas, Rect box, const std::string& words, Manner manner, Act act, int value) {
  const Colour fill = manner == Manner::Primary ? ink::kAccent
                      : manner == Manner::Quiet ? ink::kSurface
                                                : ink::kRaised;
  const Colour colour = manner == Manner::Primary ? ink::kOnAccent
                        : manner == Manner::Off   ? ink::kQuiet
                                                  : ink::kText;
  const Colour before = canvas.ground();
  canvas.fill(box, fill, canvas.metrics().radius() * 0.75F);
  canvas.ground(fill);
  canvas.text(box.inset(canvas.px(5), 0), words,
              {.type = Type::Body,
               .weight = Weight::Semibold,
               .colour = colour,
               .align = Align::Centre,
               .shrink = 0.5F});
  canvas.ground(before);
  if (manner != Manner::Off) canvas.touch(box, act, value);
}

void draw_field(Canvas& canvas, Rect box, const std::string& label, const std::string& text, bool active,
                Tick now) {
  const float radius = canvas.metrics().radius() * 0.75F;
  canvas.fill(box, ink::kSurface, radius);
  if (active) canvas.outline(box, ink::kAccent, canvas.px(2), radius);
  const Colour before = canvas.ground();
  canvas.ground(ink::kSurface);
  const Rect inner = box.inset(canvas.grid(2), 0);
  const std::string shown = sanitise(text, 120);
  // While something is typed the label has done its work.
  const TextStyle typed{.type = Type::Body, .weight = Weight::Medium, .shrink = 0.8F, .others = true};
  const Rect drawn = shown.empty() ? canvas.text(inner, label, {.type = Type::Body, .colour = ink::kQuiet})
                                   : canvas.text(inner, shown, typed);
  const bool lit = now.time_since_epoch().count() % 1'000 < 600;
  if (active && lit) {
    const float x =
        shown.empty() ? inner.x - canvas.px(4) : std::min(drawn.right() + canvas.px(2), inner.right());
    canvas.fill({x, box.middle_y() - canvas.px(13), canvas.px(2), canvas.px(26)}, ink::kAccent);
  }
  canvas.ground(before);
}

namespace {

constexpr std::string_view kRows[] = {"1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm.-@"};

}  // namespace

float keyboard_height(const Canvas& canvas) {
  const bool small = canvas.metrics().form() == Form::Small;
  return canvas.grid(small ? 5 : 7) * 5 + canvas.px(small ? 4 : 8) * 4;
}

void draw_keyboard(Canvas& canvas, Rect box, bool capitals) {
  const bool small = canvas.metrics().form() == Form::Small;
  const float gap = canvas.px(small ? 4 : 8);
  const float height = canvas.grid(small ? 5 : 7);
  const float width = (box.w - 9 * gap) / 10;
  for (const std::string_view row : kRows) {
    Rect line = box.take_top(height, gap);
    for (const char letter : row) {
      const bool raised = capitals && letter >= 'a' && letter <= 'z';
      const char typed = raised ? static_cast<char>(letter - 'a' + 'A') : letter;
      draw_button(canvas, line.take_left(width, gap), std::string(1, typed), Manner::Plain, Act::Letter,
                  typed);
    }
  }
  Rect line = box.take_top(height);
  const float wide = 1.75F * width + 0.75F * gap;
  const Rect shift = line.take_left(wide, gap);
  draw_button(canvas, shift, "Shift", Manner::Plain, Act::Shift);
  if (capitals) canvas.outline(shift, ink::kAccent, canvas.px(2), canvas.metrics().radius() * 0.75F);
  draw_button(canvas, line.take_left(width, gap), "_", Manner::Plain, Act::Letter, '_');
  draw_button(canvas, line.take_right(wide, gap), "Enter", Manner::Plain, Act::Enter);
  draw_button(canvas, line.take_right(wide, gap), "Erase", Manner::Plain, Act::Erase);
  draw_button(canvas, line.take_right(width, gap), "+", Manner::Plain, Act::Letter, '+');
  draw_button(canvas, line, "Space", Manner::Plain, Act::Letter, ' ');
}

void draw_dots(Canvas& canvas, Rect row, int length, std::size_t typed) {
  for (int i = 0; i < length; ++i) {
    const float x =
        row.middle_x() + (static_cast<float>(i) - static_cast<float>(length - 1) / 2) * canvas.grid(3);
    canvas.disc(x, row.middle_y(), canvas.px(8), i < static_cast<int>(typed) ? ink::kAccent : ink::kLine);
  }
}

void draw_pad(Canvas& canvas, Rect column, float key, float gap, bool barred) {
  for (const char* row : {"123", "456", "789", " 0<"}) {
    Rect line = column.take_top(key, gap);
    for (const char* at = row; *at != 0; ++at) {
      const Rect place = line.take_left(key, gap);
      if (*at == '<') draw_button(canvas, place, "Erase", Manner::Quiet, Act::Erase);
      if (*at >= '0' && *at <= '9')
        draw_button(canvas, place, std::string(1, *at), barred ? Manner::Off : Manner::Plain, Act::Letter,
                    *at);
    }
  }
}

void draw_switch(Canvas& canvas, Rect row, const std::string& title, const std::string& help, bool on,
                 Act act) {
  const bool small = canvas.metrics().form() == Form::Small;
  canvas.fill(row, ink::kSurface, canvas.metrics().radius());
  canvas.touch(row, act);
  canvas.ground(ink::kSurface);
  Rect inner = row.inset(canvas.grid(small ? 2 : 3), canvas.grid(small ? 0.5F : 1.5F));
  const float height = canvas.grid(small ? 3 : 4);
  const Rect track = inner.take_right(height * 1.9F, canvas.grid(3)).centred(height * 1.9F, height);
  canvas.fill(track, on ? ink::kAccent : ink::kLine, height / 2);
  canvas.disc(on ? track.right() - height / 2 : track.x + height / 2, track.middle_y(), height * 0.38F,
              on ? ink::kOnAccent : ink::kText);
  canvas.text(inner.take_top(inner.h * 0.5F), title, {.type = Type::Body, .weight = Weight::Semibold});
  canvas.text(inner, help, {.type = Type::Label, .colour = ink::kQuiet, .shrink = 0.75F});
  canvas.ground(ink::kGround);
}

StandingSign standing_sign(const Registration& guest) {
  const Standing standing = standing_of(guest);
  switch (standing.kind) {
    case Standing::Kind::AlreadyIn:
      return {guest.checked_in_at ? "In since " + local_clock(*guest.checked_in_at) : "Checked in",
              ink::kCaution};
    case Standing::Kind::Eligible:
      return guest.code.empty() ? StandingSign{"No code", ink::kBad} : StandingSign{"May enter", ink::kGood};
    case Standing::Kind::Refused:
      break;
  }
  return {standing.reasons.empty() ? "Not eligible" : std::string(reason_text(standing.reasons.front())),
          ink::kBad};
}

void draw_outcome(Canvas& canvas, Rect& page, const Staff& staff) {
  if (staff.sentence.empty()) return;
  const bool small = canvas.metrics().form() == Form::Small;
  Rect line = page.take_top(canvas.grid(small ? 4 : 6), canvas.grid(small ? 1 : 2));
  canvas.fill(line, ink::kRaised, canvas.metrics().radius() * 0.75F);
  canvas.ground(ink::kRaised);
  Rect inner = line.inset(canvas.grid(2), 0);
  const float side = canvas.px(small ? 18 : 24);
  canvas.shape(staff.trouble ? Shape::Warning : Shape::Tick,
               inner.take_left(canvas.grid(4)).centred(side, side),
               staff.trouble ? ink::kCaution : ink::kGood);
  canvas.text(inner, sanitise(staff.sentence, 240),
              {.type = Type::Label, .weight = Weight::Medium, .others = true});
  canvas.ground(ink::kGround);
}

void draw_paging(Canvas& canvas, Rect row, int first, int shown, int all, bool more) {
  if (all <= shown && first == 0) return;
  const float width = canvas.grid(14);
  draw_button(canvas, row.take_right(width, canvas.grid(2)), "Next",
              first + shown < all ? Manner::Plain : Manner::Off, Act::Next, shown);
  draw_button(canvas, row.take_right(width, canvas.grid(2)), "Back", first > 0 ? Manner::Plain : Manner::Off,
              Act::Previous, shown);
  canvas.text(row,
              std::to_string(std::min(first + 1, all)) + "–" + std::to_string(std::min(first + shown, all)) +
                  (more ? " of more than " : " of ") + std::to_string(all),
              {.type = Type::Label, .colour = ink::kQuiet, .align = Align::Right});
}

Rows rows_in(Canvas& canvas, Rect& page, int first, int all, int lines) {
  const bool small = canvas.metrics().form() == Form::Small;
  const float more_lines = static_cast<float>(lines - 2) * canvas.grid(small ? 2 : 3);
  Rows rows{canvas.grid(small ? 6.5F : 9) + more_lines, canvas.grid(1), 0};
  const auto fit = [&] {
    return std::max(1, static_cast<int>((page.h + rows.gap) / (rows.height + rows.gap)));
  };
  if (all > fit() || first > 0) {
    Rect paging = page.take_bottom(canvas.grid(small ? 5 : 6), rows.gap);
    rows.fit = fit();
    draw_paging(canvas, paging, first, rows.fit, all);
  }
  rows.fit = fit();
  return rows;
}

void draw_nothing(Canvas& canvas, Rect page, const std::string& words) {
  canvas.text(page, words, {.type = Type::Large, .colour = ink::kQuiet, .align = Align::Centre, .lines = 2});
}

std::string span_words(milliseconds time) {
  const auto s = std::max<long long>(0, std::chrono::duration_cast<seconds>(time).count());
  if (s < 100) return std::to_string(s) + " s";
  if (s < 100 * 60) return std::to_string(s / 60) + " min";
  return std::to_string(s / 3600) + " h";
}

void draw_segments(Canvas& canvas, Rect row, const std::vector<Segment>& segments, StaffPage current) {
  const float gap = canvas.grid(1);
  const auto count = static_cast<float>(segments.size());
  const float width = std::min(canvas.grid(38), (row.w - gap * (count - 1)) / count);
  for (const Segment& segment : segments) {
    const bool here = segment.page == current;
    const Rect box = row.take_left(width, gap);
    draw_button(canvas, box, segment.words, Manner::Quiet, Act::Tab, static_cast<int>(segment.page));
    if (here) canvas.outline(box, ink::kAccent, canvas.px(2), canvas.metrics().radius() * 0.75F);
  }
}

}  // namespace usher::screen
