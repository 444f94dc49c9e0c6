#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "arguments.hpp"
#include "baseline.hpp"
#include "idsxml/file.hpp"
#include "idsxml/lint.hpp"
#include "lint_inputs.hpp"
#include "settings.hpp"

namespace idsxml::cli {

/// What `idsxml lint` was asked to do with the files that one settings file is for: the command line wins over it.
struct LintPlan {
  Settings settings;
  LintOptions options;
  std::set<std::string, std::less<>> asked = {};  ///< the ids of the rules that are for the target
  Severity fail_on = Severity::error;
  std::size_t max_size = 0;
  std::shared_ptr<Baseline> baseline = {};  ///< nullptr without one
  bool fix = false;
  bool backup = true;
  std::vector<RunningServer> servers = {};  ///< of a run that fixes
};

/// A file to be looked at. The plan belongs to the LintPolicy.
struct LintJob {
  LintInput input;
  const LintPlan* plan = nullptr;
};

/// What there is to do in a run.
struct LintWork {
  std::vector<LintJob> jobs;
  std::vector<LintedFile> failed;  ///< settings and baselines that could not be read, instead of the files below them
  std::vector<Notice> notices;
};

/// Which rules, severities, targets and known findings hold where, by the command line and the settings of each folder.
class LintPolicy {
 public:
  /// Errors: CLI…; RUL… of the files of --rules.
  static Result<LintPolicy> of(const Arguments& arguments);

  /// Leaves out what the settings exclude; of files that were not named, also what they do not include. Errors: RUL004
  /// where the command line names a rule that none of the settings has.
  Result<LintWork> work_for(const std::vector<LintInput>& files);

  /// The plan by the command line alone.
  const LintPlan& usual() const { return usual_; }
  /// What --write-baseline is to write; nullptr without it, and where it could not be read.
  Baseline* to_be_written() const;

 private:
  explicit LintPolicy(Arguments arguments) : arguments_(std::move(arguments)) {}

  std::optional<Error> unknown_id() const;
  /// The settings file that holds for a file; empty where there is none.
  std::string settings_for(const std::string& path);
  /// The one in the folder, or in the nearest folder around it.
  const std::string& settings_in(const std::filesystem::path& folder);
  /// nullptr where its settings could not be read, which has `failed` then.
  const LintPlan* plan_for(const std::string& path, LintWork& work);
  std::optional<LintPlan> plan_by(const std::string& settings, LintWork& work);
  std::optional<LintPlan> combined(Settings settings, LintWork& work);
  static bool takes(const LintPlan& plan, const LintInput& input, LintWork& work);
  /// No value where it could not be read.
  std::optional<std::shared_ptr<Baseline>> baseline_at(const std::string& path, LintWork& work);

  Arguments arguments_;
  LintPlan usual_;
  std::map<std::string, std::string> settings_by_folder_;
  std::map<std::string, std::optional<LintPlan>> plans_;  ///< by settings
  std::map<std::string, std::optional<std::shared_ptr<Baseline>>> baselines_;
};

}  // namespace idsxml::cli
