#include "idsxml/diff.hpp"

#include <array>

#include "arguments.hpp"
#include "inputs.hpp"
#include "output.hpp"

namespace idsxml::cli {
namespace {

/// How a configuration is compared: what both sides have in common.
struct DiffPlan {
  const DiffFormat* format;
  ReportStyle style;
  DiffOptions options;
  std::size_t max_size = 0;
};

ExitStatus fail(const DiffPlan& plan, const Error& error, Terminal& terminal) {
  const ReportText text = plan.format->failure(error, plan.style);
  terminal.write(Stream::output, text.report);
  terminal.write(Stream::errors, text.errors);
  return ExitStatus::failed;
}

Result<Configuration> read(const std::string& path, std::size_t max_size) {
  Result<std::string> bytes = bytes_of(path, max_size);
  if (!bytes) return std::move(bytes).error();
  Result<Configuration> configuration = Configuration::parse(*std::move(bytes));
  if (configuration) return configuration;
  Error error = std::move(configuration).error();
  error.message = path + ": " + error.message;
  return error;
}

Result<DiffPlan> plan_of(const Arguments& arguments) {
  DiffPlan plan{};
  plan.format = diff_format(arguments.value("format").value_or("text"));
  plan.style = Terminal::style(Stream::output, arguments.value("color").value_or("auto"));
  plan.options.resolve = arguments.has("resolve");
  plan.options.show_secrets = arguments.has("show-secrets");
  plan.options.operations = plan.format->of_operations;
  if (const std::optional<std::string> text = arguments.value("release")) {
    const Result<Release> release = parse_release(*text);
    if (!release) return release.error();
    plan.options.release = *release;
  }
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return max_size.error();
  plan.max_size = *max_size;
  return plan;
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Result<DiffPlan> plan = plan_of(arguments);
  if (!plan) return output_for(arguments, Stream::output, terminal).fail(plan.error());
  const std::vector<std::string>& operands = arguments.operands();
  if (operands.size() != 2)
    return fail(*plan, usage_error("CLI004", "idsxml diff needs two files", "idsxml diff OLD NEW"), terminal);
  const Result<Configuration> before = read(operands[0], plan->max_size);
  if (!before) return fail(*plan, before.error(), terminal);
  const Result<Configuration> after = read(operands[1], plan->max_size);
  if (!after) return fail(*plan, after.error(), terminal);
  Result<Diff> found = diff(*before, *after, Rules::builtin(), plan->options);
  if (!found) return fail(*plan, found.error(), terminal);
  const bool is_same = found->means_the_same();
  const DiffReport report{IDSXML_VERSION, operands[0], operands[1], *std::move(found)};
  const ReportText text = plan->format->write(report, plan->style);
  terminal.write(Stream::output, text.report);
  terminal.write(Stream::errors, text.errors);
  return is_same || !arguments.has("exit-code") ? ExitStatus::done : ExitStatus::attention;
}

constexpr std::array options{
    Option{"format", '\0', "FORMAT", "text|cli", "how the differences are written"},
    Option{"release", '\0', "PRODUCT:VERSION", "",
           "the release whose defaults count; the newest that could have written one of the files without it"},
    Option{"resolve", '\0', "", "", "compare expressions by their default values"},
    Option{"show-secrets", '\0', "", "", "show passwords and the like, which are stars otherwise"},
    Option{"exit-code", '\0', "", "", "exit 1 where there is a difference"},
    max_size_option,
};

constexpr std::array examples{
    Example{"idsxml diff old.xml standalone.xml", "in what a server would see them differ"},
};

}  // namespace

const Command diff_command{"diff",
                           "OLD NEW",
                           "compare two configurations as a server sees them",
                           "Compares two configurations in the server's own terms: resources by their management "
                           "address, attributes by name. White space, comments, the order of what has no order, and "
                           "values that are the release's default make no difference. - is standard input.",
                           options,
                           examples,
                           run};

}  // namespace idsxml::cli
