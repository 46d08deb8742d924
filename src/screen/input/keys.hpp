#pragma once

#include <optional>
#include <vector>

#include "screen/render/canvas.hpp"
#include "screen/render/window.hpp"
#include "usher/core/frame.hpp"
#include "usher/core/wedge.hpp"

namespace usher::screen {

/// What a hand scanner typed into the window, put together from its keys. Called once a frame, with or
/// without input: a scanner that ends with nothing is done when it is quiet.
std::vector<WedgeScan> scanned_from(const std::vector<Input>& inputs, WedgeLine& line, Tick now);

/// Enter or Tab, as hand scanners are set to.
bool ends_scan(const Input& input);

/// F2: staff at a keyboard, instead of the lock on the screen.
bool opens_staff(const Input& input);

/// Numbered by the slot it is put into.
Scan scan_of(const WedgeScan& typed, Tick decoded);

/// What was drawn on top at the place that was touched.
const Touch* touch_at(const std::vector<Touch>& touches, const Input& input);

/// What a key of the screen's own keyboard gives. As capitals are now, not as they were drawn: of two taps
/// within one frame the first may have changed it.
int letter_of(int key, bool capitals);

/// What a key means on a page that is typed on.
std::optional<Act> act_of(const Input& input);

}  // namespace usher::screen
