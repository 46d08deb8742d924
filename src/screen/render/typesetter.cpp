#include "typesetter.hpp"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace usher::screen {
namespace {

template <auto Free>
struct Release {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Layout = std::unique_ptr<PangoLayout, Release<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>>;
using Attributes = std::unique_ptr<PangoAttrList, Release<pango_attr_list_unref>>;

// Named one by one: left to itself, fontconfig takes DejaVu for Arabic. Inter has a cut for large sizes.
constexpr const char* kScripts =
    "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Bengali,Noto Sans Tamil,"
    "Noto Sans Telugu,Noto Sans Thai,Noto Sans Armenian,Noto Sans Georgian,Noto Sans Ethiopic,Noto Sans "
    "Khmer,"
    "Noto Sans CJK SC,Noto Sans CJK JP,Noto Sans CJK KR,sans-serif";
constexpr float kTightLines = 0.92F;
constexpr float kLargeFrom = 28;  // pixels per em
// Everything is laid out in this size, in pixels per em, and drawn larger or smaller: fontconfig sorts all
// fonts anew for a size it has not seen, 1 to 4 ms each, and a long name that shrinks until it fits asks for
// a dozen. Without hinting nothing but the scale differs.
constexpr float kLaidOut = 48;

PangoWeight pango_weight(Weight weight) {
  switch (weight) {
    case Weight::Regular:
      return PANGO_WEIGHT_NORMAL;
    case Weight::Medium:
      return PANGO_WEIGHT_MEDIUM;
    case Weight::Semibold:
      return PANGO_WEIGHT_SEMIBOLD;
    case Weight::Bold:
      return PANGO_WEIGHT_BOLD;
  }
  return PANGO_WEIGHT_NORMAL;
}

PangoAlignment pango_alignment(Align align, bool right_to_left) {
  // Pango mirrors "left" for paragraphs that start from the right; on our screen left is left.
  switch (align) {
    case Align::Left:
      return right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    case Align::Centre:
      return PANGO_ALIGN_CENTER;
    case Align::Right:
      return right_to_left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

/// Makes the lines as narrow as they can be without becoming more.
void balance(PangoLayout* layout, const Setting& setting) {
  const int lines = pango_layout_get_line_count(layout);
  if (lines < 2 || pango_layout_is_ellipsized(layout) || setting.align == Align::Right) return;
  const int whole = pango_layout_get_width(layout);
  // A word broken in two to fit is worse than a lonely one: words stay whole while we look.
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  if (pango_layout_get_line_count(layout) != lines) {
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    return;
  }
  int narrow = whole / 2;
  int wide = whole;
  // Each look breaks all lines anew; a few hundredths of the width nobody sees.
  while (wide - narrow > whole / 40) {
    const int middle = (narrow + wide) / 2;
    pango_layout_set_width(layout, middle);
    PangoRectangle logical;
    pango_layout_get_extents(layout, nullptr, &logical);
    const bool fits = pango_layout_get_line_count(layout) == lines && !pango_layout_is_ellipsized(layout) &&
                      logical.width <= middle;
    (fits ? wide : narrow) = middle;
  }
  pango_layout_set_width(layout, wide);
}

float pixels(int pango_units) {
  return static_cast<float>(pango_units) / PANGO_SCALE;
}

/// As wide as the setting's width is when the layout is drawn in that size.
void break_lines(PangoLayout* layout, const Setting& setting, float size) {
  pango_layout_set_width(layout, static_cast<int>(setting.width * kLaidOut / size * PANGO_SCALE));
}

}  // namespace

struct Typesetter::Pango {
  std::unique_ptr<PangoFontMap, Release<g_object_unref>> fonts{pango_cairo_font_map_new()};
  std::unique_ptr<PangoContext, Release<g_object_unref>> context{pango_font_map_create_context(fonts.get())};

  Pango() {
    // Grey edges and no hinting: letters keep their shape at every size, on every panel.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context.get(), FALSE);
  }

  Layout lay_out(const Setting& setting) const {
    Layout layout(pango_layout_new(context.get()));
    pango_layout_set_font_description(layout.get(), font_of(setting));
    if (setting.tabular) {
      const Attributes attributes(pango_attr_list_new());
      pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("tnum=1"));
      pango_layout_set_attributes(layout.get(), attributes.get());
    }
    pango_layout_set_text(layout.get(), setting.text.c_str(), static_cast<int>(setting.text.size()));
    const PangoDirection direction = pango_layout_get_direction(layout.get(), 0);
    pango_layout_set_alignment(layout.get(),
                               pango_alignment(setting.align, direction == PANGO_DIRECTION_RTL));
    if (setting.width <= 0) return layout;
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout.get(), -setting.lines);
    if (setting.tight) pango_layout_set_line_spacing(layout.get(), kTightLines);
    break_lines(layout.get(), setting, setting.size);
    return layout;
  }

