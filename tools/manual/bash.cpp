// Completions for bash 4.4 and later. bash-completion loads them by the program's name but is not needed.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats.hpp"
#include "offers.hpp"
#include "suggest.hpp"

namespace idsxml::manual {
namespace {

constexpr std::string_view head = R"(# Completions of idsxml for bash, made from the table of its options.

)";

constexpr std::string_view begin = R"(
_idsxml() {
  # bash splits words at ':' and '=', too; to idsxml keycloak:15 is one.
  local given=() word joins=''
  for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    if [[ $joins || (${#given[@]} -gt 0 && $word == [:=]*) ]]; then
      given[-1]+=$word
    else
      given+=("$word")
    fi
    [[ $word == *[:=] ]] && joins=1 || joins=''
  done

  local current=${given[-1]} option='' words='' paths='' several=''
  if [[ $current == --*=* ]]; then
    option=${current%%=*}
    current=${current#*=}
  elif ((${#given[@]} > 3)); then
    option=${given[-2]}
  fi

  if ((${#given[@]} < 3)); then
    words="$_idsxml_commands help --help --version"
  else
    case ${given[1]} in
)";

constexpr std::string_view end = R"(    esac
  fi

  # What is offered begins with what stands already, without quotes and backslashes.
  current=${current#[\"\']}
  current=${current//\\/}
  local before=''
  if [[ $several && $current == *,* ]]; then
    before=${current%,*},
    current=${current##*,}
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -P "$before" -- "$current")
  if [[ $paths ]]; then
    local found=()
    case $paths in
      folders) mapfile -t found < <(compgen -d -- "$current") ;;
      configurations) mapfile -t found < <(compgen -d -- "$current"; compgen -f -X '!*.xml' -- "$current") ;;
    esac
    if [[ $paths == any || ($paths == configurations && ${#found[@]} -eq 0 && ${#COMPREPLY[@]} -eq 0) ]]; then
      mapfile -t found < <(compgen -f -- "$current")
    fi
    [[ ${#found[@]} -eq 0 ]] || compopt -o filenames 2>/dev/null
    COMPREPLY+=("${found[@]}")
  fi
  # bash replaces only what follows the last ':'.
  if [[ $COMP_WORDBREAKS == *:* && $current == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*:}"}"}")
  fi
}

complete -F _idsxml idsxml
)";

std::string variable(std::string_view name, std::string_view words) {
  return fmt::format("_idsxml_{}='{}'\n", name, words);
}

std::string words_of(const WordList& list) {
  std::string all;
  for (const Word& word : list.words()) all += (all.empty() ? "" : " ") + word.text;
  return all;
}

std::string command_names() {
  std::string all;
  for (const cli::Command* command : cli::commands()) all += (all.empty() ? "" : " ") + std::string(command->name);
  return all;
}

constexpr std::string_view name_of(Paths paths) {
  switch (paths) {
    case Paths::none:
      break;
    case Paths::any:
      return "any";
    case Paths::folders:
      return "folders";
    case Paths::configurations:
      return "configurations";
  }
  return "";
}

std::string assignments(const Offer& offer) {
  std::string text;
  if (!offer.list.empty()) text += fmt::format(" words=$_idsxml_{}", offer.list);
  if (offer.paths != Paths::none) text += fmt::format(" paths={}", name_of(offer.paths));
  if (offer.several) text += " several=1";
  return text.empty() ? " :" : text;
}

std::string case_of(const cli::Option& option) {
  const std::string value = option.choices.empty()
                                ? assignments(offer_of(option))
                                : fmt::format(" words='{}'", fmt::join(cli::words_of(option.choices), " "));
  return fmt::format("          {}){} ;;\n", fmt::join(spellings(option), " | "), value);
}

std::string case_of(const cli::Command& command) {
  std::string text = fmt::format("      {})\n        case $option in\n", command.name);
  std::string all;
  for (const cli::Option* option : cli::options_of(command)) {
    for (const std::string& spelling : spellings(*option)) all += (all.empty() ? "" : " ") + spelling;
    if (option->takes_value()) text += case_of(*option);
  }
  text += fmt::format("          *)\n           {}\n", assignments(offer_of(command)));
  text += fmt::format("            [[ $current != -* ]] || words='{}'\n            ;;\n", all);
  return text + "        esac\n        ;;\n";
}

}  // namespace

std::vector<File> bash_completions(const Edition& /*edition*/) {
  std::string text(head);
  text += variable("commands", command_names());
  for (const WordList& list : word_lists()) text += variable(list.name, words_of(list));
  text += begin;
  for (const cli::Command* command : cli::commands()) text += case_of(*command);
  text += "      help) words=$_idsxml_commands ;;\n";
  text += end;
  return {{"completions/idsxml.bash", text}};
}

}  // namespace idsxml::manual
