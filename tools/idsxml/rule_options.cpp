#include "rule_options.hpp"

#include "suggest.hpp"

namespace idsxml::cli {

Result<Rules> rules_of(const Arguments& arguments) {
  const std::optional<std::string> directory = arguments.value("rules");
  if (!directory) return Rules::builtin();
  return Rules::builtin().with_directory(*directory);
}

Error unknown_rule(const std::string& id, std::span<const RuleSummary> rules) {
  std::vector<std::string_view> ids;
  for (const RuleSummary& rule : rules) ids.push_back(rule.id);
  const std::string_view meant = nearest(id, ids);
  return usage_error("RUL004", "there is no rule '" + id + "'",
                     meant.empty() ? "all of them: idsxml rules" : "did you mean " + std::string(meant) + "?");
}

}  // namespace idsxml::cli
