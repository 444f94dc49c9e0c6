#include "upgrade/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "idsxml/file.hpp"
#include "os/carry.hpp"
#include "os/io_error.hpp"
#include "os/path.hpp"
#include "upgrade/errors.hpp"
#include "upgrade/layers.hpp"

namespace idsxml::upgrading {
namespace {

using os::Entry;
using os::EntryKind;
using Kind = UpgradeAction::Kind;
using Reason = LeftBehind::Reason;

constexpr std::string_view layers_folder = "modules/system/layers/";
constexpr std::string_view add_ons_folder = "modules/system/add-ons/";

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::string_view first_part(std::string_view path) {
  return path.substr(0, path.find('/'));
}

/// The rest of a path below its base.
std::string_view behind_first_part(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

bool is_domain_file(std::string_view in_base) {
  if (!in_base.starts_with("configuration/")) return false;
  in_base.remove_prefix(std::string_view("configuration/").size());
  const bool named = in_base.starts_with("domain") || in_base.starts_with("host");
  return named && in_base.ends_with(".xml") && in_base.find('/') == std::string_view::npos;
}

class Builder {
 public:
  explicit Builder(const Survey& survey) : survey_(&survey) {
    for (const Entry& entry : survey.old_entries)
      if (os::name_of(entry.path) == "module.xml") modules_.insert(os::folder_of(entry.path));
    plan_.from = survey.from;
    plan_.to = survey.to;
  }

  Result<UpgradePlan> build() {
    for (const Entry& entry : survey_->old_entries) {
      decide(entry);
      if (error_) return *std::move(error_);
    }
    for (const SurveyedConfiguration& each : survey_->configurations)
      if (!each.is_stock) plan_.configurations.push_back(each.result);
    return std::move(plan_);
  }

 private:
  void decide(const Entry& entry) {
    const bool is_part = os::name_of(entry.path) == os::part_name;  // of a killed run, when it was a new home itself
    if (entry.kind == EntryKind::other || is_part) return leave(entry, Reason::special);
    if (is_transient(entry.path, survey_->bases)) return leave(entry, Reason::transient);
    if (is_program(entry.path)) return leave(entry, Reason::program);
    const auto& bases = survey_->bases;
    if (std::find(bases.begin(), bases.end(), first_part(entry.path)) != bases.end()) return in_base(entry);
    if (is_below(entry.path, "modules")) return in_modules(entry);
    in_release(entry);
  }

  /// standalone, domain: the server's own, except for what its release ships unchanged.
  void in_base(const Entry& entry) {
    const Entry* fresh = in_new_home(entry.path);
    if (entry.kind == EntryKind::folder) return carry(entry, Kind::folder);
    if (entry.kind == EntryKind::link) return carry(entry, Kind::link);
    if (const SurveyedConfiguration* configuration = configuration_at(entry.path)) {
      if (configuration->is_stock) return leave(entry, Reason::shipped);
      if (configuration->result.migration) return carry(entry, Kind::migrated);
      return put_beside(entry, "UPG024", "could not be migrated", configuration->result.error->message);
    }
    const Content content = survey_->content(entry, fresh);
    if (content == Content::same || content == Content::shipped) return leave(entry, Reason::shipped);
    if (is_domain_file(behind_first_part(entry.path)))
      return put_beside(entry, "UPG023", "is of a managed domain, which idsxml does not migrate", "");
    carry(entry, Kind::file);
  }

  /// Modules that the old release did not ship, as a whole each.
  void in_modules(const Entry& entry) {
    if (entry.path == layers_file && entry.kind == EntryKind::file) return layers(entry);
    if (entry.path.find("/.overlays") != std::string::npos) return leave(entry, Reason::program);
    const std::optional<std::string> module = module_of(entry.path);
    if (!module) return entry.kind == EntryKind::folder ? void() : in_release(entry);
    if (!is_custom(*module)) return in_shipped_module(entry, *module);
    carry(entry, entry.kind == EntryKind::folder ? Kind::folder : plain(entry));
  }

  /// It belongs to the release, as a whole; what somebody has put into it is told.
  void in_shipped_module(const Entry& entry, const std::string& module) {
    if (entry.path == module) return leave(entry, Reason::shipped);
    if (entry.kind != EntryKind::file || !survey_->is_changed_in_module(entry)) return;
    plan_.changed.push_back({entry.path, true, in_new_home(entry.path) != nullptr});
    leave(entry, Reason::shipped);
  }

  /// All else belongs to the release, unless no release knows it.
  void in_release(const Entry& entry) {
    const Entry* fresh = in_new_home(entry.path);
    if (entry.kind == EntryKind::folder) {
      const bool own = fresh == nullptr && !survey_->ships_folder(entry.path) && entry.path != "modules";
      return own ? carry(entry, Kind::folder) : void();
    }
    if (entry.kind == EntryKind::link) return fresh == nullptr ? carry(entry, Kind::link) : void();
    const Content content = survey_->content(entry, fresh);
    if (content == Content::own) return carry(entry, Kind::file);
    if (content == Content::changed || content == Content::doubtful)
      plan_.changed.push_back({entry.path, content == Content::changed, fresh != nullptr});
    leave(entry, Reason::shipped);
  }

  static Kind plain(const Entry& entry) { return entry.kind == EntryKind::link ? Kind::link : Kind::file; }

  /// The deepest folder of a module that a path is, or is in.
  std::optional<std::string> module_of(std::string_view path) const {
    for (std::string_view at = path;; at = at.substr(0, at.rfind('/'))) {
      if (modules_.contains(std::string(at))) return std::string(at);
      if (at.find('/') == std::string_view::npos) return {};
    }
  }

  bool is_custom(const std::string& module) const {
    if (in_new_home(os::join(module, "module.xml")) != nullptr) return false;
    for (const std::string_view layers : {layers_folder, add_ons_folder}) {
      if (!module.starts_with(layers)) continue;
      const std::string_view layer = first_part(std::string_view(module).substr(layers.size()));
      // A layer that the new home does not know was added by somebody, to go before those of the release.
      if (in_new_home(std::string(layers).append(layer)) == nullptr) return true;
      return !survey_->ships_module(module);
    }
    return true;  // a release puts nothing there
  }

  void layers(const Entry& entry) {
    const Entry* fresh = in_new_home(entry.path);
    const Content content = survey_->content(entry, fresh);
    if (content == Content::same || content == Content::shipped) return leave(entry, Reason::shipped);
    carry(entry, Kind::layers);
  }

  void leave(const Entry& entry, Reason reason) { plan_.left.push_back({entry.path, reason}); }

  void carry(const Entry& entry, Kind kind) {
    ensure_parents(entry.path);
    const Entry* fresh = in_new_home(entry.path);
    UpgradeAction action = action_of(entry, kind);
    if (fresh != nullptr) {
      action.is_there = true;
      if (kind == Kind::folder && fresh->kind != EntryKind::folder) return in_the_way(*fresh);
      if (kind == Kind::folder) action.was = was(*fresh);
      if (kind != Kind::folder && fresh->kind == EntryKind::folder) return in_the_way(*fresh);
    }
    if (kind == Kind::folder) ensured_.insert(entry.path);
    push(std::move(action));
  }

  void put_beside(const Entry& entry, const char* code, std::string_view why, std::string_view more) {
    ensure_parents(entry.path);
    UpgradeAction action = action_of(entry, Kind::file);
    std::string label = to_string(survey_->from.release);
    std::replace(label.begin(), label.end(), ':', '-');
    const std::string name = os::with_suffix(os::name_of(entry.path), ".from-" + label);
    action.path = os::join(os::folder_of(entry.path), name);
    action.is_there = in_new_home(action.path) != nullptr;
    std::string message = fmt::format("{} {}{}{}", os::quoted(entry.path), why, more.empty() ? "" : ": ", more);
    plan_.notices.push_back(
        {code, Severity::warning, std::move(message),
         fmt::format("it is put beside as {}; change the new home's own by hand", os::quoted(action.path))});
    push(std::move(action));
  }

  UpgradeAction action_of(const Entry& entry, Kind kind) const {
    UpgradeAction action{kind, false, entry.path, entry.source};
    const std::string prefix = survey_->from.path + '/';
    if (action.source.starts_with(prefix)) action.source.erase(0, prefix.size());
    action.target = entry.target;
    action.size = entry.size;
    action.allocated = entry.allocated;
    action.mtime_ns = entry.mtime_ns;
    return action;
  }

  void push(UpgradeAction action) {
    if (action.kind == Kind::file) {
      plan_.bytes += action.size;
      plan_.space_needed += std::min(action.size + 4096, action.allocated + 4096);
    }
    plan_.actions.push_back(std::move(action));
  }

  static UpgradeAction::Was was(const Entry& fresh) { return {fresh.mode, fresh.user, fresh.group, fresh.mtime_ns}; }

  /// The folders around a path come first: those that the new home lacks, and those whose times will change.
  void ensure_parents(std::string_view path) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
      std::string folder(path.substr(0, slash));
      if (!ensured_.insert(folder).second) continue;
      const Entry* fresh = in_new_home(folder);
      if (fresh != nullptr && fresh->kind != EntryKind::folder) return in_the_way(*fresh);
      const Entry* old = find(survey_->old_entries, folder);
      UpgradeAction action =
          old != nullptr ? action_of(*old, Kind::folder) : UpgradeAction{Kind::folder, false, folder, folder};
      if (fresh != nullptr) {
        action.kind = Kind::touched;
        action.is_there = true;
        action.was = was(*fresh);
      }
      push(std::move(action));
    }
  }

