// Completions for zsh: a function for a folder of its fpath.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats.hpp"
#include "offers.hpp"
#include "suggest.hpp"

namespace idsxml::manual {
namespace {

constexpr std::string_view head = R"(#compdef idsxml
# Completions of idsxml for zsh, made from the table of its options.

_idsxml_configurations() { _files -g '*.xml(-.)' }
)";

constexpr std::string_view begin = R"(
_idsxml() {
  if ((CURRENT == 2)); then
    _idsxml_commands
    [[ $words[2] != -* ]] || compadd -- --help --version
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
)";

constexpr std::string_view end = R"(    help) _arguments '1:command:_idsxml_commands' ;;
  esac
}

_idsxml "$@"
)";

/// With backslashes before what means something else there.
std::string escaped(std::string_view text, std::string_view special) {
  std::string safe;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

std::string quoted(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + '\'';
}

std::string list_function(std::string_view name, std::string_view one, const std::vector<Word>& words) {
  std::string text = fmt::format("\n_idsxml_{}() {{\n  local -a all=(\n", name);
  for (const Word& word : words)
    text += fmt::format("    {}\n", quoted(escaped(word.text, "\\:") + ':' + escaped(word.meaning, "\\")));
  return text + fmt::format("  )\n  _describe -t {} {} all \"$@\"\n}}\n", name, one);
}

std::vector<Word> command_words() {
  std::vector<Word> words;
  for (const cli::Command* command : cli::commands())
    words.push_back({std::string(command->name), std::string(command->summary)});
  return words;
}

constexpr std::string_view function_of(Paths paths) {
  switch (paths) {
    case Paths::none:
      break;
    case Paths::any:
      return "_files";
    case Paths::folders:
      return "_files -/";
    case Paths::configurations:
      return "_idsxml_configurations";
  }
  return "";
}

/// What _arguments calls for a value.
std::string action(const Offer& offer) {
  if (offer.several) return fmt::format("_sequence _idsxml_{}", offer.list);
  if (offer.list.empty()) return std::string(function_of(offer.paths));
  if (offer.paths == Paths::none) return fmt::format("_idsxml_{}", offer.list);
  return fmt::format(R"(_alternative "{0}\:{0}\:_idsxml_{0}" "files\:file\:{1}")", offer.list,
                     function_of(offer.paths));
}

std::string value(const cli::Option& option) {
  if (!option.takes_value()) return "";
  const std::string offered = option.choices.empty()
                                  ? action(offer_of(option))
                                  : fmt::format("({})", fmt::join(cli::words_of(option.choices), " "));
  return fmt::format(":{}:{}", escaped(option.argument, "\\:"), offered.empty() ? " " : offered);
}

/// -o stands before its value or against it, --output before it or with '='; an option with a value may be said again.
std::string argument_of(const cli::Option& option) {
  const std::vector<std::string> names = spellings(option);
  std::string text;
  for (const std::string& name : names) {
    std::string spec = option.takes_value() ? "*" : fmt::format("({})", fmt::join(names, " "));
    spec += name;
    if (option.takes_value()) spec += name.starts_with("--") ? "=" : "+";
    spec += fmt::format("[{}]{}", escaped(option.help, "\\[]:"), value(option));
    text += fmt::format(" \\\n        {}", quoted(spec));
  }
  return text;
}

std::string case_of(const cli::Command& command) {
  std::string text = fmt::format("    {})\n      _arguments -s", command.name);
  for (const cli::Option* option : cli::options_of(command)) text += argument_of(*option);
  if (!command.operands.empty())
    text += fmt::format(" \\\n        {}", quoted(fmt::format("*:{}:{}", command.operands, action(offer_of(command)))));
  return text + "\n      ;;\n";
}

}  // namespace

std::vector<File> zsh_completions(const Edition& /*edition*/) {
  std::string text(head);
  text += list_function("commands", "command", command_words());
  for (const WordList& list : word_lists()) text += list_function(list.name, list.one, list.words());
  text += begin;
  for (const cli::Command* command : cli::commands()) text += case_of(*command);
  text += end;
  return {{"completions/_idsxml", text}};
}

}  // namespace idsxml::manual
