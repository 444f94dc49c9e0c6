#include "idsxml/detect.hpp"

#include <array>

#include "arguments.hpp"
#include "inputs.hpp"
#include "output.hpp"

namespace idsxml::cli {
namespace {

DetectReport look_at(const std::string& path, std::size_t max_size) {
  DetectReport report;
  report.path = path;
  const Result<Configuration> configuration = configuration_of(path, max_size);
  if (!configuration) {
    report.error = configuration.error();
    return report;
  }
  report.detection = detect(*configuration);
  report.root_namespace = configuration->root_namespace();
  report.ha = configuration->is_ha();
  return report;
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (arguments.operands().empty())
    return output.fail(usage_error("CLI004", "idsxml detect needs a file or a folder", "- is standard input"));
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return output.fail(max_size.error());
  const Inputs inputs = expand(arguments.operands());
  std::vector<DetectReport> files;
  bool failed = !inputs.errors.empty();
  for (const std::string& path : inputs.files) {
    files.push_back(look_at(path, *max_size));
    failed = failed || files.back().error;
  }
  output.print(output.format->detected(inputs.errors, files, output.style));
  return failed ? ExitStatus::failed : ExitStatus::done;
}

constexpr std::array options{max_size_option};

constexpr std::array examples{
    Example{"idsxml detect standalone.xml", "which releases could have written it, and why"},
    Example{"idsxml detect --format json /opt/*/standalone/configuration",
            "the same of every standalone*.xml in these folders"},
};

}  // namespace

const Command detect_command{
    "detect",
    "FILE...",
    "say which releases could have written a file",
    "Says which releases could have written each FILE, and what in it tells. - is standard input; a folder "
    "stands for the standalone*.xml in it.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
