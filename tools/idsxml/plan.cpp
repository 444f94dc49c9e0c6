#include "idsxml/plan.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <utility>

#include "arguments.hpp"
#include "inputs.hpp"
#include "output.hpp"

namespace idsxml::cli {
namespace {

/// The file that tells about the installation; empty where none does.
std::string configuration_path(const Arguments& arguments) {
  if (const auto named = arguments.value("config")) return *named;
  const auto home = arguments.value("home");
  return home ? *home + "/standalone/configuration/standalone.xml" : std::string();
}

Result<Configuration> read_configuration(const std::string& path, const Arguments& arguments) {
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return max_size.error();
  Result<std::string> bytes = bytes_of(path, *max_size);
  if (!bytes) return std::move(bytes).error();
  return Configuration::parse(*std::move(bytes));
}

Result<Release> release_from(const Arguments& arguments, const std::optional<Configuration>& configuration,
                             const Release& to) {
  if (const auto text = arguments.value("from")) return parse_release(*text);
  if (configuration) return release_before(*configuration, to);
  return usage_error("CLI004", "idsxml plan needs the release there is, or a configuration that tells it",
                     "idsxml plan --from ids:1.4 --to ids:1.5, or --config standalone.xml");
}

/// `path` is set to the configuration's where an error is about that.
Result<PlanOptions> options_of(const Arguments& arguments, std::string& path) {
  if (!arguments.operands().empty())
    return usage_error("CLI005", fmt::format("idsxml plan takes no '{}'", arguments.operands().front()),
                       "a configuration is named with --config");
  const auto to_text = arguments.value("to");
  if (!to_text)
    return usage_error("CLI004", "idsxml plan needs the release to come", "idsxml plan --from ids:1.4 --to ids:1.5");
  const Result<Release> to = parse_release(*to_text);
  if (!to) return to.error();
  PlanOptions options{.from = *to, .to = *to};
  if (const std::string file = configuration_path(arguments); !file.empty()) {
    path = file;
    Result<Configuration> configuration = read_configuration(file, arguments);
    if (!configuration) return std::move(configuration).error();
    options.configuration = *std::move(configuration);
    if (file != "-") options.configuration_name = std::filesystem::path(file).filename().string();
  }
  const Result<Release> from = release_from(arguments, options.configuration, *to);
  if (!from) return from.error();
  path.clear();
  options.from = *from;
  if (arguments.value("platform") == "kubernetes") options.platform = Platform::kubernetes;
  if (arguments.value("chart") == "identity-service") options.chart = Chart::identity_service;
  if (const auto home = arguments.value("home"))
    options.home = std::filesystem::absolute(*home).lexically_normal().string();
  options.release_name = arguments.value("release-name").value_or("");
  options.name_space = arguments.value("namespace").value_or("");
  return options;
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  std::string path;
  const Result<PlanOptions> options = options_of(arguments, path);
  if (!options) return output.fail(options.error(), path);
  Result<Runbook> runbook = plan(*options);
  if (!runbook) return output.fail(runbook.error());
  const PlanFormat* format = plan_format(arguments.value("format").value_or("markdown"));
  output.print(format->write({IDSXML_VERSION, *std::move(runbook)}, output.style));
  return ExitStatus::done;
}

constexpr std::array options{
    Option{"format", '\0', "FORMAT", "markdown|sh|json",
           "markdown for people, sh for a script that runs step by step, json by the schema in docs/schema"},
    Option{"from", '\0', "PRODUCT:VERSION", "", "the release there is; without it, what the configuration tells"},
    Option{"to", '\0', "PRODUCT:VERSION", "", "the release to come"},
    Option{"platform", '\0', "PLATFORM", "zip|kubernetes", "how the server was installed; zip without it"},
    Option{"config", '\0', "FILE", "",
           "the configuration that the server runs with, which tells its database; with --home, "
           "standalone/configuration/standalone.xml in there without it"},
    Option{"home", '\0', "DIR", "", "the folder of the server"},
    Option{"chart", '\0', "CHART", "infrastructure|identity-service",
           "the chart that Identity Service was installed with; infrastructure without it"},
    Option{"release-name", '\0', "NAME", "", "the Helm release"},
    Option{"namespace", '\0', "NAME", "", "the Kubernetes namespace of the release"},
    max_size_option,
};

constexpr std::array examples{
    Example{"idsxml plan --from ids:1.4 --to ids:1.5 --home /opt/alfresco-identity-service-1.4.0",
            "the runbook for this server: what to do, with which commands, how to verify it, and the way back"},
    Example{"idsxml plan --to keycloak:15 --config standalone-ha.xml --format sh > runbook.sh",
            "a script whose steps are run one by one: bash runbook.sh lists them"},
    Example{"idsxml plan --from ids:1.4 --to ids:1.5 --platform kubernetes --release-name knobby-wolf --namespace dbp",
            "the same for a Helm release"},
};

}  // namespace

const Command plan_command{
    "plan",
    "",
    "print the runbook for the upgrade of one installation",
    "Prints the runbook for the upgrade of exactly this installation: what to do in which order, the commands with the "
    "host, port, user and name of its database, how to verify each step, what cannot be undone, and the way back. "
    "Nothing is run, and no password is printed.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
