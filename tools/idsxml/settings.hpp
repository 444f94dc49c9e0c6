#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/lint.hpp"
#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

namespace idsxml::cli {

inline constexpr std::string_view settings_name = ".idsxml.toml";

/// What a team has agreed on for the files below a folder: a file of this name in it.
struct Settings {
  std::string path;  ///< of the file that says so; empty where there is none
  Rules rules = Rules::builtin();
  std::optional<Release> to = {};
  std::vector<std::string> include = {};  ///< patterns of glob.hpp, against paths from the settings' folder
  std::vector<std::string> exclude = {};
  std::vector<std::string> only = {};
  std::vector<std::string> skip = {};
  std::vector<RuleSeverity> severities = {};
  std::optional<Severity> fail_on = {};
  std::string baseline = {};  ///< a path as the program can open it; empty where there is none
};

/// Reads such a file. `rules_directory` takes the place of its own where it is not empty. Errors: IO…; SET001 not TOML,
/// SET002 an unknown key, SET003 a value that the key does not take, each with its place; RUL….
Result<Settings> read_settings(const std::string& path, const std::string& rules_directory);

}  // namespace idsxml::cli
