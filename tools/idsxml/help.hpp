#pragma once

#include <cstddef>
#include <string>

#include "command.hpp"

namespace idsxml::cli {

/// What `idsxml --help` and `idsxml COMMAND --help` print.
std::string general_help(std::size_t width);
std::string command_help(const Command& command, std::size_t width);

}  // namespace idsxml::cli
