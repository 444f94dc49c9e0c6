#pragma once

#include <string>
#include <utility>
#include <vector>

#include "idsxml/report.hpp"

/// Findings for the tests of every lint format, and what a format makes of them.
namespace idsxml::report::testing {

/// A name, a message or a value that nobody would write by accident.
inline const std::string hostile =
    "a\x1b]0;owned\x07 \"quoted\" 'single' <b>&amp;|`x`%0A::error::,\r\n\t\xff\xe2\x80\xae]]>\\";

inline LintRun run() {
  const Rules rules = Rules::builtin();
  return {.version = "9.9.9", .to = *parse_release("keycloak:13"), .rules = rules.list()};
}

/// An error for a person, in line 7 of a file.
inline Finding left_over() {
  Finding finding;
  finding.rule = "WF0001";
  finding.severity = Severity::error;
  finding.outcome = Outcome::left;
  finding.title = "An extension's module is not in the target";
  finding.message = "Keycloak 13 has no module org.example";
  finding.help = "remove it with its subsystem, or install the module";
  finding.place = {{100, 7, 20}, 20, R"(        <extension module="org.example"/>)", false};
  finding.path = "/server/extensions/extension[org.example]";
  return finding;
}

/// What a migration would do at a line.
inline Finding fixable(std::size_t line, std::string message) {
  Finding finding;
  finding.rule = "KC0341";
  finding.severity = Severity::note;
  finding.outcome = Outcome::fixable;
  finding.title = "Keycloak does not need the diagnostic reports of JDR";
  finding.message = std::move(message);
  finding.place = {{200, line, 9}, 38, R"(        <extension module="org.jboss.as.jdr"/>)", false};
  finding.path = "/server/extensions/extension[org.jboss.as.jdr]";
  finding.edits = {{192, 239, ""}};
  return finding;
}

/// Everything in it that comes from a file, or from a rule of a user, is hostile, and its line holds a secret.
inline Finding attacker() {
  Finding finding = left_over();
  finding.message = hostile;
  finding.help = hostile;
  finding.title = hostile;
  finding.path = hostile;
  finding.place.line = R"(<a password="hunter2" b=")" + hostile + R"("/>)";
  finding.place.begin.column = 4;
  return finding;
}

inline LintedFile linted(std::string path, std::vector<Finding> findings) {
  LintedFile file;
  file.path = std::move(path);
  file.findings = std::move(findings);
  return file;
}

inline LintedFile unreadable(std::string path) {
  LintedFile file;
  file.path = std::move(path);
  file.error = Error{"XML028", "the value is not in quotes", "put it into quotes", Position{11, 2, 6}, "  <a b=c/>"};
  return file;
}

/// The whole of a run on `files`, errors first.
inline ReportText printed(const LintFormat& format, const LintRun& about, const std::vector<LintedFile>& files,
                          const ReportStyle& style = {}) {
  ReportText all = format.begin(about, style);
  LintTotals totals;
  for (const LintedFile& file : files) {
    const ReportText text = format.file(about, file, totals, style);
    totals.add(file);
    all.report += text.report;
    all.errors += text.errors;
  }
  const ReportText last = format.end(about, totals, style);
  all.report += last.report;
  all.errors += last.errors;
  return all;
}

}  // namespace idsxml::report::testing
