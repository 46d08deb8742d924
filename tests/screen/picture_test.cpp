#include <doctest/doctest.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "screen/render/window.hpp"
#include "stage/gallery/samples.hpp"

using namespace usher;
using namespace usher::screen;

namespace {

constexpr Size kSizes[] = {{1280, 800}, {1920, 1080}, {800, 1280}, {800, 480}};

struct Picture {
  std::vector<std::uint8_t> rgb;
  std::vector<Mark> marks;
  std::vector<Touch> touches;
};

/// One window for all, as a station has one.
struct Studio {
  Window window{Window::Mode::Hidden, {64, 64}};
  Preview preview;
  Studio() {
    setenv("TZ", "UTC", 1);
    tzset();
    preview.show(sample_frame());
  }
  Picture take(View view, Size size) {
    Picture picture;
    view.preview = &preview;
    picture.rgb = window.frame_out_of_sight(size, [&](ImDrawList& list) {
      Canvas canvas(list, window.textures(), size);
      draw(canvas, view);
      picture.marks = canvas.marks();
      picture.touches = canvas.touches();
      return canvas.base();
    });
    return picture;
  }
};

Studio& studio() {
  static Studio one;
  return one;
}

double share_of(const Picture& picture, Colour colour) {
  std::size_t same = 0;
  for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3) {
    same += std::abs(picture.rgb[i] - colour.r) <= 2 && std::abs(picture.rgb[i + 1] - colour.g) <= 2 &&
            std::abs(picture.rgb[i + 2] - colour.b) <= 2;
  }
  return static_cast<double>(same) * 3 / static_cast<double>(picture.rgb.size());
}

bool overlap(const Rect& a, const Rect& b) {
  constexpr float kSoft = 3;  // the empty edge around each drawing
  return a.x + kSoft < b.right() - kSoft && b.x + kSoft < a.right() - kSoft &&
         a.y + kSoft < b.bottom() - kSoft && b.y + kSoft < a.bottom() - kSoft;
}

void check_text(const Picture& picture, Size size) {
  const Rect page{0, 0, static_cast<float>(size.width), static_cast<float>(size.height)};
  for (const Mark& mark : picture.marks) {
    if (mark.kind != Mark::Kind::Text) continue;
    CAPTURE(mark.text);
    CAPTURE(mark.size);
    CHECK(contrast(mark.colour, mark.ground) >= 4.5);
    CHECK(mark.drawn.x >= mark.box.x - 6);
    CHECK(mark.drawn.right() <= mark.box.right() + 6);
    CHECK(mark.drawn.y >= page.y);
    CHECK(mark.drawn.bottom() <= page.bottom());
    CHECK(mark.drawn.right() <= page.right());
    CHECK_FALSE(mark.boxes);
    CHECK(mark.size >= 12);
    if (!mark.others) CHECK_FALSE(mark.cut);
    for (const Mark& other : picture.marks) {
      if (&other == &mark || other.kind != Mark::Kind::Text) continue;
      CAPTURE(other.text);
      CHECK_FALSE(overlap(mark.drawn, other.drawn));
    }
  }
}

/// A quarter of the size in both directions: what fonts and drivers do differently gets lost, layout does
/// not.
std::vector<std::uint8_t> quartered(const std::vector<std::uint8_t>& rgb, Size size) {
  std::vector<std::uint8_t> small;
  for (int y = 0; y + 3 < size.height; y += 4) {
    for (int x = 0; x + 3 < size.width; x += 4) {
      for (int c = 0; c < 3; ++c) {
        int sum = 0;
        for (int dy = 0; dy < 4; ++dy) {
          for (int dx = 0; dx < 4; ++dx)
            sum += rgb[static_cast<std::size_t>(((y + dy) * size.width + x + dx) * 3 + c)];
        }
        small.push_back(static_cast<std::uint8_t>(sum / 16));
      }
    }
  }
  return small;
}

std::vector<std::uint8_t> read_png(const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, path.c_str()) == 0) return {};
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> rgb(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr) == 0) return {};
  return rgb;
}

}  // namespace

TEST_CASE("in every scene, size and language all text fits, is apart from other text, and has contrast") {
  for (const Size size : kSizes) {
    for (const Language* language : languages()) {
      for (Sample& sample : samples()) {
        // Staff pages have one language.
        const bool is_staff = sample.view.setup != nullptr || (sample.staff && sample.staff->open() &&
                                                               sample.staff->page != StaffPage::Confirm);
        if (is_staff && language != languages().front()) continue;
        CAPTURE(size.width);
        CAPTURE(size.height);
        CAPTURE(language->code);
        CAPTURE(sample.name);
        sample.view.language = language;
        check_text(studio().take(sample.view, size), size);
      }
    }
  }
}

TEST_CASE("a verdict fills the screen with its colour in its very first frame") {
  for (const Size size : kSizes) {
    for (Sample& sample : samples()) {
      if (sample.view.scene.kind != Scene::Kind::Verdict) continue;
      CAPTURE(sample.name);
      sample.view.scene.age = milliseconds{0};
      const Look& look = look_of(sample.view.scene.verdict.kind);
      CHECK(share_of(studio().take(sample.view, size), look.ground) > 0.4);
    }
  }
}

