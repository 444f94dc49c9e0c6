#pragma once

#include <optional>
#include <string_view>

/// Values as a server resolves them, as far as the file alone tells.
namespace idsxml::checks {

/// Whether an expression is in it: ${name:default}.
bool is_expression(std::string_view value);

/// The value without what the environment may set: 8080 for ${jboss.http.port:8080}. Empty where the file does not tell.
std::optional<std::string_view> by_default(std::string_view value);

/// The same for a number from 0 to 65535.
std::optional<int> port_by_default(std::string_view value);

}  // namespace idsxml::checks
