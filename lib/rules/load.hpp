#pragma once

#include <string>
#include <string_view>

#include "idsxml/result.hpp"
#include "rules/tables.hpp"

namespace idsxml::rules {

/// Reads a rule or dialect file into `tables`. `name` is what errors call the file. Errors: RUL001 for a word, value or
/// address that the language does not have, XML… where the text is not well-formed; the message begins with the file's
/// name.
Result<bool> load(const std::string& name, std::string text, OwnedTables& tables);

/// Whether every address and attribute that a rule names is known to some version of a dialect, and ids are unique.
/// Error: RUL002.
Result<bool> check(const Tables& tables);

}  // namespace idsxml::rules