  /// How long it is in the setting's own size, on one line.
  float width_on_one_line(Setting setting) const {
    setting.width = 0;
    PangoRectangle logical;
    pango_layout_get_extents(lay_out(setting).get(), nullptr, &logical);
    return pixels(logical.width) * setting.size / kLaidOut;
  }

 private:
  const PangoFontDescription* font_of(const Setting& setting) const {
    const bool large = setting.size >= kLargeFrom;
    Font& font = faces[static_cast<std::size_t>(setting.weight)][large ? 1 : 0];
    if (!font) {
      font.reset(pango_font_description_from_string(
          ((large ? "Inter Display,Inter," : "Inter,") + std::string(kScripts)).c_str()));
      pango_font_description_set_absolute_size(font.get(), static_cast<double>(kLaidOut * PANGO_SCALE));
      pango_font_description_set_weight(font.get(), pango_weight(setting.weight));
    }
    return font.get();
  }

  mutable std::array<std::array<Font, 2>, 4> faces;  // of each weight, for text and for large words
};

Typesetter::Typesetter() : pango_(std::make_unique<Pango>()) {}
Typesetter::~Typesetter() = default;

namespace {

/// The size in which it fits, with the layout broken into lines for it: shrunk first, cut last. A name in
/// full at two thirds of the size says more than half a name.
float fit(PangoLayout* layout, const Setting& setting, const std::function<float()>& width_on_one_line) {
  const auto cut = [&] { return pango_layout_is_ellipsized(layout) != FALSE; };
  const auto lines = [&] { return pango_layout_get_line_count(layout); };
  if (setting.width <= 0 || (!cut() && lines() == 1)) return setting.size;
  // Letters grow with their size: one line without an end tells which sizes are not worth breaking into
  // lines. A record made to be hard, of which none fits, cost two dozen.
  const float whole = width_on_one_line();
  const auto may_fit = [&](float size, int on_lines) {
    return whole * size / setting.size <= setting.width * static_cast<float>(on_lines) * 1.02F;
  };
  float size = setting.size;
  if (setting.lines > 1 && setting.one_line < 1 && lines() > 1) {
    // A name is one thing: on one line and a little smaller it is read faster than broken in two.
    for (float part = 0.94F; part >= setting.one_line; part -= 0.06F) {
      if (!may_fit(setting.size * part, 1)) continue;
      break_lines(layout, setting, setting.size * part);
      if (lines() == 1) return setting.size * part;
    }
    break_lines(layout, setting, size);
  }
  while (cut() && size > setting.least) {
    do size = std::max(setting.least, size * 0.94F);
    while (size > setting.least && !may_fit(size, setting.lines));
    break_lines(layout, setting, size);
  }
  return size;
}

}  // namespace

Shaped Typesetter::set(const Setting& setting) const {
  Shaped shaped;
  const Layout layout = pango_->lay_out(setting);
  shaped.size = fit(layout.get(), setting, [&] { return pango_->width_on_one_line(setting); });
  if (setting.balanced) balance(layout.get(), setting);
  shaped.cut = pango_layout_is_ellipsized(layout.get());
  shaped.boxes = pango_layout_get_unknown_glyphs_count(layout.get()) > 0;
  shaped.lines = pango_layout_get_line_count(layout.get());

  const float scale = shaped.size / kLaidOut;
  const auto drawn_pixels = [&](int pango_units) { return pixels(pango_units) * scale; };
  PangoRectangle drawn;
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), &drawn, &logical);
  const float baseline = drawn_pixels(pango_layout_get_baseline(layout.get()));
  shaped.width = drawn_pixels(logical.width);
  shaped.line = drawn_pixels(logical.height) / static_cast<float>(std::max(1, shaped.lines));

  // One pixel around for the soft edge; positions stay whole so that text is as crisp as Cairo drew it.
  // A narrowed column still stands in the middle of the box it was given.
  const bool narrowed = setting.width > 0 && setting.align == Align::Centre;
  const float aside = narrowed ? (setting.width - drawn_pixels(pango_layout_get_width(layout.get()))) / 2 : 0;
  const float left = std::floor(drawn_pixels(drawn.x)) - 1;
  const float top = std::floor(drawn_pixels(drawn.y) - baseline) - 1;
  Bitmap& bitmap = shaped.bitmap;
  bitmap.width =
      std::clamp(static_cast<int>(std::ceil(drawn_pixels(drawn.x + drawn.width) - left)) + 1, 1, 8192);
  bitmap.height = std::clamp(
      static_cast<int>(std::ceil(drawn_pixels(drawn.y + drawn.height) - baseline - top)) + 1, 1, 4096);
  shaped.left = left + std::round(aside);
  shaped.top = top;

  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, bitmap.width, bitmap.height);
  cairo_t* cairo = cairo_create(surface);
  cairo_translate(cairo, static_cast<double>(-left), static_cast<double>(-top - baseline));
  cairo_set_source_rgba(cairo, 1, 1, 1, 1);
  cairo_scale(cairo, static_cast<double>(scale), static_cast<double>(scale));
  pango_cairo_show_layout(cairo, layout.get());
  cairo_destroy(cairo);
  cairo_surface_flush(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const unsigned char* rows = cairo_image_surface_get_data(surface);
  bitmap.coverage.resize(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
  if (rows != nullptr) {
    for (int y = 0; y < bitmap.height; ++y) {
      std::copy_n(rows + static_cast<std::ptrdiff_t>(y) * stride, bitmap.width,
                  bitmap.coverage.begin() + static_cast<std::ptrdiff_t>(y) * bitmap.width);
    }
  }
  cairo_surface_destroy(surface);
  return shaped;
}

bool Typesetter::warm_up(std::size_t piece) const {
  // Measured: the first letter of a script costs up to 9 ms, the first of all 333 ms with a cold font cache.
  constexpr const char* kNames[] = {
      "Ægir Łukasz 0123456789", "Αλέξης", "Шевченко", "محمد", "משה", "अनिता", "অনিতা", "கவிதா", "సీత", "สมชาย",
      "Արամ", "გიორგი", "አበበ", "សុខា", "王小明", "さくら", "김민준", "Nguyễn",
      // Marks that few fonts have, and a sign that none has: all are asked once.
      "Z\u0336\u035B", "\U0001FBF0"};
  // Names are large and bold on a verdict, smaller and lighter in lists; companies are regular.
  constexpr Weight kWeights[] = {Weight::Semibold, Weight::Regular, Weight::Medium, Weight::Bold};
  if (piece >= std::size(kNames) * std::size(kWeights)) return false;
  for (const float size : {24.0F, 60.0F}) {
    (void)set({.text = kNames[piece % std::size(kNames)],
               .size = size,
               .least = size,
               .weight = kWeights[piece / std::size(kNames)]});
  }
  return true;
}

}  // namespace usher::screen
