#include <algorithm>
#include <array>

#include "arguments.hpp"
#include "output.hpp"
#include "rule_options.hpp"

namespace idsxml::cli {
namespace {

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (arguments.operands().size() != 1)
    return output.fail(usage_error("CLI004", "idsxml explain needs the id of one rule", "all of them: idsxml rules"));
  const Result<Rules> rules = rules_of(arguments);
  if (!rules) return output.fail(rules.error());
  const std::string& id = arguments.operands().front();
  const std::vector<RuleSummary> list = rules->list();
  const auto rule =
      std::find_if(list.begin(), list.end(), [&](const RuleSummary& candidate) { return candidate.id == id; });
  if (rule == list.end()) return output.fail(unknown_rule(id, list));
  output.print(output.format->page(*rule, rules->explain(id), output.style));
  return ExitStatus::done;
}

constexpr std::array options{rules_option};

constexpr std::array examples{
    Example{"idsxml explain KC1301", "what the rule does, why, and what a file looks like before and after"},
    Example{"idsxml explain --format json KC1301", "the same for a program; the page is Markdown"},
};

}  // namespace

const Command explain_command{
    "explain",
    "ID",
    "print a rule's page: what it changes, why, before and after",
    "Prints the page of one rule: what it changes and why, an example before and after, and the source.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
