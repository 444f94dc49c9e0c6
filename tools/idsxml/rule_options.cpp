#include "rule_options.hpp"

namespace idsxml::cli {

Result<Rules> rules_of(const Arguments& arguments) {
  const std::optional<std::string> directory = arguments.value("rules");
  if (!directory) return Rules::builtin();
  return Rules::builtin().with_directory(*directory);
}

}  // namespace idsxml::cli
