#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::script {

enum class Kind { subsystem, extension };

/// What an operation of a jboss-cli script is about.
struct Mention {
  Kind kind;
  std::string_view name;  ///< of the subsystem or module
  std::size_t begin;      ///< of the step of the address, in bytes of the script
  std::size_t end;
  bool is_conditional;  ///< within if or try, or asked for by one
  std::size_t block;    ///< the outermost if or try, counted from 1; 0 outside of any
};

/// The subsystems and extensions that the commands of a script address, in order. `script` has spaces for continued
/// line ends (see joined()).
std::vector<Mention> mentions_in(std::string_view script);

/// The script with spaces for each backslash that continues a line, and for that line's end: every command is one line,
/// and stands where it stood. Comments are left alone.
std::string joined(std::string_view script);

}  // namespace idsxml::script
