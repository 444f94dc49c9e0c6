#include "idsxml/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <limits>

#include "arguments.hpp"
#include "idsxml/report.hpp"
#include "in_order.hpp"
#include "inputs.hpp"
#include "lint_fix.hpp"
#include "lint_inputs.hpp"
#include "lint_output.hpp"
#include "lint_policy.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "report/diagnostic.hpp"
#include "rule_options.hpp"

namespace idsxml::cli {
namespace {

/// What lint has to say of a file as it is now. Nothing where one that was found in a folder is none for lint.
bool look_at(const LintJob& job, LintedFile& file) {
  Result<std::string> bytes = bytes_of(job.input.path, job.plan->max_size);
  if (!bytes) {
    file.error = bytes.error();
    return true;
  }
  file.bytes = *std::move(bytes);
  Result<Lint> linted = lint(file.bytes, input_kind(file.path), job.plan->settings.rules, job.plan->options);
  if (linted) {
    file.findings = std::move(linted->findings);
  } else if (is_none_of_ours(job.input, linted.error())) {
    return false;
  } else {
    file.error = std::move(linted).error();
  }
  return true;
}

std::optional<LintedFile> lint_file(const LintJob& job, const std::string& stdin_name) {
  const LintPlan& plan = *job.plan;
  LintedFile file{.path = job.input.path == "-" ? stdin_name : job.input.path, .to = plan.options.to};
  file.fail_on = plan.fail_on;
  if (!look_at(job, file)) return std::nullopt;
  const bool can_fix = plan.fix && !file.error && input_kind(file.path) == InputKind::configuration;
  if (can_fix && fix(plan, file)) look_at(job, file);
  if (plan.baseline) plan.baseline->apply(file, plan.asked);
  return file;
}

bool reaches(Severity severity, const LintedFile& file) {
  return std::any_of(file.findings.begin(), file.findings.end(),
                     [&](const Finding& finding) { return !finding.suppression && finding.severity >= severity; });
}

/// Takes away what is above the number of findings that a run reports. Returns how many that were.
std::size_t withhold(LintedFile& file, std::size_t& room) {
  return std::erase_if(file.findings, [&](const Finding& finding) {
    if (finding.suppression) return false;
    if (room == 0) return true;
    --room;
    return false;
  });
}

Result<std::size_t> max_findings_of(const Arguments& arguments) {
  std::size_t number = std::numeric_limits<std::size_t>::max();
  const std::optional<std::string> text = arguments.value("max-findings");
  if (!text) return number;
  const char* end = text->data() + text->size();
  const auto [rest, problem] = std::from_chars(text->data(), end, number);
  if (problem == std::errc() && rest == end) return number;
  return usage_error("CLI003", fmt::format("--max-findings does not take '{}'", *text), "it takes a number");
}

/// No report may be written over these.
std::vector<std::string> read_by(const Arguments& arguments, const LintInputs& inputs) {
  std::vector<std::string> paths;
  for (const char* const option : {"config", "baseline", "write-baseline"})
    if (std::optional<std::string> path = arguments.value(option)) paths.push_back(*std::move(path));
  for (const LintInput& input : inputs.files)
    if (input.path != "-") paths.push_back(input.path);
  return paths;
}

std::string working_folder() {
  std::error_code unknown;
  return std::filesystem::current_path(unknown).string();
}

/// Reports files as they come, and keeps count.
class Run {
 public:
  Run(LintOutputs& outputs, LintRun run, Baseline* to_be_written, std::size_t max_findings)
      : outputs_(outputs), run_(std::move(run)), to_be_written_(to_be_written), room_(max_findings) {
    totals_.failed = run_.errors.size();
    outputs_.begin(run_);
  }

  void report(LintedFile file, Severity fail_on) {
    if (to_be_written_ != nullptr) to_be_written_->add(file);
    attention_ = attention_ || reaches(fail_on, file);
    const LintTotals before = totals_;
    totals_.add(file);
    totals_.withheld += withhold(file, room_);
    outputs_.file(run_, file, before);
  }

  ExitStatus end(const Output& output) {
    if (const std::optional<Error> problem = to_be_written_ != nullptr ? to_be_written_->write() : std::nullopt) {
      output.terminal->write(Stream::errors, report::render(*problem, "idsxml", output.style));
      ++totals_.failed;
    }
    const ExitStatus status = totals_.failed > 0 ? ExitStatus::failed
                              : attention_       ? ExitStatus::attention
                                                 : ExitStatus::done;
    totals_.exit_status = static_cast<int>(status);
    outputs_.end(run_, totals_);
    return outputs_.publish() ? status : ExitStatus::failed;
  }

