#pragma once

#include <string_view>

namespace idsxml::config {

/// Whether an element, attribute or property of this name holds a secret, whose value must not be shown.
bool is_secret(std::string_view name);

/// Whether anything in a text can be such a name: quick, and true rather too often.
bool may_name_secret(std::string_view text);

}  // namespace idsxml::config
