#include <algorithm>
#include <array>

#include "command.hpp"

namespace idsxml::cli {
namespace {

constexpr std::array all_commands{&migrate_command, &lint_command,  &diff_command,    &merge_command, &plan_command,
                                  &upgrade_command, &rules_command, &explain_command, &detect_command};

constexpr std::array common{
    Option{"format", '\0', "FORMAT", "text|json", "text for people, or json by the schemas in docs/schema"},
    Option{"quiet", 'q', "", "", "print errors only"},
    Option{"color", '\0', "WHEN", "auto|always|never",
           "colours; auto: on a terminal, unless NO_COLOR is set or TERM is dumb"},
    Option{"help", 'h', "", "", "print this help"},
};

}  // namespace

std::span<const Command* const> commands() {
  return all_commands;
}

const Command* find_command(std::string_view name) {
  const auto* found = std::find_if(all_commands.begin(), all_commands.end(),
                                   [&](const Command* command) { return command->name == name; });
  return found == all_commands.end() ? nullptr : *found;
}

std::vector<const Option*> options_of(const Command& command) {
  std::vector<const Option*> all;
  for (const Option& option : command.options) all.push_back(&option);
  const std::size_t own = all.size();
  for (const Option& option : common) {
    const bool replaced = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(own),
                                      [&](const Option* other) { return other->name == option.name; });
    if (!replaced) all.push_back(&option);
  }
  return all;
}

}  // namespace idsxml::cli
