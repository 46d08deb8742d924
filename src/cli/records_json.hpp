#pragma once

#include <string>

#include "usher/desk/engine/check_in.hpp"
#include "usher/desk/journal/news.hpp"

namespace usher {

/// A recorded presentation as a verdict's line (docs/words.md, Objects of the JSON).
std::string presentation_line(const Presentation& record);

/// A row of `usher queue list --json`.
std::string queue_line(const CheckIn& row);

/// A line of the event stream.
std::string news_line(const News& news);

}  // namespace usher
