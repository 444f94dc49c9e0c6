#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "arguments.hpp"
#include "in_order.hpp"
#include "inputs.hpp"
#include "migration.hpp"
#include "output.hpp"
#include "page_output.hpp"
#include "report/diagnostic.hpp"
#include "rule_options.hpp"

namespace idsxml::cli {
namespace {

/// Without --to. It changes with a major version of idsxml only; 16 and later always need an explicit --to.
constexpr Release default_target{Product::keycloak, {13, 0}};
constexpr std::string_view default_target_hint =
    "Keycloak 14 and 15 boot the result, too; --to names another release, such as --to keycloak:15.";

Result<std::optional<Release>> release_option(const Arguments& arguments, std::string_view option) {
  const std::optional<std::string> text = arguments.value(option);
  if (!text) return std::optional<Release>();
  Result<Release> release = parse_release(*text);
  if (!release) return std::move(release).error();
  return std::optional<Release>(*release);
}

std::optional<Error> conflict(const Arguments& arguments, const Inputs& inputs) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> pairs{{
      {"o", "in-place"},
      {"o", "backup-dir"},
      {"no-backup", "backup-dir"},
      {"no-backup", "in-place"},
      {"quiet", "verbose"},
  }};
  const auto dashed = [](std::string_view option) {
    return fmt::format("{}{}", option.size() == 1 ? "-" : "--", option);
  };
  for (const auto& [one, other] : pairs)
    if (arguments.has(one) && arguments.has(other))
      return usage_error("CLI005", fmt::format("{} and {} exclude each other", dashed(one), dashed(other)));
  const std::vector<std::string>& operands = arguments.operands();
  const bool stream = std::find(operands.begin(), operands.end(), "-") != operands.end();
  if (stream && operands.size() > 1)
    return usage_error("CLI005", "- (standard input) cannot be combined with other files");
  if (stream && arguments.has("in-place"))
    return usage_error("CLI005", "--in-place needs a file, not - (standard input)");
  if (arguments.has("o") && inputs.files.size() > 1)
    return usage_error("CLI005", fmt::format("-o takes one FILE, and here are {}", inputs.files.size()),
                       "leave -o out: each file is then replaced, after a backup");
  return std::nullopt;
}

/// A mistyped id must not pass for a rule that found nothing to do.
std::optional<Error> check_ids(const MigrationPlan& plan) {
  if (plan.options.only.empty() && plan.options.skip.empty()) return std::nullopt;
  const std::vector<RuleSummary> rules = plan.rules.list();
  for (const std::vector<std::string>* ids : {&plan.options.only, &plan.options.skip})
    for (const std::string& id : *ids)
      if (std::none_of(rules.begin(), rules.end(), [&](const RuleSummary& rule) { return rule.id == id; }))
        return unknown_rule(id, rules);
  return std::nullopt;
}

/// The content of --keycloak-server-json.
std::optional<Error> read_server_json(const Arguments& arguments, MigrationPlan& plan) {
  const std::optional<std::string> path = arguments.value("keycloak-server-json");
  if (!path) return std::nullopt;
  Result<InputFile> file = read_file(*path, plan.max_size);
  if (!file) return std::move(file).error();
  plan.options.keycloak_server_json = std::move(file->bytes);
  std::optional<Error> error = check_keycloak_server_json(*plan.options.keycloak_server_json);
  if (error) error->message = *path + ": " + error->message;
  return error;
}

RunMode mode_of(const Arguments& arguments) {
  if (arguments.has("dry-run")) return RunMode::dry_run;
  return arguments.has("check") ? RunMode::check : RunMode::write;
}

Result<MigrationPlan> plan_of(const Arguments& arguments) {
  const Result<std::optional<Release>> to = release_option(arguments, "to");
  if (!to) return to.error();
  const Result<std::optional<Release>> from = release_option(arguments, "from");
  if (!from) return from.error();
  Result<Rules> rules = rules_of(arguments);
  if (!rules) return std::move(rules).error();
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return max_size.error();

  MigrationPlan plan{.rules = *std::move(rules), .options = {.to = to->value_or(default_target)}};
  plan.options.minimal = arguments.has("minimal");
  plan.options.only = arguments.list("only");
  plan.options.skip = arguments.list("skip");
  plan.from = *from;
  plan.run.version = IDSXML_VERSION;
  plan.run.to = plan.options.to;
  plan.run.mode = mode_of(arguments);
  plan.run.rulebook = plan.rules;
  if (!to->has_value()) plan.run.hint = default_target_hint;
  plan.check = arguments.has("check");
  plan.restore = arguments.has("restore");
  plan.max_size = *max_size;
  plan.output = arguments.value("o").value_or(arguments.operands().front() == "-" ? "-" : "");
  plan.replace.backup = !arguments.has("no-backup");
  plan.replace.backup_directory = arguments.value("backup-dir").value_or("");
  plan.replace.in_place = arguments.has("in-place");
  if (std::optional<Error> error = check_ids(plan)) return *std::move(error);
  if (std::optional<Error> error = read_server_json(arguments, plan)) return *std::move(error);
  return plan;
}

/// Whether a person agrees to several files at once; an error where there is nobody to ask.
std::optional<Error> consent(const Arguments& arguments, const MigrationPlan& plan, const Inputs& inputs,
                             Terminal& terminal) {
  const std::size_t count = inputs.files.size();
  if (count < 2 || plan.run.mode != RunMode::write || arguments.has("yes")) return std::nullopt;
  const Error refusal = usage_error("CLI006", fmt::format("{} files are to be migrated, and nobody said yes", count),
                                    "--yes says it; --dry-run shows what would be done");
  if (!Terminal::can_ask()) return refusal;
  const bool agreed = terminal.ask(fmt::format("Migrate {} files to {}?", count, name_of(plan.run.to)));
  return agreed ? std::nullopt : std::optional<Error>(refusal);
}

/// Where reports go: what the program makes comes first on standard output.
Stream report_stream(const Arguments& arguments) {
  const bool to_stdout =
      arguments.value("o").value_or("") == "-" || (!arguments.has("o") && arguments.operands().front() == "-");
  if (arguments.has("check") && !arguments.has("dry-run")) return Stream::output;
  const bool json = arguments.value("format").value_or("text") == "json";
  if (arguments.has("dry-run")) return json ? Stream::output : Stream::errors;
  return to_stdout ? Stream::errors : Stream::output;
}

struct Rendered {
  ReportText text;
  std::string product;
  PageSection section;  ///< where a page is asked for
  Totals totals;
};

ExitStatus status_of(const MigrationPlan& plan, const Totals& totals) {
  if (totals.failed > 0 || !plan.run.errors.empty()) return ExitStatus::failed;
  const bool would_change = plan.check && totals.changed > 0;
  return totals.left > 0 || would_change ? ExitStatus::attention : ExitStatus::done;
}

ExitStatus migrate_all(const MigrationPlan& plan, const Inputs& inputs, const Output& output,
                       std::optional<PageOutput>& page) {
  const ReportFormat& format = *output.format;
  const bool difference_in_report = output.stream == Stream::output && plan.run.mode == RunMode::dry_run;
  output.print(format.begin(plan.run, output.style));
  const auto backup_ready = [&](std::string_view path) {
    output.terminal->write(Stream::errors, fmt::format("backup: {}\n", path));
  };
  const auto work = [&](std::size_t i) {
    MigratedFile file = migrate_file(plan, inputs.files[i], backup_ready);
    Rendered rendered;
    rendered.text = format.file(plan.run, file.report, i, output.style);
    if (page) rendered.section = page->format().section(plan.run, file.report, i);
    if (!difference_in_report) rendered.product = std::move(file.product);
    rendered.totals.add(file.report);
    return rendered;
  };
  Totals totals;
  std::vector<PageSection> sections;
  const auto deliver = [&](Rendered rendered) {
    const bool shown = plan.run.mode == RunMode::dry_run && Terminal::is_interactive(Stream::output);
    output.terminal->write(Stream::output, shown ? shown_diff(rendered.product, output.style) : rendered.product);
    output.print(rendered.text);
    totals.add(rendered.totals);
    if (page) sections.push_back(std::move(rendered.section));
  };
  for_each_in_order(inputs.files.size(), work, deliver);
  const ExitStatus status = status_of(plan, totals);
  totals.exit_status = static_cast<int>(status);
  output.print(format.end(plan.run, totals, output.style));
  if (!page) return status;
  const std::optional<Error> error = page->publish(plan.run, totals, sections);
  if (!error) return status;
  output.terminal->write(Stream::errors, report::render(*error, "idsxml", {}));
  return ExitStatus::failed;
}

/// The files that the run reads or writes.
std::vector<std::string> kept_files(const Arguments& arguments, const Inputs& inputs) {
  std::vector<std::string> kept = inputs.files;
  for (const std::string_view option : {"o", "keycloak-server-json"})
    if (const std::optional<std::string> path = arguments.value(option)) kept.push_back(*path);
  return kept;
}

/// A torn file on its own may be restored by a word of the person who is there.
void offer_restore(MigrationPlan& plan, const Inputs& inputs, Terminal& terminal) {
  if (plan.restore || inputs.files.size() != 1 || inputs.files.front() == "-" || plan.run.mode != RunMode::write ||
      !Terminal::can_ask())
    return;
  const Result<std::optional<TornFile>> found = torn(inputs.files.front());
  if (!found || !found->has_value() || (*found)->state != TornFile::State::torn) return;
  plan.restore = terminal.ask(fmt::format(
      "An earlier run was interrupted while it wrote this file. Restore it from '{}'?", (*found)->backup_path));
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  if (arguments.operands().empty())
    return output_for(arguments, Stream::output, terminal)
        .fail(usage_error("CLI004", "idsxml migrate needs a file or a folder",
                          "idsxml migrate standalone.xml; examples: idsxml migrate --help"));
  const Output output = output_for(arguments, report_stream(arguments), terminal);
  Inputs inputs = expand(arguments.operands());
  if (std::optional<Error> error = conflict(arguments, inputs)) return output.fail(*error);
  Result<MigrationPlan> plan = plan_of(arguments);
  if (!plan) return output.fail(plan.error());
  if (std::optional<Error> error = consent(arguments, *plan, inputs, terminal)) return output.fail(*error);
  Result<std::optional<PageOutput>> page = PageOutput::of(arguments, kept_files(arguments, inputs));
  if (!page) return output.fail(page.error());
  plan->run.errors = std::move(inputs.errors);
  plan->run.notices = std::move(inputs.notices);
  if (plan->run.mode == RunMode::write && plan->output.empty()) plan->servers = running_servers();
  offer_restore(*plan, inputs, terminal);
  return migrate_all(*plan, inputs, output, *page);
}

constexpr std::array options{
    Option{"to", '\0', "PRODUCT:VERSION", "",
           "the release to migrate to: keycloak:15, keycloak:13.0.1, ids:1.5, rhsso:7.5, wildfly:23; keycloak:13 "
           "without it"},
    Option{"from", '\0', "PRODUCT:VERSION", "",
           "the release that wrote the files, for the report; recognised without it"},
    Option{"minimal", '\0', "", "", "only what the release refuses to boot with"},
    Option{"only", '\0', "ID,...", "", "only these rules"},
    Option{"skip", '\0', "ID,...", "", "not these rules"},
    rules_option,
    Option{"keycloak-server-json", '\0', "FILE", "", "take over the settings of a keycloak-server.json"},
    Option{"dry-run", 'n', "", "", "write nothing; print a diff that git apply and patch -p1 take"},
    Option{"check", '\0', "", "", "write nothing; exit 1 if anything would change or is left to do"},
    Option{"", 'o', "OUT", "", "write to OUT and leave FILE as it is; - is standard output"},
    Option{"no-backup", '\0', "", "", "keep no backup"},
    Option{"backup-dir", '\0', "DIR", "", "put backups into DIR instead of beside the files"},
    Option{"in-place", '\0', "", "",
           "overwrite the content of FILE where it cannot be replaced, such as one mounted into a container"},
    Option{"restore", '\0', "", "", "first restore files that an interrupted --in-place has torn"},
    Option{"yes", 'y', "", "", "do not ask before migrating several files"},
    page_option,
    max_size_option,
    Option{"verbose", 'v', "", "", "print every edit"},
};

constexpr std::array examples{
    Example{"idsxml migrate --dry-run standalone.xml",
            "show the changes as a diff, and what is left to do; nothing is written"},
    Example{"idsxml migrate standalone.xml",
            "replace the file; the old one is kept as standalone.xml.keycloak-12.bak or the like"},
    Example{"idsxml migrate --to ids:1.6 -o new.xml standalone.xml",
            "for Alfresco Identity Service 1.6, into another file"},
    Example{"idsxml migrate --dry-run --report migration.html standalone.xml > /dev/null",
            "write a page to read in a browser first: what would change, and why"},
    Example{"idsxml migrate --check --format json /opt/*/standalone/configuration",
            "in a CI job: does any of these need a migration?"},
    Example{"ssh host cat standalone.xml | idsxml migrate - > standalone.xml",
            "from standard input to standard output"},
};

}  // namespace

const Command migrate_command{"migrate",
                              "FILE...",
                              "make configurations fit a newer release",
                              "Makes each FILE one that the release of --to boots, and keeps the old one beside it. "
                              "Only what has to change is changed: comments, "
                              "layout and everything that no rule knows stay as they are. A folder stands for the "
                              "standalone*.xml in it; - is standard "
                              "input, whose result goes to standard output.",
                              options,
                              examples,
                              run};

}  // namespace idsxml::cli
