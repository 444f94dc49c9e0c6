#include "report/html_notices.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/safe_text.hpp"

namespace idsxml::report::html {
namespace {

std::string paragraph(std::string_view words) {
  return words.empty() ? "" : fmt::format("<p>{}</p>\n", text(config::without_secrets(words)));
}

}  // namespace

Badge badge_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return {"error", "\xC3\x97", "error"};
    case Severity::warning:
      return {"warning", "!", "warning"};
    case Severity::note:
      break;
  }
  return {"note", "i", "note"};
}

std::string part_of(const Error& error) {
  std::string content = paragraph(error.advice);
  if (error.where) content = quote(error.where->line, error.line) + content;
  return callout({badge_of(Severity::error), error.code, text(config::without_secrets(error.message)), content});
}

std::string part_of(const Notice& notice) {
  return callout({badge_of(notice.severity), notice.code, text(config::without_secrets(notice.message)),
                  paragraph(notice.advice)});
}

std::string quote(std::size_t number, std::string_view line) {
  const std::string where = fmt::format("<span class=\"aside\">line {}</span>", number);
  if (line.empty()) return fmt::format("<p>{}</p>\n", where);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return fmt::format("<p class=\"quote\">{} {}</p>\n", where, code(config::without_secrets(line)));
}

}  // namespace idsxml::report::html
