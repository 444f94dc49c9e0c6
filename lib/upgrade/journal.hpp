#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "idsxml/upgrade.hpp"
#include "os/descriptor.hpp"

namespace idsxml::upgrading {

/// What a run that goes on needs to know.
struct StoredPlan {
  std::string old_home;
  std::string new_home;
  std::string to;                  ///< the release, as parse_release() reads it
  std::string boot;                ///< which start of the system the run was in
  std::int64_t root_mtime_ns = 0;  ///< of the new home
  bool needs_attention = false;
  std::vector<UpgradeAction> actions;
};

/// NEW_HOME/.idsxml-upgrade: the plan, how far it is, and what was replaced. It is there from before the first change
/// of the new home until the upgrade is undone, and held by one run at a time.
class Journal {
 public:
  /// Makes it, with a plan; an unfinished one of a run that was killed before it began is taken over. Errors: UPG008
  /// where an upgrade was begun before, UPG014 where another run holds it.
  static Result<Journal> begin(const StoredPlan& plan, const std::string& report);
  /// That of an upgrade that was begun. Errors: UPG009 where there is none, UPG010 where it is not understood.
  static Result<Journal> open(const std::string& new_home);
  static Result<UpgradeState> state_of(const std::string& new_home);

  const StoredPlan& plan() const { return plan_; }
  UpgradeState::Stage stage() const;
  std::string report() const;

  /// How many actions are done, as far as that is known for certain.
  std::size_t done() const;
  /// Remembers it, for as long as the system does not crash.
  std::optional<Error> set_done(std::size_t actions);

  /// Where what action number `index` replaced is kept.
  std::string kept(std::size_t index) const;

  std::optional<Error> finish();
  std::optional<Error> begin_undo();
  /// Removes it; the kept things must be back.
  std::optional<Error> remove();
  /// Removes what a run has left that was killed before it began; nothing where there is no such thing.
  static std::optional<Error> remove_unfinished(const std::string& new_home);

 private:
  Journal(std::string folder, os::Descriptor lock) : folder_(std::move(folder)), lock_(std::move(lock)) {}

  std::string folder_;
  os::Descriptor lock_;
  os::Descriptor progress_;
  StoredPlan plan_;
};

}  // namespace idsxml::upgrading
