#include "lint_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "glob.hpp"
#include "inputs.hpp"
#include "rule_options.hpp"
#include "rules/selection.hpp"

namespace idsxml::cli {
namespace {

namespace fs = std::filesystem;

/// Without --to and settings that say it.
constexpr Release default_target{Product::keycloak, {13, 0}};

std::optional<Error> conflict(const Arguments& arguments) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> pairs{{
      {"config", "no-config"},
      {"baseline", "write-baseline"},
  }};
  for (const auto& [one, other] : pairs)
    if (arguments.has(one) && arguments.has(other))
      return usage_error("CLI005", fmt::format("--{} and --{} exclude each other", one, other),
                         one == "baseline" ? "--write-baseline reads the file, too, before it writes it" : "");
  const std::vector<std::string>& operands = arguments.operands();
  if (arguments.has("fix") && std::find(operands.begin(), operands.end(), "-") != operands.end())
    return usage_error("CLI005", "--fix needs a file, not - (standard input)",
                       "idsxml migrate - writes to standard output");
  return std::nullopt;
}

std::set<std::string, std::less<>> rules_asked(const Rules& rules, const LintOptions& options) {
  const rules::Tables& tables = rules.state().tables;
  const rules::Selection selection(tables, options.to, options.only, options.skip);
  std::set<std::string, std::less<>> asked;
  for (const rules::Rule& rule : tables.rules)
    if (selection.takes(rule)) asked.emplace(tables.text(rule.id));
  return asked;
}

bool is_named_by_any(const std::vector<std::string>& patterns, const std::string& path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return is_named_by(pattern, path); });
}

/// As patterns see it: from the folder of the settings, with '/'.
std::string seen_from(const std::string& settings, const std::string& path) {
  std::error_code problem;
  const fs::path folder = fs::weakly_canonical(fs::absolute(settings, problem).parent_path(), problem);
  return fs::weakly_canonical(fs::absolute(path, problem), problem).lexically_relative(folder).generic_string();
}

}  // namespace

Result<LintPolicy> LintPolicy::of(const Arguments& arguments) {
  if (std::optional<Error> error = conflict(arguments)) return *std::move(error);
  LintPolicy policy(arguments);
  LintPlan& usual = policy.usual_;
  Result<Rules> rules = rules_of(arguments);
  if (!rules) return std::move(rules).error();
  usual.settings.rules = *std::move(rules);
  const Result<Release> to = parse_release(arguments.value("to").value_or(to_string(default_target)));
  if (!to) return to.error();
  usual.options = {.to = *to, .only = arguments.list("only"), .skip = arguments.list("skip")};
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return max_size.error();
  usual.max_size = *max_size;
  usual.fail_on = severity_named(arguments.value("fail-on").value_or("")).value_or(Severity::error);
  usual.fix = arguments.has("fix");
  usual.backup = !arguments.has("no-backup");
  if (usual.fix) usual.servers = running_servers();
  return policy;
}

Result<LintWork> LintPolicy::work_for(const std::vector<LintInput>& files) {
  LintWork work;
  for (const LintInput& file : files) {
    const std::string name = file.path == "-" ? arguments_.value("stdin-filename").value_or("-") : file.path;
    const LintPlan* plan = plan_for(name, work);
    if (plan != nullptr && takes(*plan, file, work)) work.jobs.push_back({file, plan});
  }
  for (const auto& [path, baseline] : baselines_) {
    if (!baseline || arguments_.has("write-baseline")) continue;
    for (Notice& notice : (*baseline)->lost()) work.notices.push_back(std::move(notice));
  }
  if (std::optional<Error> error = unknown_id()) return *std::move(error);
  return work;
}

std::optional<Error> LintPolicy::unknown_id() const {
  std::vector<RuleSummary> known = usual_.settings.rules.list();
  for (const auto& [path, plan] : plans_) {
    if (!plan) return std::nullopt;  // it may know them
    const std::vector<RuleSummary> own = plan->settings.rules.list();
    known.insert(known.end(), own.begin(), own.end());
  }
  for (const std::vector<std::string>* ids : {&usual_.options.only, &usual_.options.skip})
    for (const std::string& id : *ids)
      if (std::none_of(known.begin(), known.end(), [&](const RuleSummary& rule) { return rule.id == id; }))
        return unknown_rule(id, known);
  return std::nullopt;
}

