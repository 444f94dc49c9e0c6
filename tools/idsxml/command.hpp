#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace idsxml::cli {

class Arguments;
class Terminal;

/// The exit codes that scripts may rely on.
enum class ExitStatus : int {
  done = 0,
  attention = 1,  ///< something is left for a person to do, or --check found a change
  failed = 2,     ///< bad usage, unreadable, not well-formed, not supported, could not write
};

/// An option as the parser, --help, the man pages and the completions know it.
struct Option {
  std::string_view name;      ///< to, for --to; empty where there is a letter only
  char letter = '\0';         ///< o, for -o
  std::string_view argument;  ///< what stands for its value in texts; empty for a flag
  std::string_view choices;   ///< its values, separated by '|', where they are a few words
  std::string_view help;      ///< a sentence without its full stop

  bool takes_value() const { return !argument.empty(); }
};

struct Example {
  std::string_view line;
  std::string_view what;
};

struct Command {
  std::string_view name;
  std::string_view operands;  ///< FILE…, as the usage line writes it
  std::string_view summary;   ///< for the list of commands
  std::string_view description;
  std::span<const Option> options;  ///< besides those that all commands have
  std::span<const Example> examples;
  ExitStatus (*run)(const Arguments& arguments, Terminal& terminal);
};

/// The subcommands, in the order in which help lists them.
std::span<const Command* const> commands();
/// nullptr for an unknown name.
const Command* find_command(std::string_view name);

/// All options of a command: its own, then those that every command has. One of its own takes the place of a common
/// one of the same name.
std::vector<const Option*> options_of(const Command& command);

// One file each.
extern const Command migrate_command;
extern const Command lint_command;
extern const Command diff_command;
extern const Command merge_command;
extern const Command plan_command;
extern const Command rules_command;
extern const Command explain_command;
extern const Command detect_command;
extern const Command upgrade_command;

}  // namespace idsxml::cli
