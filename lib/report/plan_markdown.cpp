#include <fmt/format.h>

#include <algorithm>

#include "report/plan_parts.hpp"

// For people, and for the wiki or the ticket that they work from.
namespace idsxml::report {
namespace {

/// Sentences of ours: only what would be markup in them is escaped, so that they read well as they are, too.
std::string prose(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\`*_<[").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

/// A block that nothing in the text can end.
std::string fenced(std::string_view language, std::string_view text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("\n{}{}\n{}{}\n", fence, language, text, fence);
}

void append_variables(std::string& out, const Runbook& runbook) {
  if (runbook.variables.empty()) return;
  out +=
      "\n## This installation\n\nThe commands below use these variables: set them in the shell that you run them in. "
      "Lines with `:?` have to be completed by you.\n";
  std::string block = "set -o pipefail  # a dump that fails is no backup\n";
  for (const RunbookVariable& variable : runbook.variables)
    block += fmt::format("# {}\n{}\n", variable.what, variable.assignment);
  out += fenced("bash", block);
}

std::string_view language_of(std::string_view shell) {
  return shell == "cli" ? std::string_view("text") : shell;
}

void append_commands(std::string& out, const RunbookStep& step) {
  for (const RunbookCommands& each : step.commands) {
    if (each.shell != "bash") out += fmt::format("\n{}:\n", name_of_shell(each.shell));
    out += fenced(language_of(each.shell), each.text);
  }
}

void append_step(std::string& out, const RunbookStep& step, const std::string& number) {
  out += fmt::format("\n### {} {}\n\n<a id=\"{}\"></a>`{}`\n", number, prose(step.title), step.id, step.id);
  if (step.irreversible) out += "\n**This cannot be undone.**\n";
  for (const std::string& paragraph : step.paragraphs) out += fmt::format("\n{}\n", prose(paragraph));
  append_commands(out, step);
  out += fmt::format("\n**Verify:** {}\n", prose(step.verify));
  if (!step.check.empty()) out += fenced("bash", fmt::format("(\n{})\n", step.check));
  if (!step.way_back.empty()) out += fmt::format("\nThe way back: [`{0}`](#{0}).\n", step.way_back);
  out += fmt::format("\nSource: {}.\n", prose(step.source));
}

ReportText write(const PlanReport& report, const ReportStyle& /*style*/) {
  const Runbook& runbook = report.runbook;
  ReportText text;
  std::string& out = text.report;
  out += fmt::format("# Upgrade of {}\n\n{}.\n", prose(name_of(runbook.from)), prose(subject_of(runbook)));
  out +=
      fmt::format("Made by idsxml plan {}. Steps marked as such cannot be undone; the last section is the way back.\n",
                  report.version);
  if (!runbook.notes.empty()) out += '\n';
  for (const std::string& note : runbook.notes) out += fmt::format("- {}\n", prose(note));
  append_variables(out, runbook);
  for (std::size_t i = 0; i < runbook.sections.size(); ++i) {
    const RunbookSection& section = runbook.sections[i];
    out += fmt::format("\n## {}. {}\n", i + 1, section.title);
    for (std::size_t j = 0; j < section.steps.size(); ++j)
      append_step(out, section.steps[j], fmt::format("{}.{}", i + 1, j + 1));
  }
  return text;
}

}  // namespace

const PlanFormat plan_markdown_format{.name = "markdown", .write = write};

}  // namespace idsxml::report
