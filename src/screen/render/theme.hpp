#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "geometry.hpp"
#include "usher/core/scene.hpp"
#include "usher/core/verdict.hpp"

namespace usher::screen {

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrast(Colour a, Colour b);

/// `over` laid on `under` with its alpha.
Colour blend(Colour over, Colour under);
Colour with_alpha(Colour colour, float alpha);

/// The colours everything is drawn in. One accent; the four verdict hues are used for nothing else.
namespace ink {
constexpr Colour kGround{12, 15, 20};   // the room behind everything: near black, for a dark foyer
constexpr Colour kSurface{24, 29, 38};  // cards
constexpr Colour kRaised{38, 45, 58};   // chips and buttons on cards
constexpr Colour kLine{52, 60, 76};     // hairlines and empty tracks
constexpr Colour kText{243, 245, 248};
constexpr Colour kQuiet{170, 179, 194};   // second things
constexpr Colour kAccent{169, 184, 255};  // periwinkle: no verdict has it
constexpr Colour kOnAccent{18, 22, 40};
constexpr Colour kGood{92, 214, 160};  // small signs on dark only
constexpr Colour kCaution{255, 193, 77};
constexpr Colour kBad{255, 138, 128};
constexpr Colour kWhite{255, 255, 255};
constexpr Colour kBlack{0, 0, 0};
}  // namespace ink

enum class Shape {
  Tick,
  Bars,
  Cross,
  TurnBack,
  Sideways,
  Question,
  Hand,  // verdicts
  Phone,
  Link,
  Unlinked,
  Outbox,
  Flag,
  List,
  Lock,
  Mute,
  Ticket,
  Clock,
  Care,
  Warning,
  Wrench,
  Gate,
  Search,
  Undo,
  Person,
  Scanner,
};

enum class Place { Left, Centre, Right };

/// What differs between the verdicts: a row each. The hues stay apart for red-green and blue-yellow blind
/// eyes, and colour is never alone: shape, word and the side on which the shape stands differ as well.
struct Look {
  Verdict::Kind kind;
  Colour ground;
  Colour text;   // on ground, at least 4.5 : 1
  Colour quiet;  // second lines on ground, at least 4.5 : 1
  Colour plate;  // behind the shape
  Shape shape;
  Place place;  // where the shape stands: go on to the right, stop on the left, talk to us in the middle
};
const Look& look_of(Verdict::Kind kind);
const std::array<Look, 7>& looks();

/// How a ticket type is coloured: the same name always gets the same colour, and none is a verdict's.
struct TicketColour {
  Colour fill;
  Colour text;
};
TicketColour ticket_colour(std::string_view ticket_type);

enum class Form { Wide, Tall, Small };
enum class Type { Word, Name, Headline, Large, Body, Label };

/// Sizes for one window. Everything is a multiple of 8 design pixels, scaled to the window.
class Metrics {
 public:
  explicit Metrics(Size size);
  Form form() const { return form_; }
  float scale() const { return scale_; }
  float px(float design) const { return std::round(design * scale_); }
  float grid(float eighths) const { return px(eighths * 8); }
  float type(Type type) const;
  float margin() const { return grid(form_ == Form::Small ? 2 : 5); }
  float gap() const { return grid(form_ == Form::Small ? 1 : 3); }
  float bar() const { return grid(form_ == Form::Small ? 5 : 8); }  // the status line, finger-high
  float radius() const { return grid(form_ == Form::Small ? 1 : 2); }
  float touch() const { return grid(form_ == Form::Small ? 5 : 6.5F); }  // the least a finger needs

 private:
  Form form_;
  float scale_;
};

/// How far a transition is, 0 to 1, eased out. A function of age alone.
float eased(milliseconds age, milliseconds length);

namespace motion {
constexpr milliseconds kArrive{180};       // the shape settles; the colour is there in the first frame
constexpr milliseconds kLeave{260};        // a verdict gives the room back
constexpr milliseconds kReturn{320};       // ready comes up again
constexpr milliseconds kBreath{2400};      // one breath of the ready sign
constexpr milliseconds kDimAfter{90'000};  // nobody came: spare the eyes and the panel
constexpr milliseconds kDimLength{2'000};
constexpr float kDimTo = 0.45F;
}  // namespace motion

}  // namespace usher::screen
