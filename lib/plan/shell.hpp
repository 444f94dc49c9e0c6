#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Values of a configuration as words of bash, whatever they hold: nothing in them is ever run, and the words are
/// printable, so that they drive no terminal either.
namespace idsxml::planning {

/// A word that means these bytes.
std::string shell_word(std::string_view bytes);

/// A word that means what a server makes of a value with expressions: "${DB_ADDR:-postgres}" of
/// ${env.DB_ADDR:postgres}. A system property becomes a variable PROPERTY_…, those of the server's folders paths below
/// $OLD_HOME. Nothing where the shell cannot know, as for a vault; where a default would show a secret; or where the
/// variable is one of `taken`, which mean something else here.
std::optional<std::string> shell_expression(std::string_view value, std::span<const std::string_view> taken = {});

}  // namespace idsxml::planning