  void in_the_way(const Entry& fresh) {
    error_ =
        error_of("UPG013",
                 fmt::format("{} in the new home is not what the upgrade would put there: {}", os::quoted(fresh.path),
                             fresh.kind == EntryKind::folder ? "it is a folder" : "it is no folder"),
                 "unpack the new release into a folder of its own, and change nothing in it before the upgrade");
  }

  static const Entry* find(const std::vector<Entry>& entries, std::string_view path) {
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), path,
                         [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
    return found != entries.end() && found->path == path ? &*found : nullptr;
  }

  const Entry* in_new_home(std::string_view path) const { return find(survey_->new_entries, path); }

  const SurveyedConfiguration* configuration_at(std::string_view path) const {
    for (const SurveyedConfiguration& each : survey_->configurations)
      if (each.result.path == path) return &each;
    return nullptr;
  }

  const Survey* survey_;
  std::unordered_set<std::string> modules_;  ///< their folders in the old home
  std::unordered_set<std::string> ensured_;  ///< folders that are there once the actions so far are done
  std::optional<Error> error_;
  UpgradePlan plan_;
};

}  // namespace

Result<UpgradePlan> model_of(const Survey& survey) {
  return Builder(survey).build();
}

}  // namespace idsxml::upgrading

namespace idsxml {

bool UpgradePlan::needs_attention() const {
  const auto has_work = [](const UpgradedConfiguration& each) {
    return each.error || (each.migration && each.migration->left_to_do() > 0);
  };
  const auto is_change = [](const ChangedFile& file) { return file.is_certain || !file.difference.empty(); };
  return std::any_of(configurations.begin(), configurations.end(), has_work) ||
         std::any_of(changed.begin(), changed.end(), is_change) ||
         std::any_of(notices.begin(), notices.end(),
                     [](const Notice& notice) { return notice.severity != Severity::note; });
}

}  // namespace idsxml
