#include <fmt/format.h>

#include <utility>

#include "report/diff_parts.hpp"
#include "report/format.hpp"
#include "report/html_diff.hpp"
#include "report/html_notices.hpp"
#include "report/html_page.hpp"

// One page that needs nothing else: what is old and what is new, side by side.
namespace idsxml::report {
namespace {

std::string name_of_side(std::string_view path) {
  return path == "-" ? "standard input" : html::code(path);
}

std::string header_of(const DiffReport& report) {
  std::string header = fmt::format("<dl><dt>Old</dt><dd>{}</dd><dt>New</dt><dd>{}</dd></dl>\n",
                                   name_of_side(report.before), name_of_side(report.after));
  const std::string counts = counted(counts_of(report.diff));
  if (!counts.empty()) header += fmt::format("<p><strong>{}</strong></p>\n", counts);
  return header + fmt::format("<p class=\"soft\">{}</p>\n", html::note_on_defaults(report.diff));
}

ReportText write(const DiffReport& report, const ReportStyle& /*style*/) {
  html::DiffPart part = html::diff_part(report.diff, 2, "part-");
  std::string notices;
  for (const Notice& notice : report.notices) notices += html::part_of(notice);
  return {html::page({.title = "Differences between two configurations",
                      .header = header_of(report),
                      .links = std::move(part.links),
                      .main = notices + part.content,
                      .footer = fmt::format("<p>Written by idsxml {} diff.</p>\n", html::text(report.version))}),
          {}};
}

}  // namespace

const DiffFormat diff_html_format{"html", write};

}  // namespace idsxml::report
