#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "idsxml/migrate.hpp"
#include "idsxml/release.hpp"
#include "idsxml/report.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

/// An installation carried into a newer one: what is the user's own of the old home is put into the new home. The old
/// home is only read. See docs/upgrade.md for what is carried, and what happens in which situation.
namespace idsxml {

/// The folder of an installed server.
struct ServerHome {
  std::string path;     ///< absolute, without links
  Release release;      ///< what it is
  std::string version;  ///< as it says itself: 12.0.4
  std::string told_by;  ///< the file in it that says so
  std::string wildfly;  ///< the version of a WildFly that it was laid over; empty for a distribution
};

/// Errors: UPG001 where it is no server's home, UPG002 where its release is not known; IO….
Result<ServerHome> server_home(const std::string& path);

/// What `upgrade` does in the new home.
struct UpgradeAction {
  enum class Kind : std::uint8_t {
    folder,    ///< made, or, if `is_there`, given the owner, permissions and times of the old one
    touched,   ///< a folder of the new home that gets something new in it; nothing is done to itself
    file,      ///< copied
    link,      ///< made, leading to `target`
    migrated,  ///< a configuration, made to fit the new release
    layers,    ///< modules/layers.conf with the layers of both homes
  };

  /// A folder of the new home before anything was done, for undoing.
  struct Was {
    std::uint32_t mode = 0;
    std::uint32_t user = 0;
    std::uint32_t group = 0;
    std::int64_t mtime_ns = 0;
  };

  Kind kind = Kind::file;
  bool is_there = false;        ///< the new home has something under this path, which is kept for undoing
  std::string path;             ///< in the new home, relative to it
  std::string source;           ///< in the old home, relative to it; absolute where a link led out of it
  std::string target = {};      ///< of a link
  std::uint64_t size = 0;       ///< of the source, in bytes
  std::uint64_t allocated = 0;  ///< what it takes on its disk, in bytes
  std::int64_t mtime_ns = 0;    ///< of the source
  Was was = {};                 ///< of a folder that is there
};

/// What of the old home stays behind.
struct LeftBehind {
  enum class Reason : std::uint8_t {
    transient,  ///< tmp, log, data/tx-object-store: of no use to the new server
    shipped,    ///< of the old release itself
    program,    ///< of the old release itself, as a whole: docs, .installation and the like
    special,    ///< a socket, a pipe or a device
  };
  std::string path;
  Reason reason = Reason::shipped;
};

/// A file that belongs to a release, in which the two homes differ: that of the new home stays.
struct ChangedFile {
  std::string path;
  bool is_certain = true;       ///< it was changed in the old home; else that cannot be told
  bool is_in_new_home = true;   ///< the new release has such a file
  bool is_three_way = false;    ///< `difference` has only what was changed in the old home
  std::size_t conflicts = 0;    ///< places that both changed, marked in `difference`; three-way only
  std::string difference = {};  ///< unified, from the new home's; empty where the files are no texts
};

/// A standalone*.xml of the old home.
struct UpgradedConfiguration {
  std::string path;
  Release to;
  std::optional<Error> error = {};  ///< why it could not be migrated; it is then put beside, under another name
  std::optional<Migration> migration = {};
};

/// What is carried into what.
struct UpgradeOptions {
  std::string old_home;
  std::string new_home;
  std::string original = {};  ///< the old release as it is shipped, unpacked; empty where it is not at hand
  Rules rules = Rules::builtin();
};

/// What an upgrade would do.
struct UpgradePlan {
  ServerHome from;
  ServerHome to;
  std::vector<UpgradeAction> actions;  ///< in the order in which they are done: folders before what is in them
  std::vector<LeftBehind> left;
  std::vector<ChangedFile> changed;
  std::vector<UpgradedConfiguration> configurations;
  std::vector<Notice> notices;
  std::uint64_t bytes = 0;         ///< to be copied: holes count
  std::uint64_t space_needed = 0;  ///< at most, in bytes
  std::uint64_t space_free = 0;    ///< on the disk of the new home
  bool may_share_blocks = false;   ///< both homes are on one file system that can: hardly any space is needed then

  /// Whether a person has something to do.
  bool needs_attention() const;
};

/// Looks at both homes and changes nothing. Errors: UPG…, IO…: docs/errors.md.
Result<UpgradePlan> plan_upgrade(const UpgradeOptions& options);

/// UPG005 where a server runs from this home, as far as this user may see its command line.
std::optional<Error> refuse_running(const std::string& home);

/// What stands in the way of beginning now: UPG005 a server runs from one of the homes, UPG006 a port of the old one is
/// taken by a program of which this user may not see what it is, UPG007 there is too little space. Several at once.
/// `ignore_ports`: without UPG006.
std::vector<Error> obstacles(const UpgradePlan& plan, bool ignore_ports = false);

/// Called now and then, with bytes. Returns whether to go on; else the upgrade stops after the file that it is at, with
/// UPG018.
using UpgradeProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// What became of it.
struct UpgradeResult {
  std::string old_home;
  std::string new_home;
  std::size_t actions = 0;
  std::uint64_t bytes = 0;
  bool needs_attention = false;    ///< what the plan said
  std::vector<std::string> notes;  ///< what could not be kept, in sentences for a person
  std::string report;              ///< what was stored with the plan
};

/// Carries out a plan. First it is written into NEW_HOME/.idsxml-upgrade, with `report` for the time after an
/// interruption; so whatever interrupts the run, resume_upgrade() or undo_upgrade() goes on from there. After an error,
/// too. Things of the new home that are replaced are kept there as well.
Result<UpgradeResult> run_upgrade(const UpgradePlan& plan, const Rules& rules, const std::string& report,
                                  const UpgradeProgress& progress = {});

/// How far an upgrade into a home is.
struct UpgradeState {
  enum class Stage : std::uint8_t {
    none,      ///< not begun
    begun,     ///< begun and interrupted, or at work
    undoing,   ///< half undone
    finished,  ///< and can be undone
  };
  Stage stage = Stage::none;
  std::string old_home = {};
};

/// How far an upgrade into this home has come. Errors: UPG…, IO….
Result<UpgradeState> upgrade_state(const std::string& new_home);

/// Goes on with an interrupted upgrade, to the same end. Errors: UPG… where there is none or a server
/// runs from one of the homes, IO….
Result<UpgradeResult> resume_upgrade(const std::string& new_home, const Rules& rules,
                                     const UpgradeProgress& progress = {});

/// What undoing came to.
struct Undone {
  std::size_t actions = 0;
  std::vector<std::string> left;  ///< what stays because somebody else has put something there
};

/// Makes of the new home what it was before, as far as the upgrade changed it: whatever was done to the carried files
/// since is lost. May be interrupted and called again. Errors: UPG005 and others, IO….
Result<Undone> undo_upgrade(const std::string& new_home);

}  // namespace idsxml
