#include <linux/input.h>

#include <algorithm>
#include <cctype>

#include "usher/scan/handheld/scanner.hpp"

namespace usher {
namespace {

struct KeyRow {
  int code;
  char plain;
  char shifted;
};

// A US keyboard, which is what scanners pretend to be unless somebody has set them otherwise.
constexpr KeyRow kKeys[] = {
    {KEY_1, '1', '!'},          {KEY_2, '2', '@'},           {KEY_3, '3', '#'},
    {KEY_4, '4', '$'},          {KEY_5, '5', '%'},           {KEY_6, '6', '^'},
    {KEY_7, '7', '&'},          {KEY_8, '8', '*'},           {KEY_9, '9', '('},
    {KEY_0, '0', ')'},          {KEY_MINUS, '-', '_'},       {KEY_EQUAL, '=', '+'},
    {KEY_Q, 'q', 'Q'},          {KEY_W, 'w', 'W'},           {KEY_E, 'e', 'E'},
    {KEY_R, 'r', 'R'},          {KEY_T, 't', 'T'},           {KEY_Y, 'y', 'Y'},
    {KEY_U, 'u', 'U'},          {KEY_I, 'i', 'I'},           {KEY_O, 'o', 'O'},
    {KEY_P, 'p', 'P'},          {KEY_LEFTBRACE, '[', '{'},   {KEY_RIGHTBRACE, ']', '}'},
    {KEY_A, 'a', 'A'},          {KEY_S, 's', 'S'},           {KEY_D, 'd', 'D'},
    {KEY_F, 'f', 'F'},          {KEY_G, 'g', 'G'},           {KEY_H, 'h', 'H'},
    {KEY_J, 'j', 'J'},          {KEY_K, 'k', 'K'},           {KEY_L, 'l', 'L'},
    {KEY_SEMICOLON, ';', ':'},  {KEY_APOSTROPHE, '\'', '"'}, {KEY_GRAVE, '`', '~'},
    {KEY_BACKSLASH, '\\', '|'}, {KEY_Z, 'z', 'Z'},           {KEY_X, 'x', 'X'},
    {KEY_C, 'c', 'C'},          {KEY_V, 'v', 'V'},           {KEY_B, 'b', 'B'},
    {KEY_N, 'n', 'N'},          {KEY_M, 'm', 'M'},           {KEY_COMMA, ',', '<'},
    {KEY_DOT, '.', '>'},        {KEY_SLASH, '/', '?'},       {KEY_SPACE, ' ', ' '},
    {KEY_KP0, '0', '0'},        {KEY_KP1, '1', '1'},         {KEY_KP2, '2', '2'},
    {KEY_KP3, '3', '3'},        {KEY_KP4, '4', '4'},         {KEY_KP5, '5', '5'},
    {KEY_KP6, '6', '6'},        {KEY_KP7, '7', '7'},         {KEY_KP8, '8', '8'},
    {KEY_KP9, '9', '9'},        {KEY_KPMINUS, '-', '-'},     {KEY_KPPLUS, '+', '+'},
    {KEY_KPDOT, '.', '.'},      {KEY_KPSLASH, '/', '/'},     {KEY_KPASTERISK, '*', '*'},
};

constexpr int kUp = 0;
constexpr int kDown = 1;
constexpr milliseconds kPause{150};

}  // namespace

std::optional<WedgeScan> ScannerKeys::key(int code, int value, Tick at) {
  if (code == KEY_LEFTSHIFT) shift_left_ = value != kUp;
  if (code == KEY_RIGHTSHIFT) shift_right_ = value != kUp;
  // A repeat is a key that hangs because its release was lost, never a character of a code.
  if (value != kDown) return std::nullopt;
  // What follows a gap of lost keys is the end of some code; the next code comes after an ending or a pause.
  const bool paused = at - last_ >= kPause;
  last_ = at;
  const bool skipped = skipping_ && !paused;
  const bool ending = code == KEY_ENTER || code == KEY_KPENTER || code == KEY_TAB;
  if (paused || ending) skipping_ = false;
  if (skipped) return std::nullopt;
  if (ending) return line_.end(at);
  const auto row =
      std::find_if(std::begin(kKeys), std::end(kKeys), [&](const KeyRow& k) { return k.code == code; });
  if (row == std::end(kKeys)) return std::nullopt;
  const char typed = shift_left_ || shift_right_ ? row->shifted : row->plain;
  return line_.character(static_cast<char32_t>(typed), at);
}

void ScannerKeys::lost_some() {
  line_.clear();
  shift_left_ = shift_right_ = false;
  skipping_ = true;
}

std::string events_of_typing(const std::string& text) {
  std::string bytes;
  const auto add = [&](int type, int code, int value) {
    input_event event{};
    event.type = static_cast<std::uint16_t>(type);
    event.code = static_cast<std::uint16_t>(code);
    event.value = value;
    bytes.append(reinterpret_cast<const char*>(&event), sizeof event);
  };
  const auto press = [&](int code, int value) {
    add(EV_KEY, code, value);
    add(EV_SYN, SYN_REPORT, 0);
  };
  for (const char c : text) {
    const auto row = std::find_if(std::begin(kKeys), std::end(kKeys),
                                  [&](const KeyRow& k) { return k.plain == c || k.shifted == c; });
    if (row == std::end(kKeys)) continue;
    const bool shift = row->plain != c;
    if (shift) press(KEY_LEFTSHIFT, kDown);
    press(row->code, kDown);
    press(row->code, kUp);
    if (shift) press(KEY_LEFTSHIFT, kUp);
  }
  press(KEY_ENTER, kDown);
  press(KEY_ENTER, kUp);
  return bytes;
}

bool sounds_like_a_scanner(const std::string& name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  // Makers of hand scanners, and what the nameless ones call themselves. Symbol is Zebra's old name.
  constexpr std::string_view kWords[] = {
      "barcode",
      "bar_code",
      "scanner",
      "qr_code",
      "qrcode",
      "honeywell",
      "hand_held_products",
      "metrologic",
      "zebra",
      "symbol_tech",
      "datalogic",
      "opticon",
      "newland",
      "netum",
      "inateck",
      "eyoyo",
      "unitech",
      "cipherlab",
      "code_corp",
      "socket_mobile",
      "newtologic",
      "tera_",
      "mindeo",
      "sunlux",
  };
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace usher
