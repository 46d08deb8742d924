#pragma once

#include "screen/draw.hpp"
#include "screen/render/column.hpp"

namespace usher::screen {

/// What a verdict says, beside its shape: our word first and largest, then who it is, then what it means for
/// them.
Column words_of_verdict(Canvas& canvas, const View& view);

}  // namespace usher::screen
