#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "idsxml/finding.hpp"

/// What several reports say in the same words.
namespace idsxml::report {

/// "1 edit", "23 edits".
std::string counted(std::size_t number, std::string_view noun);

/// A finding's message, printable, without secrets, with the comments that a removed element takes along.
std::string message_of(const Finding& finding);

}  // namespace idsxml::report
