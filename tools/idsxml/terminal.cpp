#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "idsxml/file.hpp"

namespace idsxml::cli {
namespace {

int descriptor_of(Stream stream) {
  return stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO;
}

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody changes the environment here
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::size_t width_of(Stream stream) {
  constexpr std::size_t usual = 80;
  constexpr std::size_t least = 40;
  constexpr std::size_t most = 120;  // longer lines are hard to read
  std::size_t width = 0;
  const std::string_view columns = environment("COLUMNS");
  const auto [end, problem] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (problem != std::errc() || end != columns.data() + columns.size()) width = 0;
  winsize size{};
  if (width == 0 && ::ioctl(descriptor_of(stream), TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width == 0 ? usual : std::clamp(width, least, most);
}

bool wants_colour(Stream stream, std::string_view when) {
  if (when != "auto") return when == "always";
  // https://no-color.org: any value that is not empty.
  if (!environment("NO_COLOR").empty() || environment("TERM") == "dumb" || environment("TERM").empty()) return false;
  return Terminal::is_interactive(stream) && Terminal::is_interactive(Stream::errors);
}

/// A variable of the environment that says which terminal this is, and how its value begins.
struct Sign {
  const char* variable;
  std::string_view begin;
};

/// Terminals that are known to make links of OSC 8. There is no way to ask, and not all others ignore it.
constexpr std::array linking_terminals{
    Sign{"VTE_VERSION", ""},
    Sign{"KONSOLE_VERSION", ""},
    Sign{"WT_SESSION", ""},
    Sign{"KITTY_WINDOW_ID", ""},
    Sign{"DOMTERM", ""},
    Sign{"TERM_PROGRAM", "iTerm.app"},
    Sign{"TERM_PROGRAM", "WezTerm"},
    Sign{"TERM_PROGRAM", "vscode"},
    Sign{"TERM_PROGRAM", "ghostty"},
    Sign{"TERM", "xterm-kitty"},
    Sign{"TERM", "alacritty"},
    Sign{"TERM", "foot"},
};

bool wants_hyperlinks(Stream stream) {
  const std::string_view forced = environment("FORCE_HYPERLINK");
  if (!forced.empty()) return forced != "0";
  const std::string_view term = environment("TERM");
  // What stands between may drop them, and passes on the variables of the terminal that it runs in.
  const bool multiplexed = term.substr(0, 6) == "screen" || term.substr(0, 4) == "tmux";
  return !multiplexed && Terminal::is_interactive(stream) &&
         std::any_of(linking_terminals.begin(), linking_terminals.end(), [](const Sign& sign) {
           const std::string_view value = environment(sign.variable);
           return !value.empty() && value.substr(0, sign.begin.size()) == sign.begin;
         });
}

}  // namespace

bool Terminal::is_interactive(Stream stream) {
  return ::isatty(descriptor_of(stream)) == 1;
}

bool Terminal::can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && is_interactive(Stream::errors);
}

ReportStyle Terminal::style(Stream stream, std::string_view colour) {
  ReportStyle style;
  style.width = width_of(stream);
  style.colour = wants_colour(stream, colour);
  style.hyperlinks = style.colour && wants_hyperlinks(stream);
  return style;
}

void Terminal::write(Stream stream, std::string_view bytes) {
  if (bytes.empty() || (failed_ && stream == Stream::output)) return;
  const std::optional<Error> error = write_stream(descriptor_of(stream), bytes);
  if (!error) return;
  failed_ = true;
  if (stream == Stream::output) write(Stream::errors, "idsxml: error[" + error->code + "]: " + error->message + '\n');
}

bool Terminal::ask(std::string_view question) {
  write(Stream::errors, std::string(question) + " [y/N] ");
  char answer[16] = "";  // NOLINT(modernize-avoid-c-arrays): for fgets
  if (std::fgets(answer, sizeof answer, stdin) == nullptr) {
    write(Stream::errors, "\n");
    return false;
  }
  return answer[0] == 'y' || answer[0] == 'Y';
}

}  // namespace idsxml::cli
