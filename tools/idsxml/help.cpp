#include "help.hpp"

#include <fmt/format.h>

#include <array>

#include "report/display.hpp"
#include "suggest.hpp"

namespace idsxml::cli {
namespace {

using report::hanging;

std::string paragraphs(std::string_view text, std::size_t width) {
  return hanging({"", 0, 0}, text, width);
}

std::string option_help(const Option& option, std::size_t width) {
  constexpr std::size_t column = 26;
  std::string names = option.letter == '\0' ? "      " : fmt::format("  -{}", option.letter);
  if (!option.name.empty()) names += fmt::format("{}--{}", option.letter == '\0' ? "" : ", ", option.name);
  // Where the choices do not fit beside the name they stand in the text.
  const bool listed_below = names.size() + 1 + option.choices.size() > width;
  const bool by_name = option.choices.empty() || listed_below;
  if (option.takes_value()) names += fmt::format(" {}", by_name ? option.argument : option.choices);
  std::string help(option.help);
  if (listed_below) help += ": " + listed(words_of(option.choices));
  if (names.size() + 2 <= column) {
    names.append(column - names.size(), ' ');
    return hanging({names, column, column}, help, width);
  }
  const std::string indent(column, ' ');
  return names + '\n' + hanging({indent, column, column}, help, width);
}

std::string examples(std::span<const Example> list, std::size_t width) {
  std::string text = "\nExamples:\n";
  for (const Example& example : list) {
    text += fmt::format("  {}\n", example.line);
    text += hanging({"      ", 6, 6}, example.what, width);
  }
  return text;
}

std::string exit_statuses(std::size_t width) {
  std::string text = "\nExit status:\n";
  for (const ExitMeaning& meaning : overview.exit_statuses)
    text += hanging({fmt::format("  {}  ", static_cast<int>(meaning.status)), 5, 5}, meaning.text, width);
  return text;
}

constexpr std::array exit_meanings{
    ExitMeaning{ExitStatus::done, "done"},
    ExitMeaning{ExitStatus::attention,
                "something is left for a person to do: findings, a change that --check found, a difference where diff "
                "was asked for --exit-code"},
    ExitMeaning{ExitStatus::failed, "bad usage, or a file that could not be read, understood or written"},
};

constexpr std::array general_examples{
    // NOLINT(modernize-avoid-c-arrays): a constant table
    Example{"idsxml migrate --dry-run standalone.xml", "show what would change, as a diff; nothing is written"},
    Example{"idsxml migrate standalone.xml",
            "make it one that Keycloak 13, 14 and 15 boot; the old one stays beside it"},
    Example{"idsxml detect standalone.xml", "say which releases could have written it"},
    Example{"idsxml explain KC1301", "say what a rule does, and why"},
};

}  // namespace

const Overview overview{
    "migrate, lint, compare and merge configurations of WildFly-based servers",
    "Migrates configurations of WildFly and of servers built on it (Keycloak, Alfresco Identity Service, Red Hat "
    "Single Sign-On): standalone.xml and its like. What no rule touches stays byte for byte as it is.",
    general_examples, exit_meanings};

std::string general_help(std::size_t width) {
  std::string text = "Usage: idsxml COMMAND [OPTION...] [FILE...]\n\n";
  text += paragraphs(overview.description, width);
  text += "\nCommands:\n";
  for (const Command* command : commands()) {
    const std::string lead = fmt::format("  {:<10}", command->name);
    text += hanging({lead, lead.size(), lead.size()}, command->summary, width);
  }
  text += "\n  idsxml COMMAND --help    a command's options and examples\n";
  text += "  idsxml --version         the version\n";
  return text + examples(overview.examples, width) + exit_statuses(width);
}

std::string command_help(const Command& command, std::size_t width) {
  std::string text = fmt::format("Usage: idsxml {} [OPTION...] {}\n\n", command.name, command.operands);
  text += paragraphs(command.description, width);
  text += "\nOptions:\n";
  for (const Option* option : options_of(command)) text += option_help(*option, width);
  return text + examples(command.examples, width) + exit_statuses(width);
}

}  // namespace idsxml::cli
