#pragma once

#include <string_view>

namespace idsxml::config {

/// Whether an element, attribute or property of this name holds a secret, whose value must not be shown.
bool is_secret(std::string_view name);

}  // namespace idsxml::config
