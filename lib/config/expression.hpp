#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace idsxml::config {

/// What a server makes of a value, if none of the properties that it names are set: `8080` of `${http.port:8080}`.
/// Nothing where that is not known: an expression without a default, of a vault, or encrypted; a placeholder.
std::optional<std::string> resolved(std::string_view value);

/// Where the expression that begins at `begin`, with ${, ends, behind its brace; nothing where it does not.
std::optional<std::size_t> end_of_expression(std::string_view text, std::size_t begin);

}  // namespace idsxml::config
