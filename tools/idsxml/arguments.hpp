#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "idsxml/result.hpp"

namespace idsxml::cli {

/// An error in how the program was called. Codes: CLI001 unknown command, CLI002 unknown option, CLI003 a value that
/// the option does not take, CLI004 something is missing, CLI005 two things that exclude each other, CLI006 needs
/// --yes.
Error usage_error(const char* code, std::string message, std::string advice = "");

/// What a command was called with.
class Arguments {
 public:
  /// `words` is what follows the command's name. Errors: CLI….
  static Result<Arguments> parse(const Command& command, const std::vector<std::string>& words);

  /// An option by its name, or by its letter where it has no name.
  bool has(std::string_view option) const;
  /// The last value that was given.
  std::optional<std::string> value(std::string_view option) const;
  /// All values, as they were given.
  std::vector<std::string> values(std::string_view option) const;
  /// All values, split at commas.
  std::vector<std::string> list(std::string_view option) const;
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  struct Given {
    std::string option;
    std::string value;
  };
  std::vector<Given> given_;
  std::vector<std::string> operands_;
};

}  // namespace idsxml::cli
