#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/plan_parts.hpp"

// A script with a function for each step. Whoever runs it names the steps.
namespace idsxml::report {
namespace {

constexpr std::size_t comment_width = 116;

void append_comment(std::string& out, std::string_view text, std::string_view indent = "") {
  for (const std::string& line : wrap(text, comment_width, comment_width)) out += fmt::format("{}# {}\n", indent, line);
}

std::string function_of(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

const RunbookCommands* bash_of(const RunbookStep& step) {
  const auto found = std::find_if(step.commands.begin(), step.commands.end(),
                                  [](const RunbookCommands& each) { return each.shell == "bash"; });
  return found == step.commands.end() ? nullptr : &*found;
}

/// Where a person has to set it, an error comes from the steps that need it, and from no others.
void append_variable(std::string& out, const RunbookVariable& variable) {
  append_comment(out, variable.is_left ? "TO BE SET: " + variable.what : variable.what, "  ");
  if (variable.is_left) {
    out += fmt::format("  {0}=\"${{{0}:-}}\"\n", variable.name);
  } else {
    out += fmt::format("  {}\n", variable.assignment);
  }
}

void append_variables(std::string& out, const Runbook& runbook) {
  out += "\n# ---- This installation: edit what is not right.\n\nset_variables() {\n  :\n";
  for (const RunbookVariable& variable : runbook.variables) append_variable(out, variable);
  out += "}\n";
}

void append_needed(std::string& out, const RunbookStep& step, const Runbook& runbook) {
  for (const RunbookVariable& variable : runbook.variables) {
    const bool is_used = std::find(step.variables.begin(), step.variables.end(), variable.name) != step.variables.end();
    if (variable.is_left && is_used) out += fmt::format("  : \"${{{}:?{}}}\"\n", variable.name, variable.what);
  }
}

/// A here document ends with its word at the beginning of a line, so nothing is indented. Called in a subshell, so that
/// it may change folders and exit.
void append_body(std::string& out, const std::string& name, std::string_view text) {
  out += fmt::format("\n{}() {{\n{}}}\n", name, text);
}

void append_other_shells(std::string& out, const RunbookStep& step) {
  for (const RunbookCommands& each : step.commands) {
    if (each.shell == "bash") continue;
    out += fmt::format("#\n# {}:\n", name_of_shell(each.shell));
    for (const std::string_view line : lines_of_text(each.text)) out += fmt::format("#   {}\n", line);
  }
}

void append_step(std::string& out, const RunbookStep& step, const Runbook& runbook) {
  out += fmt::format("\n# {}: {}\n", step.id, step.title);
  if (step.irreversible) out += "# THIS CANNOT BE UNDONE.\n";
  for (const std::string& paragraph : step.paragraphs) {
    out += "#\n";
    append_comment(out, paragraph);
  }
  append_other_shells(out, step);
  out += "#\n";
  append_comment(out, "Verify: " + step.verify);
  if (!step.way_back.empty()) append_comment(out, fmt::format("The way back: {}", step.way_back));
  append_comment(out, fmt::format("Source: {}", step.source));
  const std::string name = function_of(step.id);
  const RunbookCommands* commands = bash_of(step);
  if (commands != nullptr || !step.check.empty()) {
    out += fmt::format("\n{}_needs() {{\n  :\n", name);
    append_needed(out, step, runbook);
    out += "}\n";
  }
  if (commands != nullptr) append_body(out, name, commands->text);
  if (!step.check.empty()) append_body(out, name + "_check", step.check);
}

std::string within_single_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + '\'';
}

void append_case(std::string& out, const RunbookStep& step) {
  const std::string name = function_of(step.id);
  const bool has_commands = bash_of(step) != nullptr;
  out += fmt::format("  {})\n    title {}\n", step.id, within_single_quotes(step.title));
  if (!has_commands)
    for (const std::string& paragraph : step.paragraphs)
      out += fmt::format("    say {}\n", within_single_quotes(paragraph));
  if (has_commands || !step.check.empty()) out += fmt::format("    {}_needs\n", name);
  if (has_commands && step.irreversible) out += "    confirm\n";
  if (has_commands) out += fmt::format("    ({})\n", name);
  if (!step.check.empty()) out += fmt::format("    ({}_check)\n", name);
  out += fmt::format("    verify {}\n    ;;\n", within_single_quotes(step.verify));
}

void append_list(std::string& out, const Runbook& runbook) {
  std::size_t width = 0;
  for (const RunbookSection& section : runbook.sections)
    for (const RunbookStep& step : section.steps) width = std::max(width, step.id.size());
  out += "\nlist() {\n  cat <<'LIST'\n";
  for (const RunbookSection& section : runbook.sections) {
    out += fmt::format("{}:\n", section.title);
    for (const RunbookStep& step : section.steps)
      out +=
          fmt::format("  {:<{}}  {}{}\n", step.id, width, step.title, step.irreversible ? " (cannot be undone)" : "");
  }
  out += "LIST\n}\n";
}

constexpr std::string_view helpers = R"(
title() { printf '\n== %s\n' "$1" >&2; }
say() { printf '%s\n' "$1" >&2; }
verify() { printf '== verify: %s\n' "$1" >&2; }

# A person is asked; a script that runs a step has meant it.
confirm() {
  if [ ! -t 0 ]; then return 0; fi
  read -rp 'This cannot be undone. Go on? [yes/no] ' answer
  [ "$answer" = yes ]
}
)";

void append_main(std::string& out, const Runbook& runbook) {
  out += "\nrun() {\n  case $1 in\n";
  for (const RunbookSection& section : runbook.sections)
    for (const RunbookStep& step : section.steps) append_case(out, step);
  out += R"(  *)
    say "there is no step '$1'; without a name all are listed"
    exit 2
    ;;
  esac
}

if [ "$#" -eq 0 ]; then
  list
else
  set_variables
  for step in "$@"; do run "$step"; done
fi
)";
}

ReportText write(const PlanReport& report, const ReportStyle& /*style*/) {
  const Runbook& runbook = report.runbook;
  ReportText text;
  std::string& out = text.report;
  out += "#!/usr/bin/env bash\n";
  append_comment(out, subject_of(runbook));
  out += fmt::format("# Made by idsxml plan {}. Read it, set below what is to be set, and run it step by step:\n",
                     report.version);
  out +=
      "#   bash runbook.sh             lists the steps\n#   bash runbook.sh STEP...     runs steps, and verifies "
      "each\n";
  for (const std::string& note : runbook.notes) {
    out += "#\n";
    append_comment(out, "Note: " + note);
  }
  out += "set -euo pipefail\n";
  append_variables(out, runbook);
  for (const RunbookSection& section : runbook.sections) {
    out += fmt::format("\n# ---- {}\n", section.title);
    for (const RunbookStep& step : section.steps) append_step(out, step, runbook);
  }
  out += "\n# ---- What runs them\n";
  out += helpers;
  append_list(out, runbook);
  append_main(out, runbook);
  return text;
}

}  // namespace

const PlanFormat plan_sh_format{.name = "sh", .write = write};

}  // namespace idsxml::report
