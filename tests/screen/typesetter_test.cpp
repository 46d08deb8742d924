#include "screen/render/typesetter.hpp"

#include <doctest/doctest.h>

using namespace usher::screen;

TEST_CASE("text that fits is not shrunk, text that does not is, and only then cut") {
  const Typesetter type;
  const Setting setting{.text = "Sarah Johnson", .size = 60, .least = 30, .width = 900};
  const Shaped fits = type.set(setting);
  CHECK(fits.size == 60);
  CHECK_FALSE(fits.cut);
  Setting narrow = setting;
  narrow.width = 300;
  const Shaped shrunk = type.set(narrow);
  CHECK(shrunk.size < 60);
  CHECK_FALSE(shrunk.cut);
  CHECK(shrunk.width <= 300);
  narrow.width = 80;
  const Shaped cut = type.set(narrow);
  CHECK(cut.cut);
  CHECK(cut.width <= 80.5F);
}

TEST_CASE("no line is left with one lonely word") {
  const Typesetter type;
  Setting setting{.text = "Please show your confirmation e-mail at the help desk",
                  .size = 30,
                  .least = 30,
                  .width = 600,
                  .lines = 3};
  const float plain = type.set(setting).width;
  setting.balanced = true;
  const Shaped balanced = type.set(setting);
  CHECK(balanced.lines == 2);
  CHECK(balanced.width < plain * 0.8F);
}

TEST_CASE("letters of the scripts of Noto Sans are drawn, not boxed") {
  const Typesetter type;
  for (const char* name : {"Łukasz Żółć", "Αλέξανδρος", "Шевченко", "محمد الخطيب", "אברהם", "अनिता", "স্বাগতা",
                           "கவிதா", "สมชาย", "Արամ", "გიორგი", "Nguyễn"}) {
    CAPTURE(name);
    const Shaped shaped = type.set({.text = name, .size = 40, .least = 40});
    CHECK_FALSE(shaped.boxes);
    CHECK(shaped.width > 20);
  }
}

TEST_CASE("right-to-left text stands left when it is asked to") {
  const Typesetter type;
  const Shaped left = type.set({.text = "محمد", .size = 40, .least = 40, .width = 600});
  CHECK(left.left < 20);
  const Shaped centred =
      type.set({.text = "محمد", .size = 40, .least = 40, .width = 600, .align = Align::Centre});
  CHECK(centred.left > 200);
}

TEST_CASE("a column that was balanced still stands in the middle") {
  const Typesetter type;
  const Shaped shaped = type.set({.text = "Please show your confirmation e-mail at the help desk",
                                  .size = 30,
                                  .least = 30,
                                  .width = 600,
                                  .lines = 3,
                                  .align = Align::Centre,
                                  .balanced = true});
  const float middle = shaped.left + static_cast<float>(shaped.bitmap.width) / 2;
  CHECK(middle == doctest::Approx(300).epsilon(0.01));
}
