#include "report/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "config/safe_text.hpp"
#include "report/display.hpp"

namespace idsxml::report {
namespace {

constexpr Palette colours{"\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[33m", "\x1b[32m", "\x1b[36m", "\x1b[0m"};
constexpr Palette no_colours{};

/// The word that begins at a byte of a line, for an error that names no end: a name, a tag's begin or a reference.
std::size_t word_length(std::string_view line, std::size_t begin) {
  const auto in_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == ':' ||
           c == '#' || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  std::size_t end = begin;
  if (end < line.size() && (line[end] == '<' || line[end] == '&')) ++end;
  if (end > begin && end < line.size() && std::string_view("/!?").find(line[end]) != std::string_view::npos) ++end;
  while (end < line.size() && in_word(line[end])) ++end;
  if (end < line.size() && line[end] == ';' && line[begin] == '&') ++end;
  return end - begin;
}

/// A source line as far as it fits, and the columns that the carets take under it.
struct Excerpt {
  std::string text;
  std::size_t begin;
  std::size_t end;
};

constexpr std::string_view ellipsis = "...";

/// Keeps lines of megabytes away from everything that looks at single characters.
config::SafeLine near_place(config::SafeLine line, std::size_t reach) {
  const auto is_boundary = [&](std::size_t at) {
    return at >= line.text.size() || (static_cast<unsigned char>(line.text[at]) & 0xC0U) != 0x80;
  };
  std::size_t last = std::min(line.begin + reach, line.text.size());
  while (!is_boundary(last)) ++last;
  std::size_t first = line.begin < reach ? 0 : line.begin - reach;
  while (!is_boundary(first)) --first;
  line.text = line.text.substr(first, last - first);
  line.begin -= first;
  line.end = std::clamp(line.end - first, line.begin, line.text.size());
  return line;
}

/// `columns` of the shown text from `first` on.
std::string_view slice(const Shown& shown, std::size_t first, std::size_t columns) {
  const std::string_view skipped = fitting(shown.text, first);
  return fitting(std::string_view(shown.text).substr(skipped.size()), columns);
}

Excerpt excerpt(const config::SafeLine& whole, std::size_t width) {
  const config::SafeLine line = near_place(whole, 4096);
  const Shown shown = show(line.text);
  const std::size_t begin = shown.columns[line.begin];
  const std::size_t end = std::max<std::size_t>(shown.columns[line.end], begin + 1);
  const std::size_t total = shown.columns.back();
  if (total <= width || width < 20) return {shown.text, begin, end};

  // The place comes first, then what stands around it: a third of the room before it.
  const std::size_t room = width - 2 * ellipsis.size();
  const std::size_t wanted = std::min(end - begin, room);
  std::size_t first = begin + wanted <= width - ellipsis.size() ? 0 : begin - std::min(begin, (room - wanted) / 3);
  first = std::min(first, total - std::min(total, width - ellipsis.size()));
  Excerpt cut{"", 0, 0};
  std::size_t shift = first;
  if (first > 0) {
    cut.text = ellipsis;
    shift -= ellipsis.size();
  }
  const std::size_t left = width - cut.text.size();
  if (total - first <= left) {
    cut.text += slice(shown, first, left);
  } else {
    cut.text += slice(shown, first, left - ellipsis.size());
    cut.text += ellipsis;
  }
  cut.begin = begin - shift;
  cut.end = std::min(end - shift, width_of(cut.text));
  cut.end = std::max(cut.end, cut.begin + 1);
  return cut;
}

std::string snippet(const Diagnostic& diagnostic, const Palette& paint, std::string_view colour, std::size_t width) {
  const std::string number = std::to_string(diagnostic.where->line);
  const std::string gutter(number.size(), ' ');
  const std::size_t begin = byte_of_column(diagnostic.line, diagnostic.where->column);
  const std::size_t length = diagnostic.length > 0 ? diagnostic.length : word_length(diagnostic.line, begin);
  const std::size_t end = std::min(begin + length, diagnostic.line.size());
  const std::size_t margin = number.size() + 3;
  const Excerpt shown = excerpt(config::without_secrets(diagnostic.line, begin, std::max(begin, end)),
                                width > margin ? width - margin : 0);

  std::string text = fmt::format("{}{} |{}\n", paint.cyan, gutter, paint.reset);
  text += fmt::format("{}{} |{} {}\n", paint.cyan, number, paint.reset, shown.text);
  text += fmt::format("{}{} |{} {}{}{}{}\n", paint.cyan, gutter, paint.reset, std::string(shown.begin, ' '), colour,
                      std::string(shown.end - shown.begin, '^'), paint.reset);
  return text;
}

std::string location(std::string_view path, const std::optional<Position>& where) {
  if (path.empty()) return "";
  const std::string name = printable(path);
  return where ? fmt::format("{}:{}:{}: ", name, where->line, where->column) : name + ": ";
}

}  // namespace

std::size_t byte_of_column(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t passed = 1; passed < column && at < line.size(); ++passed) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80) ++at;
  }
  return at;
}

const Palette& palette(const ReportStyle& style) {
  return style.colour ? colours : no_colours;
}

std::string_view colour_of(Severity severity, const Palette& palette) {
  if (severity == Severity::error) return palette.red;
  return severity == Severity::warning ? palette.yellow : palette.cyan;
}

std::string linked(std::string_view text, std::string_view link, const ReportStyle& style) {
  const bool plain = std::all_of(link.begin(), link.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!style.hyperlinks || link.empty() || !plain) return std::string(text);
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", link, text);
}

std::string render(const Diagnostic& diagnostic, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::string_view colour = colour_of(diagnostic.severity, paint);
  const std::string place = location(diagnostic.path, diagnostic.where);
  const std::string code = printable(diagnostic.code);
  const std::string_view severity = name_of(diagnostic.severity);
  const std::string first = fmt::format("{}{}{}{}{}[{}]: {}", paint.bold, place, paint.reset, colour, severity,
                                        linked(code, diagnostic.link, style), paint.reset);
  const std::size_t label_width = severity.size() + width_of(code) + 4;

  std::string text =
      hanging({first, width_of(place) + label_width, 4}, printable_lines(diagnostic.message), style.width);
  if (diagnostic.where && !diagnostic.line.empty()) text += snippet(diagnostic, paint, colour, style.width);
  if (!diagnostic.advice.empty()) {
    const std::size_t gutter = diagnostic.where ? std::to_string(diagnostic.where->line).size() + 1 : 2;
    const std::string help = std::string(gutter, ' ') + fmt::format("{}={} help: ", paint.cyan, paint.reset);
    text += hanging({help, gutter + 8, gutter + 8}, printable_lines(diagnostic.advice), style.width);
  }
  return text;
}

std::string render(const Error& error, std::string_view path, const ReportStyle& style) {
  // Errors of files name the file in their message.
  const bool named = error.code.compare(0, 2, "IO") == 0 && !error.where;
  Diagnostic diagnostic{Severity::error, error.code, named ? "idsxml" : path, error.where, error.message, error.line, 0,
                        error.advice};
  return render(diagnostic, style);
}

std::string render(const Notice& notice, std::string_view path, const ReportStyle& style) {
  return render({notice.severity, notice.code, path, {}, notice.message, {}, 0, notice.advice}, style);
}

}  // namespace idsxml::report
