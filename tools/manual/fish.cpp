// Completions for fish.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats.hpp"
#include "offers.hpp"
#include "suggest.hpp"

namespace idsxml::manual {
namespace {

constexpr std::string_view head = R"(# Completions of idsxml for fish, made from the table of its options.

function __idsxml_is --argument-names command
    set -l words (commandline -opc)
    test "$words[2]" = "$command"
end

function __idsxml_configurations
    set -l all (complete -C "'' "(commandline -ct))
    string match -re '(/|\.xml)(\t.*)?$' $all
    or printf '%s\n' $all
end
)";

std::string quoted(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') safe += '\\';
    safe += c;
  }
  return safe + '\'';
}

std::string list_function(const WordList& list) {
  std::string text = fmt::format("\nfunction __idsxml_{}\n    printf '%s\\t%s\\n'", list.name);
  for (const Word& word : list.words())
    text += fmt::format(" \\\n        {} {}", quoted(word.text), quoted(word.meaning));
  return text + "\nend\n";
}

constexpr std::string_view call_of(Paths paths) {
  switch (paths) {
    case Paths::none:
      break;
    case Paths::any:
      return "(__fish_complete_path)";
    case Paths::folders:
      return "(__fish_complete_directories)";
    case Paths::configurations:
      return "(__idsxml_configurations)";
  }
  return "";
}

std::string offered(const Offer& offer) {
  if (offer.several) return fmt::format("(__fish_complete_list , __idsxml_{})", offer.list);
  const std::string words = offer.list.empty() ? "" : fmt::format("(__idsxml_{})", offer.list);
  const std::string_view paths = call_of(offer.paths);
  return fmt::format("{}{}{}", words, words.empty() || paths.empty() ? "" : " ", paths);
}

std::string value(const cli::Option& option) {
  if (!option.takes_value()) return "";
  if (!option.choices.empty())
    return fmt::format(" -x -a {}", quoted(fmt::format("{}", fmt::join(cli::words_of(option.choices), " "))));
  const Offer offer = offer_of(option);
  if (offer.list.empty() && offer.paths == Paths::any) return " -r -F";
  return fmt::format(" -x -a {}", quoted(offered(offer)));
}

std::string lines_of(const cli::Command& command) {
  const std::string begin = fmt::format("complete -c idsxml -n '__idsxml_is {}'", command.name);
  std::string text = "\n";
  for (const cli::Option* option : cli::options_of(command)) {
    text += begin;
    if (option->letter != '\0') text += fmt::format(" -s {}", option->letter);
    if (!option->name.empty()) text += fmt::format(" -l {}", option->name);
    text += fmt::format("{} -d {}\n", value(*option), quoted(option->help));
  }
  const std::string operands = offered(offer_of(command));
  return operands.empty() ? text : text + fmt::format("{} -k -a {}\n", begin, quoted(operands));
}

}  // namespace

std::vector<File> fish_completions(const Edition& /*edition*/) {
  std::string text(head);
  for (const WordList& list : word_lists()) text += list_function(list);
  text += "\ncomplete -c idsxml -f\n";
  text += "complete -c idsxml -n __fish_use_subcommand -l help -s h -d 'print this help'\n";
  text += "complete -c idsxml -n __fish_use_subcommand -l version -d 'print the version'\n";
  for (const cli::Command* command : cli::commands()) {
    for (const char* position : {"__fish_use_subcommand", "'__idsxml_is help'"})
      text += fmt::format("complete -c idsxml -n {} -a {} -d {}\n", position, command->name, quoted(command->summary));
  }
  for (const cli::Command* command : cli::commands()) text += lines_of(*command);
  return {{"completions/idsxml.fish", text}};
}

}  // namespace idsxml::manual