TEST_CASE("the largest words of a verdict are ours, and no guest's name comes near") {
  for (const Size size : kSizes) {
    for (const Sample& sample : samples()) {
      if (sample.view.scene.kind != Scene::Kind::Verdict) continue;
      CAPTURE(sample.name);
      const Picture picture = studio().take(sample.view, size);
      const Mark* largest = nullptr;
      float largest_of_others = 0;
      for (const Mark& mark : picture.marks) {
        if (mark.kind != Mark::Kind::Text) continue;
        if (largest == nullptr || mark.size > largest->size) largest = &mark;
        if (mark.others) largest_of_others = std::max(largest_of_others, mark.size);
      }
      REQUIRE(largest != nullptr);
      CHECK_FALSE(largest->others);
      CHECK(largest_of_others < largest->size * 0.8F);
    }
  }
}

TEST_CASE("a self-service screen shows the first name and no company") {
  Sample sample;
  for (const Sample& one : samples()) {
    if (one.name == "grant-self-service") sample = one;
  }
  for (const Mark& mark : studio().take(sample.view, {1280, 800}).marks) {
    CHECK(mark.text.find("Johnson") == std::string::npos);
    CHECK(mark.text.find("Acme") == std::string::npos);
  }
}

TEST_CASE("how many wait and how many are for a person stands on the ready screen, however narrow it is") {
  View view;
  for (const Sample& sample : samples()) {
    if (sample.name == "ready-offline") view = sample.view;
  }
  const auto begins_with = [](const std::vector<Mark>& marks, const std::string& count) {
    return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
      return mark.kind == Mark::Kind::Text && (mark.text == count || mark.text.starts_with(count + " "));
    });
  };
  for (const Size size : kSizes) {
    for (const Language* language : languages()) {
      CAPTURE(size.width);
      CAPTURE(language->code);
      view.language = language;
      const auto marks = studio().take(view, size).marks;
      CHECK(begins_with(marks, "23"));
      CHECK(begins_with(marks, "2"));
    }
  }
}

TEST_CASE("what can be touched is as large as a finger and on the page") {
  for (const Size size : kSizes) {
    for (const Sample& sample : samples()) {
      for (const Touch& touch : studio().take(sample.view, size).touches) {
        CHECK(touch.box.w >= 40);
        CHECK(touch.box.h >= 40);
        CHECK(touch.box.right() <= static_cast<float>(size.width) + 1);
      }
    }
  }
}

TEST_CASE("when nobody comes the room grows dim, and the invitation goes through all languages") {
  View view;
  for (const Sample& sample : samples()) {
    if (sample.name == "ready") view = sample.view;
  }
  const auto brightness = [](const Picture& picture) {
    double sum = 0;
    for (const std::uint8_t value : picture.rgb) sum += value;
    return sum / static_cast<double>(picture.rgb.size());
  };
  const double awake = brightness(studio().take(view, {1280, 800}));
  std::set<std::string> invitations;
  for (std::size_t turn = 0; turn < languages().size(); ++turn) {
    view.scene.idle = motion::kDimAfter + motion::kDimLength + seconds{6} * turn;
    const Picture dim = studio().take(view, {1280, 800});
    CHECK(brightness(dim) < awake * 0.75);
    for (const Language* language : languages()) {
      const auto says = [&](const Mark& mark) { return mark.text == (*language)(Say::HoldCodeHere); };
      if (std::any_of(dim.marks.begin(), dim.marks.end(), says)) invitations.emplace(language->code);
    }
  }
  CHECK(invitations.size() == languages().size());
}

TEST_CASE("ready comes up from the dark and a verdict goes back into it") {
  View view;
  for (const Sample& sample : samples()) {
    if (sample.name == "grant") view = sample.view;
  }
  view.scene.age = dwell(Verdict::Kind::Grant) - milliseconds{1};
  CHECK(share_of(studio().take(view, {1280, 800}), look_of(Verdict::Kind::Grant).ground) < 0.05);
}

TEST_CASE("the pictures look as they did when somebody last looked at them") {
  // USHER_ACCEPT=1 takes what is drawn now as the reference: look at every one of them before you commit it.
  const bool accept = std::getenv("USHER_ACCEPT") != nullptr;
  const std::filesystem::path folder = std::filesystem::path(USHER_TESTS_DIR) / "screen" / "pictures";
  for (const Size size : kSizes) {
    const auto place = folder / (std::to_string(size.width) + "x" + std::to_string(size.height));
    if (accept) std::filesystem::create_directories(place);
    for (const Sample& sample : samples()) {
      CAPTURE(size.width);
      CAPTURE(sample.name);
      const auto drawn = quartered(studio().take(sample.view, size).rgb, size);
      const std::string path = (place / (sample.name + ".png")).string();
      if (accept) {
        write_png(path, {size.width / 4, size.height / 4}, drawn);
        continue;
      }
      const auto reference = read_png(path);
      REQUIRE(reference.size() == drawn.size());
      double difference = 0;
      for (std::size_t i = 0; i < drawn.size(); ++i) difference += std::abs(drawn[i] - reference[i]);
      CHECK(difference / static_cast<double>(drawn.size()) < 4);
    }
  }
}
