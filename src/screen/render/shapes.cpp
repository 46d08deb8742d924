#include "shapes.hpp"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace usher::screen {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

struct Dot {
  double x, y;
};

/// A pen on a field of 24 by 24, as icons are drawn. Round ends and joints everywhere: one family.
class Pen {
 public:
  Pen(cairo_t* cairo, double weight) : cairo_(cairo) {
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(cairo_, weight);
  }
  void line(std::initializer_list<Dot> dots) const {
    cairo_new_path(cairo_);
    for (const Dot dot : dots) cairo_line_to(cairo_, dot.x, dot.y);
    cairo_stroke(cairo_);
  }
  void loop(std::initializer_list<Dot> dots) const {
    cairo_new_path(cairo_);
    for (const Dot dot : dots) cairo_line_to(cairo_, dot.x, dot.y);
    cairo_close_path(cairo_);
    cairo_stroke(cairo_);
  }
  void arc(Dot centre, double radius, double from, double to) const {
    cairo_new_path(cairo_);
    cairo_arc(cairo_, centre.x, centre.y, radius, from * kTurn, to * kTurn);
    cairo_stroke(cairo_);
  }
  void ring(Dot centre, double radius) const { arc(centre, radius, 0, 1); }
  void dot(Dot centre, double radius) const {
    cairo_new_path(cairo_);
    cairo_arc(cairo_, centre.x, centre.y, radius, 0, kTurn);
    cairo_fill(cairo_);
  }
  void trace_box(double x, double y, double w, double h, double radius) const {
    cairo_new_path(cairo_);
    cairo_arc(cairo_, x + w - radius, y + radius, radius, -kTurn / 4, 0);
    cairo_arc(cairo_, x + w - radius, y + h - radius, radius, 0, kTurn / 4);
    cairo_arc(cairo_, x + radius, y + h - radius, radius, kTurn / 4, kTurn / 2);
    cairo_arc(cairo_, x + radius, y + radius, radius, kTurn / 2, kTurn * 3 / 4);
    cairo_close_path(cairo_);
  }
  void box(double x, double y, double w, double h, double radius) const {
    trace_box(x, y, w, h, radius);
    cairo_stroke(cairo_);
  }
  void block(double x, double y, double w, double h, double radius) const {
    trace_box(x, y, w, h, radius);
    cairo_fill(cairo_);
  }
  void weight(double width) const { cairo_set_line_width(cairo_, width); }
  cairo_t* cairo() const { return cairo_; }

 private:
  cairo_t* cairo_;
};

