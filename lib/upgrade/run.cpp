// Carries a plan out, goes on with it, and takes it back. Every action can be made again, whatever became of it the
// first time, so an interrupted one is simply repeated.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "idsxml/file.hpp"
#include "idsxml/upgrade.hpp"
#include "os/carry.hpp"
#include "os/io_error.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"
#include "upgrade/apart.hpp"
#include "upgrade/errors.hpp"
#include "upgrade/journal.hpp"
#include "upgrade/layers.hpp"
#include "upgrade/survey.hpp"

namespace idsxml {
namespace {

using upgrading::Journal;
using Kind = UpgradeAction::Kind;
using Stage = UpgradeState::Stage;

constexpr std::size_t largest_made = std::size_t{256} << 20U;

/// What stands in the way of a single file has other ways out than what stands in the way of an upgrade.
Error of_upgrade(Error error) {
  if (error.advice.find("-o OUT") != std::string::npos || error.advice.find("--in-place") != std::string::npos)
    error.advice = error.code == "IO024" ? "make room" : "mend that";
  error.advice += (error.advice.empty() ? "" : "; ");
  error.advice += "then --resume goes on from here, and --undo takes back what was done; the old home is untouched";
  return error;
}

class Run {
 public:
  Run(Journal& journal, const Rules& rules, const UpgradeProgress& progress)
      : journal_(&journal), plan_(&journal.plan()), rules_(&rules), progress_(&progress) {
    for (const UpgradeAction& action : plan_->actions)
      if (action.kind == Kind::file) total_ += action.size;
  }

  Result<UpgradeResult> carry_out() {
    const auto& actions = plan_->actions;
    const std::size_t begin = journal_->done();
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (i < begin) {
        if (actions[i].kind == Kind::file) done_ += actions[i].size;
        continue;
      }
      if (is_stopped_) return of_upgrade(error_of("UPG018", "the upgrade was stopped", ""));
      if (auto error = perform(actions[i], journal_->kept(i))) return of_upgrade(*std::move(error));
      if (auto error = journal_->set_done(i + 1)) return of_upgrade(*std::move(error));
    }
    // What is put into a folder changes its time: folders come last, from the innermost out.
    for (std::size_t i = actions.size(); i-- > 0;)
      if (actions[i].kind == Kind::folder)
        if (auto error = os::keep_folder_look(source(actions[i]), target(actions[i]), notes_))
          return of_upgrade(*std::move(error));
    os::sync_all(plan_->new_home);
    if (auto error = journal_->finish()) return of_upgrade(*std::move(error));
    return UpgradeResult{plan_->old_home,        plan_->new_home,   actions.size(),    total_,
                         plan_->needs_attention, std::move(notes_), journal_->report()};
  }

 private:
  std::optional<Error> perform(const UpgradeAction& action, const std::string& kept) {
    const std::string path = target(action);
    switch (action.kind) {
      case Kind::touched:
        return {};
      case Kind::folder:
        return os::make_folder(path);
      case Kind::link:
        if (auto error = os::link_part(source(action), action.target, path)) return error;
        break;
      case Kind::file:
        if (auto error = put(action, std::nullopt)) return error;
        break;
      case Kind::migrated:
      case Kind::layers: {
        auto bytes = action.kind == Kind::migrated ? migrated_bytes(action) : layers_bytes(action, kept);
        if (!bytes) return std::move(bytes).error();
        if (auto error = put(action, *std::move(bytes))) return error;
        break;
      }
    }
    if (action.is_there)
      if (auto error = os::keep_aside(path, kept)) return error;
    return os::publish_part(path);
  }

  std::optional<Error> put(const UpgradeAction& action, const std::optional<std::string>& bytes) {
    const auto advanced = [&](std::uint64_t count) {
      done_ += count;
      if (*progress_ && !(*progress_)(std::min(done_, total_), total_)) is_stopped_ = true;
    };
    const os::Advanced ignored = [](std::uint64_t) {};
    return os::write_part(source(action), {action.size, action.mtime_ns}, target(action), bytes,
                          bytes ? ignored : os::Advanced(advanced), notes_);
  }

  Result<std::string> migrated_bytes(const UpgradeAction& action) const {
    Result<InputFile> file = read_file(source(action), largest_made);
    if (!file) return std::move(file).error();
    const Result<Configuration> configuration = Configuration::parse(std::move(file->bytes));
    if (!configuration) return configuration.error();
    Result<Release> to = parse_release(plan_->to);
    if (!to) return std::move(to).error();
    Result<Migration> migration = upgrading::migrated(source(action), *configuration, *to, *rules_);
    if (!migration) return std::move(migration).error();
    return std::move(migration->bytes);
  }

  Result<std::string> layers_bytes(const UpgradeAction& action, const std::string& kept) const {
    Result<InputFile> mine = read_file(source(action), largest_made);
    if (!mine) return std::move(mine).error();
    const std::string path = os::exists(kept) ? kept : target(action);
    const Result<InputFile> theirs = read_file(path, largest_made);
    return upgrading::merged_layers(mine->bytes, theirs ? theirs->bytes : "");
  }

  std::string source(const UpgradeAction& action) const { return upgrading::source_of(plan_->old_home, action); }
  std::string target(const UpgradeAction& action) const { return os::join(plan_->new_home, action.path); }

