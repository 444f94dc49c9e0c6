#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/file.hpp"
#include "idsxml/report.hpp"

namespace idsxml::cli {

/// What `idsxml migrate` was asked to do with every file.
struct MigrationPlan {
  Rules rules;
  MigrateOptions options = {};
  std::optional<Release> from = {};  ///< what to call the files' own release, instead of what they look like
  RunReport run = {};
  bool check = false;    ///< a change is something to be told by the exit status
  bool restore = false;  ///< files that were torn are restored first
  std::size_t max_size = 0;
  std::string output = {};  ///< of -o; empty where the file itself is replaced, "-" for standard output
  ReplaceOptions replace = {};
  std::vector<RunningServer> servers = {};
};

/// What became of one file, and what is to be printed on standard output in its place, if anything.
struct MigratedFile {
  FileReport report;
  std::string product;
};

/// Reads, migrates and, if the plan says so, writes one file; "-" is standard input.
MigratedFile migrate_file(const MigrationPlan& plan, const std::string& path, const BackupReady& backup_ready);

}  // namespace idsxml::cli
