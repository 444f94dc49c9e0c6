#include "migration.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <new>
#include <optional>
#include <utility>

#include "idsxml/detect.hpp"

namespace idsxml::cli {
namespace {

Result<InputFile> read_input(const std::string& path, std::size_t max_size) {
  if (path != "-") return read_file(path, max_size);
  Result<std::string> bytes = read_stream(STDIN_FILENO, max_size);
  if (!bytes) return std::move(bytes).error();
  return InputFile{std::move(*bytes), {}, 0};
}

/// Puts a torn file back; what was done is a notice.
std::optional<Error> restore(const std::string& path, FileReport& report) {
  const Result<std::optional<TornFile>> found = torn(path);
  if (!found) return found.error();
  if (!found->has_value()) return std::nullopt;
  const Result<Restored> restored = restore_torn(path);
  if (!restored) return restored.error();
  std::string message = fmt::format("'{}' was {}", path, restored->restored ? "restored from its backup" : "whole");
  std::string advice =
      restored->torn_copy.empty() ? "" : fmt::format("what had been half written is in '{}'", restored->torn_copy);
  report.notices.push_back({"IO061", Severity::note, std::move(message), std::move(advice)});
  return std::nullopt;
}

Error with_way_out(Error error) {
  if (error.code == "IO013") error.advice = "add --restore to " + error.advice;
  return error;
}

void warn_of_server(const MigrationPlan& plan, const InputFile& input, FileReport& report) {
  const auto server = std::find_if(plan.servers.begin(), plan.servers.end(), [&](const RunningServer& candidate) {
    return candidate.device == input.identity.device && candidate.inode == input.identity.inode;
  });
  if (server == plan.servers.end()) return;
  report.notices.push_back(
      {"IO062", Severity::warning,
       fmt::format("a running server (process {}) holds this file and will overwrite it", server->process),
       "stop the server first, or migrate again once it has stopped"});
}

/// keycloak-12 makes standalone.xml.keycloak-12.bak.
std::string backup_label(const Detection& from) {
  if (from.releases.empty()) return "before-idsxml";
  std::string label = to_string(from.releases.front());
  std::replace(label.begin(), label.end(), ':', '-');
  return label;
}

std::optional<Error> replace(const MigrationPlan& plan, const InputFile& input, const BackupReady& backup_ready,
                             FileReport& report) {
  ReplaceOptions options = plan.replace;
  options.backup_label = backup_label(report.from);
  Result<Replaced> replaced = replace_file(report.path, input.identity, report.migration->bytes, options, backup_ready);
  if (!replaced) return std::move(replaced).error();
  report.written_to = report.path;
  report.backup = std::move(replaced->backup_path);
  for (std::string& note : replaced->notes) report.notices.push_back({"IO063", Severity::note, std::move(note), ""});
  return std::nullopt;
}

std::optional<Error> write_elsewhere(const MigrationPlan& plan, const InputFile& input, FileReport& report) {
  std::error_code ignored;
  if (report.path != "-" && std::filesystem::equivalent(report.path, plan.output, ignored))
    return Error{"CLI005",
                 fmt::format("-o names the file itself: '{}'", plan.output),
                 "leave -o out: the file is then replaced, after a backup",
                 {},
                 {}};
  NewFileOptions options{.overwrite = true};
  if (input.mode != 0) options.mode = input.mode;
  std::optional<Error> error = write_new_file(plan.output, report.migration->bytes, options);
  if (!error) report.written_to = plan.output;
  return error;
}

/// git and patch refuse names that climb out of their folder, so those are made absolute.
std::string name_in_diff(const std::string& path) {
  if (path == "-") return "standard-input";
  const std::filesystem::path normal = std::filesystem::path(path).lexically_normal();
  if (normal.is_absolute() || *normal.begin() != "..") return normal.string();
  std::error_code ignored;
  return std::filesystem::absolute(normal, ignored).lexically_normal().string();
}

std::optional<Error> put(const MigrationPlan& plan, const InputFile& input, const BackupReady& backup_ready,
                         MigratedFile& file) {
  FileReport& report = file.report;
  if (plan.run.mode == RunMode::dry_run) {
    report.difference = unified_diff(name_in_diff(report.path), report.configuration->bytes(), report.migration->edits);
    file.product = report.difference;
    return std::nullopt;
  }
  if (plan.run.mode == RunMode::check) return std::nullopt;
  if (plan.output == "-") {
    file.product = report.migration->bytes;  // a report may want them, too
    report.written_to = "-";
    return std::nullopt;
  }
  if (!plan.output.empty()) return write_elsewhere(plan, input, report);
  if (report.migration->edits.empty()) return std::nullopt;
  return replace(plan, input, backup_ready, report);
}

std::optional<Error> migrate_into(const MigrationPlan& plan, const BackupReady& backup_ready, MigratedFile& file) {
  FileReport& report = file.report;
  if (plan.restore && report.path != "-")
    if (std::optional<Error> error = restore(report.path, report)) return error;
  Result<InputFile> input = read_input(report.path, plan.max_size);
  if (!input) return with_way_out(std::move(input).error());
  warn_of_server(plan, *input, report);
  Result<Configuration> configuration = Configuration::parse(std::move(input->bytes));
  if (!configuration) return std::move(configuration).error();
  report.configuration = *std::move(configuration);
  report.from = detect(*report.configuration);
  if (plan.from) report.from.releases = {*plan.from};
  Result<Migration> migration = migrate(*report.configuration, plan.rules, plan.options);
  if (!migration) return std::move(migration).error();
  report.migration = *std::move(migration);
  return put(plan, *input, backup_ready, file);
}

}  // namespace

MigratedFile migrate_file(const MigrationPlan& plan, const std::string& path, const BackupReady& backup_ready) {
  MigratedFile file;
  file.report.path = path;
  try {
    file.report.error = migrate_into(plan, backup_ready, file);
  } catch (const std::bad_alloc&) {
    file.report.error = Error{
        "IO050", fmt::format("out of memory at '{}'", path), "give idsxml more memory, or fewer files at once", {}, {}};
  }
  return file;
}

}  // namespace idsxml::cli
