#include "idsxml/diff.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "arguments.hpp"
#include "diff_sides.hpp"
#include "git_call.hpp"
#include "inputs.hpp"
#include "output.hpp"

namespace idsxml::cli {
namespace {

/// How configurations are compared, and how that is told.
struct DiffPlan {
  const DiffFormat* format;
  DiffOptions options;
  std::size_t max_size = 0;
  bool status_tells = false;  ///< the exit status says whether there is a difference
};

Result<DiffPlan> plan_of(const Arguments& arguments) {
  DiffPlan plan{};
  plan.format = diff_format(arguments.value("format").value_or("text"));
  plan.options.resolve = arguments.has("resolve");
  plan.options.show_secrets = arguments.has("show-secrets");
  plan.options.operations = plan.format->of_operations;
  // As with git: whoever wants to read nothing wants to be told by the status.
  plan.status_tells = arguments.has("exit-code") || arguments.has("quiet");
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

/// What is compared, in the order of the report: --against names the old one.
std::vector<std::string> names_of(const Arguments& arguments) {
  std::vector<std::string> names = arguments.operands();
  if (const std::optional<std::string> against = arguments.value("against")) names.insert(names.begin(), *against);
  return names;
}

std::optional<Error> problem_of_three_way(const Arguments& arguments) {
  const std::string usage = "idsxml diff --three-way BASE MINE THEIRS";
  const std::string format = arguments.value("format").value_or("text");
  if (arguments.has("against")) return usage_error("CLI005", "--three-way and --against exclude each other", usage);
  if (arguments.operands().size() != 3) return usage_error("CLI004", "--three-way needs three configurations", usage);
  if (std::count(arguments.operands().begin(), arguments.operands().end(), "-") > 1)
    return usage_error("CLI005", "standard input can be one of the files only", "name a file for the others");
  if (diff_format(format)->three_way == nullptr)
    return usage_error("CLI005", "--three-way cannot be written as " + format, "--format text or --format json");
  return std::nullopt;
}

std::optional<Error> problem_of(const Arguments& arguments) {
  const std::vector<std::string> names = names_of(arguments);
  const bool is_against = arguments.has("against");
  const std::string usage = is_against ? "idsxml diff --against keycloak:12 FILE" : "idsxml diff OLD NEW";
  if (arguments.has("quiet") && arguments.has("verbose"))
    return usage_error("CLI005", "--quiet and --verbose exclude each other");
  if (arguments.has("three-way")) return problem_of_three_way(arguments);
  if (names.size() < 2)
    return usage_error("CLI004", is_against ? "a file is missing" : "idsxml diff needs two files", usage);
  if (names.size() > 2) return usage_error("CLI005", "idsxml diff compares two files, and no more", usage);
  if (names[0] == "-" && names[1] == "-")
    return usage_error("CLI005", "standard input can be one of the two files only", "name a file for the other");
  return std::nullopt;
}

std::vector<Notice> notices_about(const NamedSide& before, const NamedSide& after) {
  const bool is_one = before.name != "-" && real_path(before.name) == real_path(after.name);
  if (!is_one) return {};
  return {{"DIF002", Severity::warning, "both are one and the same file", "name the other one"}};
}

ExitStatus compare(const NamedSide& before, const NamedSide& after, const DiffPlan& plan, const Output& output) {
  Result<Diff> found = diff(before.side, after.side, Rules::builtin(), plan.options);
  if (!found) return output.fail(found.error());
  const bool differs = !found->means_the_same();
  const DiffReport report{IDSXML_VERSION, before.name, after.name, *std::move(found), notices_about(before, after)};
  output.print(plan.format->write(report, output.style));
  return differs && plan.status_tells ? ExitStatus::attention : ExitStatus::done;
}

ExitStatus compare_three(const std::vector<NamedSide>& sides, const DiffPlan& plan, const Output& output) {
  Result<ThreeWay> found = three_way(sides[0].side, sides[1].side, sides[2].side, Rules::builtin(), plan.options);
  if (!found) return output.fail(found.error());
  const bool collides = !found->collisions.empty();
  const ThreeWayReport report{IDSXML_VERSION, sides[0].name, sides[1].name, sides[2].name, *std::move(found)};
  output.print(plan.format->three_way(report, output.style));
  return collides && plan.status_tells ? ExitStatus::attention : ExitStatus::done;
}

/// Reads what git has put into a file, which reports call `name`; nothing where the error is printed.
std::optional<NamedSide> side_for_git(const std::string& path, const std::string& name, const DiffPlan& plan,
                                      const Output& output) {
  Result<Configuration> configuration = configuration_of(path, plan.max_size);
  if (configuration) return NamedSide{name, *std::move(configuration)};
  output.fail(configuration.error(), name);
  return std::nullopt;
}

/// As git's diff driver. Only what is wrong with the call itself fails: git would end the whole diff.
ExitStatus run_for_git(const Arguments& arguments, const Output& output) {
  const Result<GitCall> call = git_call(arguments.operands());
  if (!call) return output.fail(call.error());
  Result<DiffPlan> plan = plan_of(arguments);
  if (!plan) return output.fail(plan.error());
  plan->status_tells = false;
  output.print({call->heading(), ""});
  if (call->is_unmerged || !call->before.is_there() || !call->after.is_there()) return ExitStatus::done;
  const std::optional<NamedSide> before = side_for_git(call->before.file, "a/" + call->before.path, *plan, output);
  const std::optional<NamedSide> after = side_for_git(call->after.file, "b/" + call->after.path, *plan, output);
  if (before && after) compare(*before, *after, *plan, output);
  return ExitStatus::done;
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (arguments.has("git")) return run_for_git(arguments, output);
  if (const std::optional<Error> problem = problem_of(arguments)) return output.fail(*problem);
  const Result<DiffPlan> plan = plan_of(arguments);
  if (!plan) return output.fail(plan.error());
  std::string path;  // of what could not be read
  const Result<std::vector<NamedSide>> sides =
      sides_of(names_of(arguments), {arguments.value("profile"), plan->max_size}, path);
  if (!sides) return output.fail(sides.error(), path);
  if (arguments.has("three-way")) return compare_three(*sides, *plan, output);
  return compare(sides->front(), sides->back(), *plan, output);
}

constexpr std::array options{
    Option{"format", '\0', "FORMAT", "text|json|markdown|html|cli",
           "text for people, json by the schema in docs/schema, markdown for the comment of a merge "
           "request, html for a browser: one file that needs no other, cli for jboss-cli: the operations that make NEW "
           "of OLD"},
    Option{"release", '\0', "PRODUCT:VERSION", "",
           "the release whose defaults count; the newest that could have written one of the files without it"},
    Option{
        "against", '\0', "RELEASE|HOME|FILE", "",
        "what FILE is compared with: the configuration that a release such as keycloak:12 is shipped with, that of the "
        "server installed in a folder, or a file"},
    Option{
        "profile", '\0', "PROFILE", "",
        "which configuration of a release or a server: standalone, ha, full, full-ha ...; the one most like the file "
        "without it"},
    Option{"three-way", '\0', "", "",
           "compare what MINE and THEIRS made of BASE: only one of them, both, or each something else; each may be a "
           "release, too"},
    Option{"resolve", '\0', "", "", "compare expressions by their default values"},
    Option{"show-secrets", '\0', "", "", "show passwords and the like, which are stars otherwise"},
    Option{"exit-code", '\0', "", "", "exit 1 where there is a difference, or with --three-way a collision"},
    Option{"quiet", 'q', "", "", "print errors only; implies --exit-code"},
    Option{"verbose", 'v', "", "", "print long values whole"},
    Option{"git", '\0', "", "", "compare what git hands to a diff driver: docs/git.md"},
    max_size_option,
};

constexpr std::array examples{
    Example{"idsxml diff old.xml standalone.xml", "in what they differ for a server"},
    Example{"git show HEAD:standalone.xml | idsxml diff --exit-code - standalone.xml",
            "what changed since the last commit; exit 1 if anything did"},
    Example{"idsxml diff --against keycloak:12 standalone.xml", "what was changed since Keycloak 12 was installed"},
    Example{"idsxml diff --three-way keycloak:12 standalone.xml keycloak:15",
            "which of these changes Keycloak 15 has changed as well"},
};

}  // namespace

const Command diff_command{
    "diff",
    "OLD NEW",
    "compare two configurations as a server sees them",
    "Compares two configurations in the server's own terms: resources by their management "
    "address, attributes by name. White space, comments, the order of what has no order, and "
    "values that are the release's default make no difference. Each may also be a release such as "
    "keycloak:12, whose own configuration is taken, or the home of a server. - is standard input.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