  Journal* journal_;
  const upgrading::StoredPlan* plan_;
  const Rules* rules_;
  const UpgradeProgress* progress_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  bool is_stopped_ = false;
  std::vector<std::string> notes_;
};

bool is_folder_itself(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(std::filesystem::symlink_status(path, ignored));
}

std::optional<Error> refuse_shared(const upgrading::StoredPlan& plan) {
  return upgrading::refuse_shared(plan.old_home, plan.new_home, plan.actions);
}

os::FolderLook look_of(const UpgradeAction::Was& was) {
  return {was.mode, was.user, was.group, was.mtime_ns};
}

class Undo {
 public:
  explicit Undo(Journal& journal) : journal_(&journal), plan_(&journal.plan()) {}

  Result<Undone> take_back() {
    if (auto error = journal_->begin_undo()) return *std::move(error);
    const auto& actions = plan_->actions;
    for (const UpgradeAction& action : actions)
      if (action.kind == Kind::folder) os::open_folder_to_owner(os::join(plan_->new_home, action.path));
    for (std::size_t i = actions.size(); i-- > 0;)
      if (auto error = revert(actions[i], journal_->kept(i))) return *std::move(error);
    undone_.actions = actions.size();
    if (auto error = journal_->remove()) return *std::move(error);
    return std::move(undone_);
  }

 private:
  std::optional<Error> revert(const UpgradeAction& action, const std::string& kept) {
    const std::string path = os::join(plan_->new_home, action.path);
    if (action.kind == Kind::touched || (action.kind == Kind::folder && action.is_there)) {
      os::restore_folder_look(path, look_of(action.was));
      return {};
    }
    if (action.kind == Kind::folder) {
      const Result<bool> removed = os::remove_empty_folder(path);
      if (!removed) return removed.error();
      if (!*removed || os::exists(path)) undone_.left.push_back(action.path);
      return {};
    }
    os::remove_part(path);
    if (is_folder_itself(path)) return leave_folder(action, path);
    return action.is_there ? os::put_back(kept, path) : os::remove_file(path);
  }

  /// Somebody has put it where the upgrade had put a file, and something of theirs is in it.
  std::optional<Error> leave_folder(const UpgradeAction& action, const std::string& path) {
    if (action.is_there)
      return error_of("UPG013", fmt::format("{} is a folder now, where the new home had a file", os::quoted(path)),
                      "move the folder away; then --undo goes on from here");
    undone_.left.push_back(action.path);
    return {};
  }

  Journal* journal_;
  const upgrading::StoredPlan* plan_;
  Undone undone_;
};

Error being_undone(const std::string& new_home) {
  return error_of("UPG008", fmt::format("the upgrade into {} is half undone", os::quoted(new_home)),
                  "--undo takes back the rest; then it can begin anew");
}

Result<UpgradeResult> run(const UpgradePlan& plan, const Rules& rules, const std::string& report,
                          const UpgradeProgress& progress) {
  upgrading::StoredPlan stored{
      plan.from.path,         plan.to.path, to_string(plan.to.release), os::boot_id(), os::mtime_at(plan.to.path),
      plan.needs_attention(), plan.actions};
  Result<Journal> journal = Journal::begin(stored, report);
  if (!journal) return std::move(journal).error();
  return Run(*journal, rules, progress).carry_out();
}

Result<UpgradeResult> resume(const std::string& new_home, const Rules& rules, const UpgradeProgress& progress) {
  const Result<std::string> real = os::real_path(new_home);
  if (!real) return real.error();
  Result<Journal> journal = Journal::open(*real);
  if (!journal) return std::move(journal).error();
  for (const std::string& home : {journal->plan().old_home, *real})
    if (auto error = refuse_running(home)) return *std::move(error);
  if (journal->stage() == Stage::undoing) return being_undone(new_home);
  if (journal->stage() == Stage::finished) {
    const upgrading::StoredPlan& plan = journal->plan();
    return UpgradeResult{plan.old_home,    plan.new_home, plan.actions.size(), 0, plan.needs_attention, {},
                         journal->report()};
  }
  if (auto error = refuse_shared(journal->plan())) return *std::move(error);
  return Run(*journal, rules, progress).carry_out();
}

Result<Undone> undo(const std::string& new_home) {
  const Result<std::string> real = os::real_path(new_home);
  if (!real) return real.error();
  if (auto error = refuse_running(*real)) return *std::move(error);
  const Result<UpgradeState> state = Journal::state_of(*real);
  if (!state) return state.error();
  if (state->stage == Stage::none) {
    if (auto error = Journal::remove_unfinished(*real)) return *std::move(error);
    return Undone{};
  }
  Result<Journal> journal = Journal::open(*real);
  if (!journal) return std::move(journal).error();
  if (auto error = refuse_shared(journal->plan())) return *std::move(error);
  const std::int64_t mtime_ns = journal->plan().root_mtime_ns;
  Result<Undone> undone = Undo(*journal).take_back();
  if (undone) os::set_mtime(*real, mtime_ns);
  return undone;
}

}  // namespace

Result<UpgradeResult> run_upgrade(const UpgradePlan& plan, const Rules& rules, const std::string& report,
                                  const UpgradeProgress& progress) {
  return os::guarded([&] { return run(plan, rules, report, progress); });
}

Result<UpgradeState> upgrade_state(const std::string& new_home) {
  return os::guarded([&]() -> Result<UpgradeState> {
    const Result<std::string> real = os::real_path(new_home);
    if (!real) return real.error();
    return Journal::state_of(*real);
  });
}

Result<UpgradeResult> resume_upgrade(const std::string& new_home, const Rules& rules, const UpgradeProgress& progress) {
  return os::guarded([&] { return resume(new_home, rules, progress); });
}

Result<Undone> undo_upgrade(const std::string& new_home) {
  return os::guarded([&] { return undo(new_home); });
}

}  // namespace idsxml
