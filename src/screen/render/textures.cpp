#include "textures.hpp"

#include <GL/gl.h>
#include <GL/glext.h>

namespace usher::screen {
namespace {

std::string key_of(const Setting& setting) {
  // Sizes come from a table, so whole tenths of a pixel tell them apart.
  const auto tenths = [](float value) { return std::to_string(static_cast<int>(value * 10)); };
  return tenths(setting.size) + ' ' + tenths(setting.least) + ' ' + tenths(setting.width) + ' ' +
         std::to_string(setting.lines) + ' ' + std::to_string(static_cast<int>(setting.weight)) +
         std::to_string(static_cast<int>(setting.align)) + (setting.tabular ? "t" : "p") +
         (setting.balanced ? "b" : "g") + (setting.tight ? "d" : "n") + tenths(setting.one_line) + ' ' +
         setting.text;
}

std::size_t bytes_of(const Texture& texture) {
  return static_cast<std::size_t>(texture.width) * static_cast<std::size_t>(texture.height);
}

}  // namespace

Texture upload(const Bitmap& bitmap) {
  Texture texture{.id = 0, .width = bitmap.width, .height = bitmap.height};
  glGenTextures(1, &texture.id);
  glBindTexture(GL_TEXTURE_2D, texture.id);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  // One byte a pixel, a quarter of RGBA: the card spreads it to white with alpha.
  constexpr GLint kSwizzle[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
  glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, kSwizzle);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, bitmap.width, bitmap.height, 0, GL_RED, GL_UNSIGNED_BYTE,
               bitmap.coverage.data());
  return texture;
}

void release(Texture& texture) {
  if (texture.id != 0) glDeleteTextures(1, &texture.id);
  texture = {};
}

Textures::~Textures() {
  for (Entry& entry : entries_) release(entry.text.texture);
}

Textures::Entry& Textures::entry(const std::string& key, const Setting* setting, Shape shape, int pixels) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    found->second->frame = frame_;
    return *found->second;
  }
  Entry fresh{.key = key, .text = {}, .frame = frame_};
  if (setting != nullptr) {
    fresh.text.shaped = typesetter_.set(*setting);
    fresh.text.texture = upload(fresh.text.shaped.bitmap);
    fresh.text.shaped.bitmap = {};
  } else {
    fresh.text.texture = upload(draw_shape(shape, pixels));
  }
  bytes_ += bytes_of(fresh.text.texture);
  entries_.push_front(std::move(fresh));
  by_key_[key] = entries_.begin();
  return entries_.front();
}

const Textures::Text& Textures::text(const Setting& setting) {
  return entry(key_of(setting), &setting, Shape::Tick, 0).text;
}

Texture Textures::shape(Shape shape, int pixels) {
  const std::string key = "#" + std::to_string(static_cast<int>(shape)) + ' ' + std::to_string(pixels);
  return entry(key, nullptr, shape, pixels).text.texture;
}

void Textures::begin_frame() {
  ++frame_;
  while (bytes_ > budget_ && !entries_.empty() && entries_.back().frame + 1 < frame_) {
    Entry& oldest = entries_.back();
    bytes_ -= bytes_of(oldest.text.texture);
    release(oldest.text.texture);
    by_key_.erase(oldest.key);
    entries_.pop_back();
  }
}

}  // namespace usher::screen