Baseline* LintPolicy::to_be_written() const {
  const std::optional<std::string> path = arguments_.value("write-baseline");
  const auto found = path ? baselines_.find(*path) : baselines_.end();
  return found == baselines_.end() || !found->second ? nullptr : found->second->get();
}

bool LintPolicy::takes(const LintPlan& plan, const LintInput& input, LintWork& work) {
  const std::string& path = input.path;
  const Settings& settings = plan.settings;
  if (path == "-" || (settings.include.empty() && settings.exclude.empty())) return true;
  const std::string seen = seen_from(settings.path, path);
  if (is_named_by_any(settings.exclude, seen)) {
    if (!input.is_found)
      work.notices.push_back({"LNT001", Severity::note, fmt::format("'{}' is excluded by '{}'", path, settings.path),
                              "--no-config looks at it all the same"});
    return false;
  }
  return !input.is_found || settings.include.empty() || is_named_by_any(settings.include, seen);
}

std::string LintPolicy::settings_for(const std::string& path) {
  if (arguments_.has("no-config")) return {};
  if (const std::optional<std::string> given = arguments_.value("config")) return *given;
  std::error_code ignored;
  return settings_in(fs::absolute(path, ignored).lexically_normal().parent_path());
}

const std::string& LintPolicy::settings_in(const fs::path& folder) {
  const auto [found, is_new] = settings_by_folder_.try_emplace(folder.string());
  if (!is_new) return found->second;
  std::error_code ignored;
  const fs::path own = folder / settings_name;
  if (fs::exists(own, ignored)) {
    found->second = own.string();
  } else if (folder != folder.parent_path()) {
    found->second = settings_in(folder.parent_path());
  }
  return found->second;
}

const LintPlan* LintPolicy::plan_for(const std::string& path, LintWork& work) {
  const std::string settings = settings_for(path);
  auto found = plans_.find(settings);
  if (found == plans_.end()) found = plans_.emplace(settings, plan_by(settings, work)).first;
  return found->second ? &*found->second : nullptr;
}

std::optional<LintPlan> LintPolicy::plan_by(const std::string& settings, LintWork& work) {
  if (settings.empty()) return combined(usual_.settings, work);
  Result<Settings> read = read_settings(settings, arguments_.value("rules").value_or(""));
  if (read) return combined(*std::move(read), work);
  work.failed.push_back({.path = settings, .to = usual_.options.to, .error = std::move(read).error()});
  return std::nullopt;
}

std::optional<LintPlan> LintPolicy::combined(Settings settings, LintWork& work) {
  LintPlan plan = usual_;
  const std::string write = arguments_.value("write-baseline").value_or("");
  const std::string baseline = arguments_.value("baseline").value_or(write.empty() ? settings.baseline : write);
  if (!baseline.empty()) {
    const std::optional<std::shared_ptr<Baseline>> read = baseline_at(baseline, work);
    if (!read) return std::nullopt;
    plan.baseline = *read;
  }
  plan.settings = std::move(settings);
  if (!arguments_.has("to")) plan.options.to = plan.settings.to.value_or(plan.options.to);
  if (!arguments_.has("only")) plan.options.only = plan.settings.only;
  plan.options.skip.insert(plan.options.skip.end(), plan.settings.skip.begin(), plan.settings.skip.end());
  plan.options.severities = plan.settings.severities;
  if (!arguments_.has("fail-on")) plan.fail_on = plan.settings.fail_on.value_or(plan.fail_on);
  plan.asked = rules_asked(plan.settings.rules, plan.options);
  return plan;
}

std::optional<std::shared_ptr<Baseline>> LintPolicy::baseline_at(const std::string& path, LintWork& work) {
  const auto [found, is_new] = baselines_.try_emplace(path);
  if (!is_new) return found->second;
  std::error_code ignored;
  const bool begins = arguments_.has("write-baseline") && !fs::exists(path, ignored);
  Result<Baseline> read = begins ? Baseline(path) : Baseline::read(path);
  if (read) {
    found->second = std::make_shared<Baseline>(*std::move(read));
  } else {
    work.failed.push_back({.path = path, .to = usual_.options.to, .error = std::move(read).error()});
  }
  return found->second;
}

}  // namespace idsxml::cli
