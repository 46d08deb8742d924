#pragma once

#include "stage/sandbox/store/books.hpp"

namespace usher::sandbox {

/// Writes the sample events, their guests, contacts and links, within a turn. The main event began an hour
/// before `now` and lasts the day.
void install_sample(Books& books, int guests, Wall now);

}  // namespace usher::sandbox