 private:
  LintOutputs& outputs_;
  LintRun run_;
  Baseline* to_be_written_;
  std::size_t room_;
  LintTotals totals_;
  bool attention_ = false;
};

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (arguments.operands().empty())
    return output.fail(usage_error("CLI004", "idsxml lint needs a file or a folder", "- is standard input"));
  Result<LintPolicy> policy = LintPolicy::of(arguments);
  if (!policy) return output.fail(policy.error());
  const Result<std::size_t> max_findings = max_findings_of(arguments);
  if (!max_findings) return output.fail(max_findings.error());
  LintInputs inputs = lint_inputs(arguments.operands());
  Result<LintWork> work = policy->work_for(inputs.files);
  if (!work) return output.fail(work.error());
  inputs.notices.insert(inputs.notices.end(), work->notices.begin(), work->notices.end());
  const LintPlan& first = work->jobs.empty() ? policy->usual() : *work->jobs.front().plan;
  Result<LintOutputs> outputs = LintOutputs::of(arguments, read_by(arguments, inputs), terminal);
  if (!outputs) return output.fail(outputs.error());
  LintRun about{IDSXML_VERSION, first.options.to, first.settings.rules.list(), std::move(inputs.errors),
                std::move(inputs.notices)};
  about.page_url = arguments.value("pages").value_or(IDSXML_PAGE_URL);
  about.folder = working_folder();
  about.rulebook = first.settings.rules;
  Run run(*outputs, std::move(about), policy->to_be_written(), *max_findings);
  for (LintedFile& file : work->failed) run.report(std::move(file), Severity::error);
  const std::string stdin_name = arguments.value("stdin-filename").value_or("-");
  Progress progress(terminal, arguments.has("quiet") ? 0 : work->jobs.size());
  std::size_t delivered = 0;
  for_each_in_order(
      work->jobs.size(), [&](std::size_t i) { return lint_file(work->jobs[i], stdin_name); },
      [&](std::optional<LintedFile> file) {
        const LintPlan& plan = *work->jobs[delivered++].plan;
        if (file && (file->error || !file->findings.empty())) progress.clear();
        if (file) run.report(*std::move(file), plan.fail_on);
        progress.step();
      });
  progress.clear();
  return run.end(output);
}

constexpr std::array options{
    Option{"to", '\0', "PRODUCT:VERSION", "",
           "the release that shall read the files: keycloak:15, wildfly:26.1; keycloak:13 where neither this nor "
           ".idsxml.toml says it"},
    Option{"only", '\0', "ID,...", "", "only these rules"},
    Option{"skip", '\0', "ID,...", "", "not these rules"},
    rules_option,
    Option{"stdin-filename", '\0', "NAME", "", "what - is called in reports; its ending says what it holds"},
    Option{"fail-on", '\0', "SEVERITY", "error|warning|note",
           "exit 1 where there is a finding of this severity or above; error without it"},
    Option{"max-findings", '\0', "N", "", "report only the first N findings; all of them count"},
    Option{"config", '\0', "FILE", "",
           "settings for all files; .idsxml.toml in the folder of each, or above, without it"},
    Option{"no-config", '\0', "", "", "no settings but those of the command line"},
    Option{"baseline", '\0', "FILE", "", "findings that this file knows do not count"},
    Option{"write-baseline", '\0', "FILE", "", "write all findings that count into this baseline"},
    Option{"fix", '\0', "", "",
           "first do what loses nothing and needs nobody, and keep a backup; see docs/lint-in-ci.md"},
    Option{"no-backup", '\0', "", "", "with --fix: keep no backup"},
    max_size_option,
    lint_format_option,
    lint_output_option,
    Option{"pages", '\0', "URL", "", "where the rules' pages are published, with {id} for the id: for links to them"},
    Option{"verbose", 'v', "", "", "print every finding by itself, with its line of the file; suppressed ones, too"},
};

constexpr std::array examples{
    Example{"idsxml lint --to keycloak:15 standalone.xml", "what Keycloak 15 would refuse or silently change"},
    Example{"idsxml lint --write-baseline known.toml .",
            "begin with what is there; then --baseline known.toml fails on what is new"},
};

}  // namespace

const Command lint_command{
    "lint",
    "FILE...",
    "predict what a release will refuse",
    "Reads each FILE and lists everything that the release of --to would refuse or silently "
    "change. Nothing is written that is not asked for. A FILE is a configuration, a YAML manifest with one in it, a "
    "jboss-cli script, or a realm export in JSON; a folder stands for all of these in it; - is standard input.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
