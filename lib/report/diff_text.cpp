#include <fmt/format.h>

#include "report/diagnostic.hpp"
#include "report/display.hpp"
#include "report/format.hpp"

// For people: a line for each difference, with the lines of both files.
namespace idsxml::report {
namespace {

std::string shown(const std::optional<AttributeValue>& value, const std::optional<std::string>& otherwise) {
  if (value) return printable(value->text());
  return otherwise ? fmt::format("(default {})", printable(*otherwise)) : "(unset)";
}

std::string line_of(const Difference& difference) {
  const std::string address = printable(to_string(difference.address));
  switch (difference.kind) {
    case Difference::Kind::added: {
      std::string line = fmt::format("+ {}\n", address);
      for (const NamedValue& attribute : difference.attributes)
        line += fmt::format("    {} = {}\n", printable(attribute.name), printable(attribute.value.text()));
      return line;
    }
    case Difference::Kind::removed: {
      std::string line = fmt::format("- {}\n", address);
      for (const NamedValue& attribute : difference.attributes)
        line += fmt::format("    {} = {}\n", printable(attribute.name), printable(attribute.value.text()));
      return line;
    }
    case Difference::Kind::changed:
    case Difference::Kind::reordered:
    case Difference::Kind::schema:
      break;
  }
  return fmt::format("~ {} {}: {} -> {}\n", address, printable(difference.attribute),
                     shown(difference.before, difference.default_value),
                     shown(difference.after, difference.default_value));
}

ReportText write(const DiffReport& report, const ReportStyle& /*style*/) {
  ReportText text;
  for (const Difference& difference : report.diff.differences) text.report += line_of(difference);
  return text;
}

ReportText failure(const Error& error, const ReportStyle& style) {
  return {{}, render(error, {}, style)};
}

}  // namespace

const DiffFormat diff_text_format{"text", write, failure};

}  // namespace idsxml::report
