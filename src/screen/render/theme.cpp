#include "theme.hpp"

#include <cmath>

#include "usher/core/enumerators.hpp"

namespace usher::screen {
namespace {

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

using Kind = Verdict::Kind;

constexpr Colour kGreen{0, 126, 92};
constexpr Colour kAmber{247, 168, 8};
constexpr Colour kRed{186, 26, 28};
constexpr Colour kBlue{30, 66, 200};

constexpr std::array<Look, 7> kLooks = {{
    {Kind::Grant, kGreen, ink::kWhite, {236, 255, 247}, {0, 154, 114}, Shape::Tick, Place::Right},
    {Kind::AlreadyIn, kAmber, {33, 22, 0}, {64, 43, 0}, {255, 200, 84}, Shape::Bars, Place::Centre},
    {Kind::Deny, kRed, ink::kWhite, {255, 222, 220}, {218, 60, 58}, Shape::Cross, Place::Left},
    {Kind::WrongEvent, kRed, ink::kWhite, {255, 222, 220}, {218, 60, 58}, Shape::TurnBack, Place::Left},
    {Kind::WrongGate, kRed, ink::kWhite, {255, 222, 220}, {218, 60, 58}, Shape::Sideways, Place::Left},
    {Kind::NotFound, kRed, ink::kWhite, {255, 222, 220}, {218, 60, 58}, Shape::Question, Place::Left},
    {Kind::Hold, kBlue, ink::kWhite, {220, 232, 255}, {66, 104, 236}, Shape::Hand, Place::Centre},
}};
// What is no pass has no full screen.
static_assert(kLooks.size() + 1 == kCountOf<Kind>);

// Well-known names have a colour of their own; others take one by their letters.
constexpr std::array<TicketColour, 6> kTicketColours = {{
    {{226, 232, 240}, {22, 28, 38}},  // standard: paper
    {{216, 196, 255}, {44, 20, 92}},  // vip: lilac
    {{178, 240, 255}, {0, 54, 70}},   // student: sky
    {{255, 214, 236}, {92, 10, 58}},  // speaker: rose
    {{226, 240, 166}, {48, 58, 0}},   // staff, crew: lime
    {{255, 226, 196}, {84, 40, 0}},   // press: sand
}};

struct KnownTicket {
  std::string_view part;
  std::size_t colour;
};
constexpr KnownTicket kKnownTickets[] = {{"standard", 0}, {"regular", 0}, {"vip", 1},  {"student", 2},
                                         {"speaker", 3},  {"staff", 4},   {"crew", 4}, {"press", 5}};

struct TypeSizes {
  float wide, tall, small;
};
constexpr TypeSizes kTypeSizes[] = {
    {112, 96, 56},  // Word: the verdict, read from two metres
    {60, 60, 34},   // Name
    {44, 44, 26},   // Headline
    {30, 30, 20},   // Large
    {23, 24, 16},   // Body
    {18, 19, 14},   // Label
};

}  // namespace

double contrast(Colour a, Colour b) {
  const double one = luminance(a) + 0.05;
  const double two = luminance(b) + 0.05;
  return one > two ? one / two : two / one;
}

Colour blend(Colour over, Colour under) {
  const auto mix = [&](std::uint8_t top, std::uint8_t bottom) {
    return static_cast<std::uint8_t>((top * over.a + bottom * (255 - over.a) + 127) / 255);
  };
  return {mix(over.r, under.r), mix(over.g, under.g), mix(over.b, under.b), 255};
}

Colour with_alpha(Colour colour, float alpha) {
  colour.a =
      static_cast<std::uint8_t>(std::lround(static_cast<float>(colour.a) * std::clamp(alpha, 0.0F, 1.0F)));
  return colour;
}

const std::array<Look, 7>& looks() {
  return kLooks;
}

const Look& look_of(Kind kind) {
  for (const Look& look : kLooks) {
    if (look.kind == kind) return look;
  }
  return kLooks.back();  // NotAPass has no full screen; if it ever comes here, staff are asked
}

TicketColour ticket_colour(std::string_view ticket_type) {
  std::string lower(ticket_type);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  for (const KnownTicket& known : kKnownTickets) {
    if (lower.find(known.part) != std::string::npos) return kTicketColours[known.colour];
  }
  std::uint32_t sum = 2166136261U;  // FNV-1a: the same name, the same colour, on every station
  for (const char letter : lower) sum = (sum ^ static_cast<std::uint8_t>(letter)) * 16777619U;
  return kTicketColours[1 + sum % (kTicketColours.size() - 1)];
}

Metrics::Metrics(Size size) {
  const auto width = static_cast<float>(std::max(size.width, 320));
  const auto height = static_cast<float>(std::max(size.height, 240));
  if (height > width) {
    form_ = Form::Tall;
    scale_ = std::min(width / 800, height / 1280);
  } else if (height < 600 || width < 1000) {
    form_ = Form::Small;
    scale_ = std::min(width / 800, height / 480);
  } else {
    form_ = Form::Wide;
    scale_ = std::min(width / 1280, height / 800);
  }
}

float Metrics::type(Type type) const {
  const TypeSizes& sizes = kTypeSizes[static_cast<std::size_t>(type)];
  switch (form_) {
    case Form::Wide:
      return px(sizes.wide);
    case Form::Tall:
      return px(sizes.tall);
    case Form::Small:
      return px(sizes.small);
  }
  return px(sizes.wide);
}

float eased(milliseconds age, milliseconds length) {
  const float part = static_cast<float>(age.count()) / static_cast<float>(length.count());
  if (part <= 0) return 0;
  if (part >= 1) return 1;
  const float remainder = 1 - part;
  return 1 - remainder * remainder * remainder;
}

}  // namespace usher::screen