void hand(const Pen& pen) {
  // An open palm: four fingers, a thumb, one piece.
  pen.weight(2.7);
  pen.line({{8.1, 11.5}, {8.1, 5.3}});
  pen.line({{11.4, 11}, {11.4, 3.4}});
  pen.line({{14.7, 11}, {14.7, 4.1}});
  pen.line({{17.9, 12}, {17.9, 6.6}});
  cairo_t* cairo = pen.cairo();
  cairo_new_path(cairo);
  cairo_move_to(cairo, 6.75, 10.5);
  cairo_line_to(cairo, 19.25, 10.5);
  cairo_line_to(cairo, 19.25, 14.6);
  cairo_curve_to(cairo, 19.25, 19.2, 16.6, 21.8, 12.8, 21.8);
  cairo_curve_to(cairo, 9.6, 21.8, 8.2, 20.2, 6.9, 17.9);
  cairo_line_to(cairo, 3.6, 13.2);
  cairo_curve_to(cairo, 2.9, 11.7, 4.7, 10.7, 5.8, 11.9);
  cairo_line_to(cairo, 8, 14.4);
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

void turn_back(const Pen& pen) {
  pen.weight(3.4);
  pen.line({{8.2, 4.6}, {3.8, 9}, {8.2, 13.4}});
  cairo_t* cairo = pen.cairo();
  cairo_new_path(cairo);
  cairo_move_to(cairo, 4.4, 9);
  cairo_line_to(cairo, 14.6, 9);
  cairo_arc(cairo, 14.6, 14.2, 5.2, -kTurn / 4, kTurn / 4);
  cairo_line_to(cairo, 9.6, 19.4);
  cairo_stroke(cairo);
}

void question(const Pen& pen) {
  pen.weight(3.6);
  cairo_t* cairo = pen.cairo();
  cairo_new_path(cairo);
  cairo_arc(cairo, 12, 8, 4.9, -kTurn * 0.47, kTurn * 0.12);
  cairo_curve_to(cairo, 13.6, 12.9, 12, 13.2, 12, 15.3);
  cairo_stroke(cairo);
  pen.dot({12, 20.6}, 2.1);
}

void link(const Pen& pen) {
  pen.dot({12, 18.6}, 1.7);
  pen.arc({12, 18.6}, 5.4, 0.625, 0.875);
  pen.arc({12, 18.6}, 9.6, 0.625, 0.875);
  pen.arc({12, 18.6}, 13.8, 0.625, 0.875);
}

void care(const Pen& pen) {
  pen.weight(2);
  cairo_t* cairo = pen.cairo();
  cairo_new_path(cairo);
  cairo_move_to(cairo, 12, 20.2);
  cairo_curve_to(cairo, 3, 14.4, 2.2, 9.6, 4.2, 6.6);
  cairo_curve_to(cairo, 6.2, 3.8, 10.2, 4.2, 12, 7.4);
  cairo_curve_to(cairo, 13.8, 4.2, 17.8, 3.8, 19.8, 6.6);
  cairo_curve_to(cairo, 21.8, 9.6, 21, 14.4, 12, 20.2);
  cairo_close_path(cairo);
  cairo_stroke(cairo);
}

void wrench(const Pen& pen) {
  pen.weight(2.2);
  pen.line({{4.6, 19.4}, {12.4, 11.6}});
  pen.arc({15.6, 8.4}, 4.6, 0.02, 0.73);
  pen.line({{20.2, 8.9}, {17.1, 10.1}, {13.9, 6.9}, {15.1, 3.8}});
}

void trace(const Pen& pen, Shape shape) {
  switch (shape) {
    case Shape::Tick:
      pen.weight(4);
      return pen.line({{3.6, 12.6}, {9.6, 18.6}, {20.4, 5.8}});
    case Shape::Bars:
      pen.block(4.6, 3.2, 5.4, 17.6, 1.4);
      return pen.block(14, 3.2, 5.4, 17.6, 1.4);
    case Shape::Cross:
      pen.weight(4);
      pen.line({{4.6, 4.6}, {19.4, 19.4}});
      return pen.line({{19.4, 4.6}, {4.6, 19.4}});
    case Shape::TurnBack:
      return turn_back(pen);
    case Shape::Sideways:
      pen.weight(3.6);
      pen.line({{3.2, 12}, {19.6, 12}});
      return pen.line({{13.2, 5.2}, {20.2, 12}, {13.2, 18.8}});
    case Shape::Question:
      return question(pen);
    case Shape::Hand:
      return hand(pen);
    case Shape::Phone:
      pen.weight(1.1);
      pen.box(6.5, 2, 11, 20, 2);
      pen.box(9, 6.8, 2.2, 2.2, 0.2);
      pen.box(12.9, 6.8, 2.2, 2.2, 0.2);
      pen.box(9, 10.7, 2.2, 2.2, 0.2);
      pen.dot({13.4, 11.3}, 0.8);
      pen.dot({15.1, 12.9}, 0.8);
      return pen.line({{10.8, 18.8}, {13.2, 18.8}});
    case Shape::Link:
      return link(pen);
    case Shape::Unlinked:
      link(pen);
      return pen.line({{4, 3.2}, {20.4, 20.8}});
    case Shape::Outbox:
      pen.line({{3.4, 14}, {3.4, 20.4}, {20.6, 20.4}, {20.6, 14}});
      pen.line({{12, 15}, {12, 3.6}});
      return pen.line({{7.2, 8.2}, {12, 3.4}, {16.8, 8.2}});
    case Shape::Flag:
      pen.line({{5, 21.4}, {5, 3.4}});
      return pen.loop({{5, 3.6}, {19.4, 3.6}, {15.8, 8.6}, {19.4, 13.6}, {5, 13.6}});
    case Shape::List:
      for (const double y : {5.5, 12.0, 18.5}) {
        pen.dot({4.2, y}, 1.5);
        pen.line({{9, y}, {21, y}});
      }
      return;
    case Shape::Lock:
      pen.box(4.6, 10.4, 14.8, 10.8, 2.2);
      pen.arc({12, 8}, 4.4, 0.5, 1);
      pen.line({{7.6, 8}, {7.6, 10}});
      return pen.line({{16.4, 8}, {16.4, 10}});
    case Shape::Mute:
      pen.loop({{3, 9.2}, {7, 9.2}, {12, 4.6}, {12, 19.4}, {7, 14.8}, {3, 14.8}});
      pen.line({{16, 9.4}, {21.2, 14.6}});
      return pen.line({{21.2, 9.4}, {16, 14.6}});
    case Shape::Ticket:
      pen.box(2.4, 5.6, 19.2, 12.8, 2.4);
      pen.weight(1.8);
      pen.line({{15, 9}, {15, 9.2}});
      pen.line({{15, 11.9}, {15, 12.1}});
      return pen.line({{15, 14.8}, {15, 15}});
    case Shape::Clock:
      pen.ring({12, 12}, 9.4);
      return pen.line({{12, 6.6}, {12, 12}, {15.8, 14.4}});
    case Shape::Scanner:
      pen.line({{3, 8.5}, {3, 4}, {7.5, 4}});
      pen.line({{16.5, 4}, {21, 4}, {21, 8.5}});
      pen.line({{21, 15.5}, {21, 20}, {16.5, 20}});
      pen.line({{7.5, 20}, {3, 20}, {3, 15.5}});
      return pen.line({{5.5, 12}, {18.5, 12}});
    case Shape::Care:
      return care(pen);
    case Shape::Warning:
      pen.weight(2.2);
      pen.loop({{12, 3.4}, {22, 20.6}, {2, 20.6}});
      pen.line({{12, 9.8}, {12, 14.2}});
      return pen.dot({12, 17.5}, 1.25);
    case Shape::Wrench:
      return wrench(pen);
    case Shape::Gate:
      pen.line({{5, 21.4}, {5, 3}, {15.4, 3}, {15.4, 21.4}});
      pen.line({{2, 21.4}, {22, 21.4}});
      return pen.dot({12, 12.4}, 1.4);
    case Shape::Search:
      pen.ring({10.4, 10.4}, 6.9);
      return pen.line({{15.6, 15.6}, {21.2, 21.2}});
    case Shape::Undo:
      pen.line({{8, 4}, {3.4, 8.6}, {8, 13.2}});
      pen.line({{3.8, 8.6}, {14.6, 8.6}});
      return pen.arc({14.6, 14}, 5.4, -0.25, 0.25);
    case Shape::Person:
      pen.ring({12, 7.6}, 4.4);
      return pen.arc({12, 22}, 8, 0.53, 0.97);
  }
}

}  // namespace

Bitmap draw_shape(Shape shape, int pixels) {
  Bitmap bitmap{.width = pixels, .height = pixels, .coverage = {}};
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, pixels, pixels);
  cairo_t* cairo = cairo_create(surface);
  cairo_scale(cairo, pixels / 24.0, pixels / 24.0);
  cairo_set_source_rgba(cairo, 1, 1, 1, 1);
  trace(Pen(cairo, 2), shape);
  cairo_destroy(cairo);
  cairo_surface_flush(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const unsigned char* rows = cairo_image_surface_get_data(surface);
  bitmap.coverage.resize(static_cast<std::size_t>(pixels) * static_cast<std::size_t>(pixels));
  for (int y = 0; y < pixels && rows != nullptr; ++y) {
    std::copy_n(rows + static_cast<std::ptrdiff_t>(y) * stride, pixels,
                bitmap.coverage.begin() + static_cast<std::ptrdiff_t>(y) * pixels);
  }
  cairo_surface_destroy(surface);
  return bitmap;
}

}  // namespace usher::screen
