#include "idsxml/rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "arguments.hpp"
#include "idsxml/release.hpp"
#include "output.hpp"
#include "rule_options.hpp"

namespace idsxml::cli {
namespace {

/// The release of `product` that is, or is under, a release; nothing where there is none.
std::optional<Version> version_under(std::string_view product, const Release& release) {
  if (product == "wildfly") return wildfly_under(release).version;
  const std::optional<Release> keycloak = keycloak_under(release);
  if (!keycloak) return std::nullopt;
  return keycloak->version;
}

std::optional<Version> version_of(std::string_view product, std::string_view version) {
  const Result<Release> release = parse_release(std::string(product) + ":" + std::string(version));
  if (!release) return std::nullopt;
  return release->version;
}

/// Whether a migration to that release, of a file that was written by `from`, needs to look at the rule.
bool concerns(const RuleSummary& rule, const std::optional<Release>& from, const std::optional<Release>& to) {
  const std::optional<Version> since = version_of(rule.product, rule.release);
  const std::optional<Version> before = version_of(rule.product, rule.before);
  if (to) {
    const std::optional<Version> target = version_under(rule.product, *to);
    if (!target || since > target || (before && before <= target)) return false;
  }
  if (!from) return true;
  const std::optional<Version> source = version_under(rule.product, *from);
  return !source || since > source;
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (!arguments.operands().empty())
    return output.fail(usage_error("CLI005", "idsxml rules takes no operand",
                                   "a rule's page: idsxml explain " + arguments.operands().front()));
  std::optional<Release> from;
  std::optional<Release> to;
  for (const auto& [option, release] : {std::pair{"from", &from}, std::pair{"to", &to}}) {
    const std::optional<std::string> given = arguments.value(option);
    if (!given) continue;
    const Result<Release> parsed = parse_release(*given);
    if (!parsed) return output.fail(parsed.error());
    *release = *parsed;
  }
  const Result<Rules> rules = rules_of(arguments);
  if (!rules) return output.fail(rules.error());
  std::vector<RuleSummary> list = rules->list();
  list.erase(
      std::remove_if(list.begin(), list.end(), [&](const RuleSummary& rule) { return !concerns(rule, from, to); }),
      list.end());
  output.print(output.format->rules(list, output.style));
  return ExitStatus::done;
}

constexpr std::array options{
    Option{"from", '\0', "PRODUCT:VERSION", "", "only rules of later releases"},
    Option{"to", '\0', "PRODUCT:VERSION", "", "only rules that a migration to this release applies"},
    rules_option,
};

constexpr std::array examples{
    Example{"idsxml rules", "all rules, in the order in which they run"},
    Example{"idsxml rules --from keycloak:12 --to keycloak:15", "what lies between two releases"},
    Example{"idsxml rules --from ids:1.4 --to ids:1.5 --format json", "the same for a program"},
};

}  // namespace

const Command rules_command{"rules",
                            "",
                            "list the rules, all or those between two releases",
                            "Lists rules in the order in which they run: id, how bad it is where the rule's change is "
                            "missing, and what the rule does.",
                            options,
                            examples,
                            run};

}  // namespace idsxml::cli
