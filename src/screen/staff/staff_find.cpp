// PIN, search, the card of one guest, and the ID check.

#include "screen/render/column.hpp"
#include "screen/render/sanitise.hpp"
#include "staff_parts.hpp"

namespace usher::screen {
namespace {

std::string name_or_dash(const Registration& guest) {
  const std::string name = sanitise(display_name(guest));
  return name.empty() ? "(no name)" : name;
}

void draw_card(Canvas& canvas, Rect card, const Registration& guest, int index) {
  canvas.fill(card, ink::kSurface, canvas.metrics().radius() * 0.75F);
  canvas.ground(ink::kSurface);
  canvas.touch(card, Act::Pick, index);
  Rect inner = card.inset(canvas.grid(2), canvas.grid(0.5F));
  Rect right = inner.take_right(inner.w * 0.42F, canvas.grid(1));
  const Rect upper = inner.take_top(inner.h / 2);
  canvas.text(upper, name_or_dash(guest),
              {.type = Type::Body, .weight = Weight::Semibold, .shrink = 0.7F, .others = true});
  std::string second = sanitise(guest.company, 60);
  if (const std::string email = sanitise(guest.email, 60); !email.empty())
    second += (second.empty() ? "" : "  ·  ") + email;
  canvas.text(inner, second, {.type = Type::Label, .colour = ink::kQuiet, .shrink = 0.85F, .others = true});
  const StandingSign sign = standing_sign(guest);
  canvas.text(right.take_top(right.h / 2), sign.words,
              {.type = Type::Label,
               .weight = Weight::Semibold,
               .colour = sign.colour,
               .align = Align::Right,
               .shrink = 0.7F});
  canvas.text(right, sanitise(guest.ticket_type, 32),
              {.type = Type::Label, .align = Align::Right, .others = true});
  canvas.ground(ink::kGround);
}

struct Tile {
  const char* label;
  std::string value;
  Colour colour;
};

/// The six things a desk asks about a registration.
std::array<Tile, 6> tiles_of(const Registration& guest) {
  const auto said = [](const std::string& word) {
    return word.empty() ? std::string("not said") : sanitise(word, 32);
  };
  const bool confirmed =
      parse_registration_status(guest.registration_status) == RegistrationStatus::Confirmed;
  const PaymentStatus payment = parse_payment_status(guest.payment_status);
  const bool settled = payment == PaymentStatus::Paid || payment == PaymentStatus::Free ||
                       payment == PaymentStatus::Complimentary;
  const bool refunded = payment == PaymentStatus::Refunded;
  const bool in = standing_of(guest).kind == Standing::Kind::AlreadyIn;
  const std::string since = guest.checked_in_at ? local_day_and_clock(*guest.checked_in_at) : "yes";
  return {{{"Contact", guest.email.empty() ? "no e-mail" : sanitise(guest.email, 60),
            guest.email.empty() ? ink::kCaution : ink::kText},
           {"Registration", said(guest.registration_status), confirmed ? ink::kGood : ink::kBad},
           {"Ticket", said(guest.ticket_type), ink::kText},
           {"Payment", said(guest.payment_status), settled ? ink::kGood : ink::kBad},
           {"Checked in", in ? since : "not yet", in ? ink::kCaution : ink::kText},
           {"Refund", refunded ? "refunded" : "none", refunded ? ink::kBad : ink::kText}}};
}

void draw_tile(Canvas& canvas, Rect box, const Tile& tile) {
  canvas.fill(box, ink::kSurface, canvas.metrics().radius() * 0.75F);
  canvas.ground(ink::kSurface);
  Rect inner = box.inset(canvas.grid(2), canvas.grid(canvas.metrics().form() == Form::Small ? 0.5F : 1.5F));
  canvas.text(inner.take_top(inner.h * 0.42F), tile.label, {.type = Type::Label, .colour = ink::kQuiet});
  canvas.text(inner, tile.value,
              {.type = Type::Body,
               .weight = Weight::Semibold,
               .colour = tile.colour,
               .shrink = 0.65F,
               .others = true});
  canvas.ground(ink::kGround);
}

}  // namespace

void draw_pin(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  const float key = canvas.grid(small ? 7 : 10);
  const float gap = canvas.grid(1);
  const float width = 3 * key + 2 * gap;
  draw_button(canvas,
              Rect{page.right() - canvas.grid(small ? 12 : 21), page.y, canvas.grid(small ? 12 : 21),
                   canvas.grid(small ? 5 : 7)},
              small ? "Close" : "To the door", Manner::Plain, Act::Close);
  const float height = canvas.grid(small ? 9 : 18) + 4 * key + 3 * gap;
  Rect column = page.centred(width, std::min(page.h, height));
  const bool barred = view.now.tick < staff.barred_until;
  const std::string words =
      barred ? "Locked for " + std::to_string((staff.barred_until - view.now.tick).count() / 1000 + 1) + " s"
      : staff.trouble ? "Wrong PIN"
                      : "Staff PIN";
  Rect title = column.take_top(canvas.grid(small ? 4 : 7), canvas.grid(small ? 0.5F : 2));
  canvas.text({page.x, title.y, page.w, title.h}, words,
              {.type = Type::Headline,
               .weight = Weight::Semibold,
               .colour = barred || staff.trouble ? ink::kCaution : ink::kText,
               .align = Align::Centre});
  const Rect dots = column.take_top(canvas.grid(small ? 3 : 5), canvas.grid(small ? 1 : 3));
  draw_dots(canvas, dots, std::max(4, view.pin_length), staff.pin.size());
  draw_pad(canvas, column, key, gap, barred);
}

void draw_search(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Staff& staff = *view.staff;
  draw_keyboard(canvas, page.take_bottom(keyboard_height(canvas), canvas.grid(small ? 1 : 2)),
                gives_capitals(staff));
  Rect top = page.take_top(canvas.grid(small ? 5 : 7), canvas.grid(small ? 1 : 2));
  const int columns = canvas.metrics().form() == Form::Wide ? 2 : 1;
  const float gap = canvas.grid(1);
  const float height = canvas.grid(small ? 6.5F : 9);
  const auto& found = staff.answer.found;
  const int all = static_cast<int>(found.size());
  int rows = std::max(1, static_cast<int>((page.h + gap) / (height + gap)));
  const bool pages = all > rows * columns;
  if (pages && small) {  // no row to spare: beside the field
    const float key = canvas.grid(8);
    draw_button(canvas, top.take_right(key, canvas.grid(1)), "Next",
                staff.first + rows < all ? Manner::Plain : Manner::Off, Act::Next, rows);
    draw_button(canvas, top.take_right(key, canvas.grid(1)), "Back",
                staff.first > 0 ? Manner::Plain : Manner::Off, Act::Previous, rows);
  }
  draw_field(canvas, top, "Any part of a name, e-mail, company or code", staff.query, true, view.now.tick);
  if (pages && !small) {
    draw_paging(canvas, page.take_bottom(canvas.grid(6), gap), staff.first, (rows - 1) * columns, all,
                staff.answer.more);
    rows = std::max(1, static_cast<int>((page.h + gap) / (height + gap)));
  }
  if (found.empty()) {
    const bool answered = staff.answer.number != 0 && !staff.query.empty();
    canvas.text(page,
                staff.query.empty() ? "One letter is enough."
                : answered          ? "Nobody by that name, e-mail, company or code."
                                    : "Looking…",
                {.type = Type::Body, .colour = ink::kQuiet, .align = Align::Centre, .lines = 2});
    return;
  }
  const float width = (page.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (int i = staff.first; i < all && i - staff.first < rows * columns; ++i) {
    const int at = i - staff.first;
    const Rect card{page.x + static_cast<float>(at % columns) * (width + gap),
                    page.y + static_cast<float>(at / columns) * (height + gap), width, height};
    draw_card(canvas, card, found[static_cast<std::size_t>(i)], i);
  }
}

void draw_guest(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const bool tall = canvas.metrics().form() == Form::Tall;
  const Registration& guest = *view.staff->guest;
  const float gap = canvas.grid(small ? 1 : 2);
  const float button = canvas.grid(small ? 6 : 8);

  // From below: what can be done, then what can be corrected.
  Rect actions = page.take_bottom(button, gap);
  const float third = (actions.w - 2 * gap) / 3;
  draw_button(canvas, actions.take_left(third, gap), "Back", Manner::Quiet, Act::Back);
  const bool grouped = !guest.purchaser_email.empty();
  draw_button(canvas, actions.take_left(third, gap), "Group", grouped ? Manner::Plain : Manner::Off,
              Act::OpenGroup);
  draw_button(canvas, actions, "Check in", may_enter(guest) ? Manner::Primary : Manner::Off, Act::CheckIn);
  Rect corrections = page.take_bottom(canvas.grid(small ? 5 : 6.5F), gap);
  const float fifth = (corrections.w - 4 * canvas.grid(1)) / 5;
  constexpr const char* kProperties[] = {"Name", "Job title", "Company", "E-mail", "Phone"};
  for (int i = 0; i < 5; ++i) {
    draw_button(canvas, corrections.take_left(fifth, canvas.grid(1)), kProperties[i], Manner::Quiet,
                Act::Correct, i);
  }
  canvas.text(page.take_bottom(canvas.metrics().type(Type::Label) * 1.3F, canvas.grid(small ? 0.5F : 1)),
              "Correct", {.type = Type::Label, .colour = ink::kQuiet});

  const StandingSign sign = standing_sign(guest);
  Rect head = page.take_top(canvas.metrics().type(Type::Headline) * 1.3F, 0);
  const TextStyle right{.type = Type::Large,
                        .weight = Weight::Semibold,
                        .colour = sign.colour,
                        .align = Align::Right,
                        .shrink = 0.5F};
  canvas.text(head.take_right(head.w * 0.34F, gap), sign.words, right);
  canvas.text(head, name_or_dash(guest),
              {.type = Type::Headline, .weight = Weight::Semibold, .shrink = 0.5F, .others = true});
  std::string second = sanitise(guest.company, 60);
  if (const std::string title = sanitise(guest.job_title, 60); !title.empty())
    second += (second.empty() ? "" : "  ·  ") + title;
  const float line = canvas.metrics().type(Type::Body) * 1.3F;
  const std::string needs = sanitise(guest.special_requirements, 120);
  canvas.text(page.take_top(line, needs.empty() ? gap : gap / 2), second,
              {.type = Type::Body, .colour = ink::kQuiet, .others = true});
  if (!needs.empty()) {
    Rect row = page.take_top(line, gap);
    canvas.shape(Shape::Care, row.take_left(line, canvas.grid(0.5F)).centred(line * 0.7F, line * 0.7F),
                 ink::kText);
    canvas.text(row, needs, {.type = Type::Body, .weight = Weight::Medium, .others = true});
  }

  const auto tiles = tiles_of(guest);
  const int columns = tall ? 2 : 3;
  const int rows = 6 / columns;
  const float width = (page.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float height = std::min(canvas.grid(small ? 8 : 13),
                                (page.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
  for (int i = 0; i < 6; ++i) {
    draw_tile(canvas,
              {page.x + static_cast<float>(i % columns) * (width + gap),
               page.y + static_cast<float>(i / columns) * (height + gap), width, height},
              tiles[static_cast<std::size_t>(i)]);
  }
}

void draw_confirm(Canvas& canvas, Rect page, const View& view) {
  const bool small = canvas.metrics().form() == Form::Small;
  const Registration& guest = *view.staff->guest;
  Rect actions = page.take_bottom(canvas.grid(small ? 8 : 12), canvas.grid(3));
  const float half = (actions.w - canvas.grid(3)) / 2;
  draw_button(canvas, actions.take_left(half, canvas.grid(3)), "Not this person", Manner::Plain, Act::Close);
  draw_button(canvas, actions, "ID matches: check in", Manner::Primary, Act::Confirm);
  const float plate = canvas.grid(small ? 10 : 20);
  Rect upper = page;
  Column words(canvas, Align::Centre);
  words.text(0, std::string(view(Say::ShowId)),
             {.type = Type::Headline, .weight = Weight::Semibold, .colour = ink::kAccent});
  words.text(2, name_or_dash(guest),
             {.type = Type::Name, .weight = Weight::Bold, .lines = 2, .others = true});
  words.text(1, sanitise(guest.company, 80), {.type = Type::Large, .colour = ink::kQuiet, .others = true});
  upper.take_top(std::max(0.0F, (upper.h - plate - canvas.grid(3) - words.height(upper.w)) / 2));
  const Rect sign = upper.take_top(plate, canvas.grid(3));
  canvas.disc(sign.middle_x(), sign.middle_y(), plate / 2, ink::kSurface);
  canvas.shape(Shape::Person, sign.centred(plate / 2, plate / 2), ink::kText);
  words.draw(upper, Column::Stand::Top);
}

}  // namespace usher::screen
