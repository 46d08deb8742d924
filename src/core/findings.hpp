#pragma once

// What the checks of one readiness share, and the half of them that looks at the machine.

#include <string>
#include <utility>

#include "usher/core/readiness.hpp"

namespace usher {

inline Finding ready(const char* name, std::string sentence) {
  return {name, Finding::State::Ready, std::move(sentence), ""};
}
inline Finding mind(const char* name, std::string sentence, std::string mend) {
  return {name, Finding::State::Mind, std::move(sentence), std::move(mend)};
}
inline Finding not_ready(const char* name, std::string sentence, std::string mend) {
  return {name, Finding::State::NotReady, std::move(sentence), std::move(mend)};
}

/// Sentences of other rooms say what is wrong and, after a semicolon, what to do: "…is not there; plug it
/// in". One that says only what is wrong gets `mend`.
Finding not_ready_by(const char* name, const std::string& sentence, const std::string& mend);

Finding judge_camera(const ReadinessFacts& facts);
Finding judge_focus(const ReadinessFacts& facts);
Finding judge_test_code(const ReadinessFacts& facts);
Finding judge_sound(const ReadinessFacts& facts);
Finding judge_display(const ReadinessFacts& facts);
Finding judge_disk(const ReadinessFacts& facts);
Finding judge_queue(const ReadinessFacts& facts);
Finding judge_power(const ReadinessFacts& facts);

}  // namespace usher
