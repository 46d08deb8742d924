#include "screen/render/theme.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "screen/render/shapes.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

struct Lab {
  double l, a, b;
};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// CIE Lab of linear RGB, D65.
Lab lab_of(const double rgb[3]) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
  const double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
  const double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// Machado, Oliveira and Fernandes 2009, severity 1.0.
constexpr double kEyes[4][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};

Lab seen(Colour colour, const double eye[9]) {
  const double in[3] = {linear(colour.r / 255.0), linear(colour.g / 255.0), linear(colour.b / 255.0)};
  double out[3];
  for (int i = 0; i < 3; ++i) {
    const double value = eye[3 * i] * in[0] + eye[3 * i + 1] * in[1] + eye[3 * i + 2] * in[2];
    out[i] = std::min(1.0, std::max(0.0, value));
  }
  return lab_of(out);
}

double distance(const Lab& one, const Lab& two) {
  return std::sqrt(std::pow(one.l - two.l, 2) + std::pow(one.a - two.a, 2) + std::pow(one.b - two.b, 2));
}

}  // namespace

TEST_CASE("contrast is WCAG's: black on white is 21, a colour on itself 1") {
  CHECK(contrast(ink::kBlack, ink::kWhite) == doctest::Approx(21));
  CHECK(contrast(ink::kAccent, ink::kAccent) == doctest::Approx(1));
  CHECK(contrast({118, 118, 118}, ink::kWhite) == doctest::Approx(4.54).epsilon(0.01));
}

TEST_CASE("every text colour has AA contrast on what it stands on") {
  for (const Colour ground : {ink::kGround, ink::kSurface, ink::kRaised}) {
    for (const Colour text : {ink::kText, ink::kQuiet, ink::kAccent, ink::kGood, ink::kCaution, ink::kBad}) {
      CHECK(contrast(text, ground) >= 4.5);
    }
  }
  for (const Look& look : looks()) {
    CAPTURE(verdict_word(look.kind));
    CHECK(contrast(look.text, look.ground) >= 4.5);
    CHECK(contrast(look.quiet, look.ground) >= 4.5);
    CHECK(contrast(look.text, look.plate) >= 3);  // the shape itself: WCAG 1.4.11
  }
  for (const char* type : {"standard", "VIP", "student", "Speaker", "crew", "press", "early bird", "x", ""}) {
    const TicketColour colour = ticket_colour(type);
    CHECK(contrast(colour.text, colour.fill) >= 4.5);
  }
}

TEST_CASE("the verdict colours stay apart for every kind of colour-blind eye") {
  for (const auto& eye : kEyes) {
    for (const Look& one : looks()) {
      for (const Look& two : looks()) {
        if (one.ground == two.ground) continue;
        CAPTURE(verdict_word(one.kind));
        CAPTURE(verdict_word(two.kind));
        CHECK(distance(seen(one.ground, eye), seen(two.ground, eye)) > 20);
      }
    }
  }
}

TEST_CASE("each verdict has a shape of its own, and colour alone never tells two apart") {
  std::set<Shape> shapes;
  for (const Look& look : looks()) shapes.insert(look.shape);
  CHECK(shapes.size() == looks().size());
  for (const Look& one : looks()) {
    for (const Look& two : looks()) {
      if (one.kind == two.kind) continue;
      const Bitmap a = draw_shape(one.shape, 48);
      const Bitmap b = draw_shape(two.shape, 48);
      double differing = 0;
      double inked = 0;
      for (std::size_t i = 0; i < a.coverage.size(); ++i) {
        differing += std::abs(a.coverage[i] - b.coverage[i]) / 255.0;
        inked += std::max(a.coverage[i], b.coverage[i]) / 255.0;
      }
      CHECK(differing / inked > 0.35);
    }
  }
}

TEST_CASE("the side of the shape says go on, stop, or talk to us") {
  CHECK(look_of(Verdict::Kind::Grant).place == Place::Right);
  CHECK(look_of(Verdict::Kind::Deny).place == Place::Left);
  CHECK(look_of(Verdict::Kind::Hold).place == Place::Centre);
  // Trouble is never drawn as a refusal.
  CHECK_FALSE(look_of(Verdict::Kind::Hold).ground == look_of(Verdict::Kind::Deny).ground);
}

TEST_CASE("every shape draws something and stays in its field") {
  for (int i = 0; i < kShapes; ++i) {
    CAPTURE(i);
    const Bitmap bitmap = draw_shape(static_cast<Shape>(i), 96);
    double inked = 0;
    int edge = 0;
    for (int y = 0; y < 96; ++y) {
      for (int x = 0; x < 96; ++x) {
        const int value = bitmap.coverage[static_cast<std::size_t>(y * 96 + x)];
        inked += value / 255.0;
        if (x == 0 || y == 0 || x == 95 || y == 95) edge += value;
      }
    }
    CHECK(inked > 96 * 96 * 0.04);
    CHECK(edge == 0);
  }
}

TEST_CASE("a ticket type keeps its colour, whatever its case") {
  CHECK(ticket_colour("VIP").fill == ticket_colour("vip").fill);
  CHECK(ticket_colour("Day 1").fill == ticket_colour("day 1").fill);
  CHECK_FALSE(ticket_colour("vip").fill == ticket_colour("standard").fill);
}

TEST_CASE("transitions are functions of age alone") {
  CHECK(eased(milliseconds{-5}, motion::kArrive) == 0);
  CHECK(eased(milliseconds{0}, motion::kArrive) == 0);
  CHECK(eased(motion::kArrive, motion::kArrive) == 1);
  CHECK(eased(milliseconds{90}, motion::kArrive) > 0.5F);
}

TEST_CASE("each window gets its layout") {
  CHECK(Metrics({1280, 800}).form() == Form::Wide);
  CHECK(Metrics({1920, 1080}).form() == Form::Wide);
  CHECK(Metrics({800, 1280}).form() == Form::Tall);
  CHECK(Metrics({800, 480}).form() == Form::Small);
  CHECK(Metrics({1920, 1080}).scale() == doctest::Approx(1.35));
}
