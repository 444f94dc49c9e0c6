#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/upgrade.hpp"
#include "os/listing.hpp"

namespace idsxml::upgrading {

/// What is known of a file of the old home.
enum class Content : std::uint8_t {
  own,       ///< no release ships such a file
  same,      ///< as in the new home
  shipped,   ///< as its release ships it
  changed,   ///< its release ships it, but not so
  doubtful,  ///< what its release ships is not known, or it ships none and the new one does
};

/// A standalone*.xml.
struct SurveyedConfiguration {
  UpgradedConfiguration result;
  bool is_stock = false;  ///< a server sees in it what its release ships
};

/// Both homes as they were found.
struct Survey {
  ServerHome from;
  ServerHome to;
  std::vector<os::Entry> old_entries;  ///< in the order of paths; what is transient is there, without what is in it
  std::vector<os::Entry> new_entries;  ///< likewise
  std::vector<std::string> bases;      ///< folders of the old home that a server runs in: standalone, domain
  std::vector<SurveyedConfiguration> configurations;  ///< in the order of paths

  /// Of a file, given what the new home has under its path, if anything.
  std::function<Content(const os::Entry& old_file, const os::Entry* new_entry)> content;
  /// Whether the old release ships a module in this folder.
  std::function<bool(std::string_view folder)> ships_module;
  /// Whether a file in a module of the old release is certainly not as it is shipped. Only an original tells.
  std::function<bool(const os::Entry& old_file)> is_changed_in_module;
  /// Whether any release ships something below this folder.
  std::function<bool(std::string_view folder)> ships_folder;
};

/// Whether a server makes it anew, or must not take it over: tmp, log, data/tx-object-store of a base.
bool is_transient(std::string_view path, const std::vector<std::string>& bases);

/// Whether it belongs to the release as a whole, and nobody keeps anything there.
bool is_program(std::string_view path);

/// What a configuration is migrated to: the WildFly under a Keycloak where it has no Keycloak in it.
Release target_for(const Configuration& configuration, const Release& to);

/// What `configuration`, read from `path`, becomes for target_for() it, with a keycloak-server.json beside it.
Result<Migration> migrated(const std::string& path, const Configuration& configuration, const Release& to,
                           const Rules& rules);

/// Errors: UPG…, IO….
Result<Survey> survey_homes(const UpgradeOptions& options);

}  // namespace idsxml::upgrading
