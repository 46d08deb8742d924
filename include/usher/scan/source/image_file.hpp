#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "usher/core/frame.hpp"

namespace usher {

/// Whether the name ends as those of pictures we read: png, jpg, webp, bmp, tif, pgm, ppm, whatever the case.
bool is_image_file(std::string_view path);

/// A picture file as a grey frame, turned as its EXIF says, on white where it is transparent. Nothing when it
/// cannot be read; never throws.
std::optional<Frame> load_image(const std::string& path);

/// JPEG, PNG, … bytes as a grey frame. Nothing when they are damaged; never throws.
std::optional<Frame> decode_image(const std::uint8_t* bytes, std::size_t size);

/// Writes the frame; the ending says how. False when it could not.
bool save_image(const std::string& path, const Frame& frame);

/// The pictures in a folder in name order, where 10 comes after 9. Throws std::runtime_error when there is no
/// such folder.
std::vector<std::string> images_in(const std::string& folder);

}  // namespace usher
