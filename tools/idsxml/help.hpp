#pragma once

#include <cstddef>
#include <string>

#include "command.hpp"

namespace idsxml::cli {

/// What an exit status of every command means.
struct ExitMeaning {
  ExitStatus status;
  std::string_view text;
};

/// What help and the manual say of the program as a whole.
struct Overview {
  std::string_view summary;
  std::string_view description;
  std::span<const Example> examples;
  std::span<const ExitMeaning> exit_statuses;
};
extern const Overview overview;

/// What `idsxml --help` and `idsxml COMMAND --help` print.
std::string general_help(std::size_t width);
std::string command_help(const Command& command, std::size_t width);

}  // namespace idsxml::cli
