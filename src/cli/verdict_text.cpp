#include "verdict_text.hpp"

#include <array>
#include <cstdio>

#include "usher/core/masked.hpp"
#include "usher/core/one_line.hpp"

namespace usher {

namespace {

std::string recorded_text(Verdict::Recorded recorded) {
  switch (recorded) {
    case Verdict::Recorded::Portal:
      return ", recorded at the portal";
    case Verdict::Recorded::Queued:
      return ", queued for the portal";
    case Verdict::Recorded::No:
    case Verdict::Recorded::kCount:
      return "";
  }
  return "";
}

std::string entered_text(const Verdict& v) {
  if (v.kind != Verdict::Kind::AlreadyIn || !v.checked_in_at) return "";
  return ", entered " + local_day_and_clock(*v.checked_in_at) +
         (v.checked_in_where.empty() ? "" : " at " + v.checked_in_where);
}

}  // namespace

std::string verdict_text(const std::string& payload, const Verdict& v) {
  std::array<char, 16> kind{};
  std::snprintf(kind.data(), kind.size(), "%-12s", std::string(verdict_word(v.kind)).c_str());
  std::string line = kind.data();
  if (v.kind == Verdict::Kind::NotAPass)
    return line + " " + (payload.empty() ? "(nothing)" : "not an EVT- code");
  line += " " + masked_code(v.code);
  if (v.registration) {
    line += "  " + display_name(*v.registration);
    if (!v.registration->ticket_type.empty()) line += " (" + v.registration->ticket_type + ")";
  }
  line += recorded_text(v.recorded) + entered_text(v);
  if (!v.other_event.empty()) {
    line += "  for " + v.other_event;
    if (v.other_event_starts) line += ", " + local_day_and_clock(*v.other_event_starts);
  }
  for (const Reason reason : v.reasons) line += "; " + std::string(reason_text(reason));
  return one_line(line);
}

}  // namespace usher
