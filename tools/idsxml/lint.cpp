#include "idsxml/lint.hpp"

#include <array>
#include <filesystem>

#include "arguments.hpp"
#include "idsxml/report.hpp"
#include "in_order.hpp"
#include "inputs.hpp"
#include "lint_output.hpp"
#include "output.hpp"
#include "rule_options.hpp"

namespace idsxml::cli {
namespace {

struct LintPlan {
  Rules rules = Rules::builtin();
  LintOptions options;
  std::size_t max_size = 0;
  Severity fail_on = Severity::error;
};

LintedFile lint_file(const LintPlan& plan, const std::string& path) {
  LintedFile file;
  file.path = path;
  file.to = plan.options.to;
  file.fail_on = plan.fail_on;
  Result<std::string> bytes = bytes_of(path, plan.max_size);
  if (!bytes) {
    file.error = std::move(bytes).error();
    return file;
  }
  file.bytes = *bytes;
  const Result<Configuration> configuration = Configuration::parse(std::move(*bytes));
  if (!configuration) {
    file.error = configuration.error();
    return file;
  }
  Result<Lint> linted = lint(*configuration, plan.rules, plan.options);
  if (linted) {
    file.findings = std::move(linted->findings);
  } else {
    file.error = std::move(linted).error();
  }
  return file;
}

std::string working_folder() {
  std::error_code unknown;
  return std::filesystem::current_path(unknown).string();
}

std::size_t at_or_above(Severity severity, const LintTotals& totals) {
  std::size_t count = totals.errors;
  if (severity <= Severity::warning) count += totals.warnings;
  if (severity <= Severity::note) count += totals.notes;
  return count;
}

Result<LintPlan> plan_of(const Arguments& arguments) {
  LintPlan plan;
  Result<Rules> rules = rules_of(arguments);
  if (!rules) return std::move(rules).error();
  plan.rules = *std::move(rules);
  const Result<Release> to = parse_release(arguments.value("to").value_or("keycloak:13"));
  if (!to) return to.error();
  plan.options = {.to = *to, .only = arguments.list("only"), .skip = arguments.list("skip")};
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return max_size.error();
  plan.max_size = *max_size;
  const std::string fail_on = arguments.value("fail-on").value_or("error");
  plan.fail_on = fail_on == "note" ? Severity::note : fail_on == "warning" ? Severity::warning : Severity::error;
  return plan;
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (arguments.operands().empty())
    return output.fail(usage_error("CLI004", "idsxml lint needs a file or a folder", "- is standard input"));
  const Result<LintPlan> plan = plan_of(arguments);
  if (!plan) return output.fail(plan.error());
  Inputs inputs = expand(arguments.operands());
  Result<LintOutputs> outputs = LintOutputs::of(arguments, terminal);
  if (!outputs) return output.fail(outputs.error());
  LintRun run{IDSXML_VERSION, plan->options.to, plan->rules.list(), std::move(inputs.errors),
              std::move(inputs.notices)};
  run.page_url = arguments.value("pages").value_or(IDSXML_PAGE_URL);
  run.folder = working_folder();
  run.rulebook = plan->rules;
  outputs->begin(run);
  LintTotals totals;
  totals.failed = run.errors.size();
  for_each_in_order(
      inputs.files.size(), [&](std::size_t i) { return lint_file(*plan, inputs.files[i]); },
      [&](const LintedFile& file) {
        outputs->file(run, file, totals);
        totals.add(file);
      });
  ExitStatus status = at_or_above(plan->fail_on, totals) > 0 ? ExitStatus::attention : ExitStatus::done;
  if (totals.failed > 0) status = ExitStatus::failed;
  totals.exit_status = static_cast<int>(status);
  outputs->end(run, totals);
  return outputs->publish() ? status : ExitStatus::failed;
}

constexpr std::array options{
    Option{"to", '\0', "PRODUCT:VERSION", "",
           "the release that shall read the files: keycloak:15, wildfly:26.1; keycloak:13 without it"},
    Option{"only", '\0', "ID,...", "", "only these rules"},
    Option{"skip", '\0', "ID,...", "", "not these rules"},
    rules_option,
    Option{"fail-on", '\0', "SEVERITY", "error|warning|note",
           "exit 1 where there is a finding of this severity or above"},
    max_size_option,
    lint_format_option,
    lint_output_option,
    Option{"pages", '\0', "URL", "", "where the rules' pages are published, with {id} for the id: for links to them"},
    Option{"verbose", 'v', "", "", "print every finding by itself, with its line of the file"},
};

constexpr std::array examples{
    Example{"idsxml lint --to keycloak:15 standalone.xml", "what Keycloak 15 would refuse or silently change"},
};

}  // namespace

const Command lint_command{"lint",
                           "FILE...",
                           "predict what a release will refuse",
                           "Reads each FILE and lists everything that the release of --to would refuse or silently "
                           "change. Nothing is written. A folder stands for the configurations in it; - is standard "
                           "input.",
                           options,
                           examples,
                           run};

}  // namespace idsxml::cli
