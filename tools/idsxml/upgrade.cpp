#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "archive.hpp"
#include "arguments.hpp"
#include "idsxml/upgrade_report.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "report/upgrade_tree.hpp"
#include "rule_options.hpp"

namespace idsxml::cli {
namespace {

/// What a run of the command has at hand.
struct Upgrade {
  const Arguments* arguments;
  Output output;
  const UpgradeFormat* format;
  Rules rules;

  bool has(std::string_view option) const { return arguments->has(option); }
  const std::string& new_home() const { return arguments->operands().back(); }
  ExitStatus fail(const Error& error) const { return output.fail(error); }
};

ExitStatus status_of(bool needs_attention) {
  return needs_attention ? ExitStatus::attention : ExitStatus::done;
}

/// What stands in a terminal's last line while it goes on.
UpgradeProgress progress_on(Progress& progress) {
  return [&progress](std::uint64_t done, std::uint64_t total) {
    progress.show(fmt::format("{} of {}", report::size_text(done), report::size_text(total)));
    return true;
  };
}

ExitStatus finish(const Upgrade& upgrade, const Result<UpgradeResult>& result, const UpgradeReport* report) {
  if (!result) return upgrade.fail(result.error());
  upgrade.output.print(upgrade.format->done(*result, report, upgrade.output.style));
  return status_of(result->needs_attention);
}

ExitStatus begin(const Upgrade& upgrade) {
  UpgradeOptions options;
  options.old_home = upgrade.arguments->operands().front();
  options.new_home = upgrade.new_home();
  options.original = upgrade.arguments->value("original").value_or("");
  options.rules = upgrade.rules;
  Result<UpgradePlan> plan = plan_upgrade(options);
  if (!plan) return upgrade.fail(plan.error());
  UpgradeReport report{
      IDSXML_VERSION, upgrade.has("dry-run") ? RunMode::dry_run : RunMode::write, *std::move(plan), {}};
  report.obstacles = obstacles(report.plan, upgrade.has("ignore-ports"));
  upgrade.output.print(upgrade.format->plan(report, upgrade.output.style));
  if (!report.obstacles.empty()) return ExitStatus::failed;
  if (report.mode == RunMode::dry_run) return status_of(report.plan.needs_attention());
  if (const std::optional<std::string> archive = upgrade.arguments->value("archive"))
    if (const std::optional<Error> error = make_archive(report.plan.from.path, *archive)) return upgrade.fail(*error);
  Progress progress(*upgrade.output.terminal, 2);
  const Result<UpgradeResult> result =
      run_upgrade(report.plan, upgrade.rules, stored_report(report), progress_on(progress));
  progress.clear();
  return finish(upgrade, result, &report);
}

Error other_home(const UpgradeState& state, const std::string& named) {
  return usage_error("UPG015",
                     fmt::format("the upgrade that was begun is from '{}', not from '{}'", state.old_home, named),
                     "name that one, or only the new home");
}

ExitStatus resume(const Upgrade& upgrade) {
  const Result<UpgradeState> state = upgrade_state(upgrade.new_home());
  if (!state) return upgrade.fail(state.error());
  const bool names_old_home = upgrade.arguments->operands().size() == 2;
  // Interrupted before it began: then it begins.
  if (state->stage == UpgradeState::Stage::none && names_old_home) return begin(upgrade);
  if (state->stage != UpgradeState::Stage::none) {
    std::error_code ignored;
    const std::string& old_home = upgrade.arguments->operands().front();
    if (names_old_home && !std::filesystem::equivalent(old_home, state->old_home, ignored))
      return upgrade.fail(other_home(*state, old_home));
  }
  Progress progress(*upgrade.output.terminal, 2);
  const Result<UpgradeResult> result = resume_upgrade(upgrade.new_home(), upgrade.rules, progress_on(progress));
  progress.clear();
  const bool for_people = upgrade.format->name == "text";
  if (result && for_people && !upgrade.output.style.quiet)
    upgrade.output.terminal->write(Stream::output, result->report);
  return finish(upgrade, result, nullptr);
}

ExitStatus undo(const Upgrade& upgrade) {
  const Result<Undone> undone = undo_upgrade(upgrade.new_home());
  if (!undone) return upgrade.fail(undone.error());
  upgrade.output.print(upgrade.format->undone(*undone, upgrade.output.style));
  return ExitStatus::done;
}

std::optional<Error> misuse(const Arguments& arguments) {
  int modes = 0;
  for (const std::string_view mode : {"resume", "undo", "dry-run"}) modes += arguments.has(mode) ? 1 : 0;
  if (modes > 1) return usage_error("CLI005", "--resume, --undo and --dry-run exclude each other");
  if (arguments.has("undo") && arguments.has("archive"))
    return usage_error("CLI005", "--undo and --archive exclude each other");
  const std::size_t count = arguments.operands().size();
  const bool one_is_enough = arguments.has("resume") || arguments.has("undo");
  if (count == 2 || (count == 1 && one_is_enough)) return std::nullopt;
  if (one_is_enough)
    return usage_error("CLI004", "idsxml upgrade needs the new home", "idsxml upgrade --undo NEW_HOME");
  return usage_error("CLI004", "idsxml upgrade needs two homes", "idsxml upgrade OLD_HOME NEW_HOME");
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  if (const std::optional<Error> error = misuse(arguments)) return output.fail(*error);
  Result<Rules> rules = rules_of(arguments);
  if (!rules) return output.fail(rules.error());
  const Upgrade upgrade{&arguments, output, upgrade_format(output.format->name), *std::move(rules)};
  if (arguments.has("undo")) return undo(upgrade);
  return arguments.has("resume") ? resume(upgrade) : begin(upgrade);
}

constexpr std::array options{
    Option{"dry-run", 'n', "", "", "change nothing; print what would be done"},
    Option{"resume", '\0', "", "", "go on with an upgrade that was interrupted"},
    Option{"undo", '\0', "", "", "take an upgrade back, finished or not: make NEW_HOME what it was before"},
    Option{"archive", '\0', "FILE", "", "first make a tar archive of OLD_HOME, compressed as the name says: .tar.gz"},
    Option{"original", '\0', "DIR", "",
           "the old release as it is shipped, unpacked: then it is known for certain what was changed in OLD_HOME"},
    Option{"ignore-ports", '\0', "", "", "do not mind that an unknown program listens on a port of the old server"},
    rules_option,
};

constexpr std::array examples{
    Example{"idsxml upgrade --dry-run /opt/keycloak-12.0.4 /opt/keycloak-15.0.2",
            "what would be carried over, how much space it takes, and what is left to do"},
    Example{"idsxml upgrade /opt/keycloak-12.0.4 /opt/keycloak-15.0.2",
            "do it; the old installation stays as it is, as the backup"},
    Example{"idsxml upgrade --resume /opt/keycloak-15.0.2", "go on after a full disk or a power cut"},
    Example{"idsxml upgrade --undo /opt/keycloak-15.0.2", "make the new installation what it was when it was unpacked"},
};

}  // namespace

const Command upgrade_command{
    "upgrade",
    "OLD_HOME NEW_HOME",
    "carry an installation into a newer one",
    "Carries what is yours in OLD_HOME into NEW_HOME, the newer release as it was unpacked: standalone and domain with "
    "data, deployments, users and keys, each standalone*.xml made to fit the new release, modules, themes and "
    "providers. "
    "OLD_HOME is only read and stays as the backup; neither server may run. The database is not touched. What was "
    "changed in bin is shown, and bin stays as it is. An interrupted upgrade can be resumed or undone.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
