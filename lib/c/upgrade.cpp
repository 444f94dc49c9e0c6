#include "c/handles.hpp"
#include "idsxml/upgrade_report.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_upgrade {
  idsxml_upgrade(UpgradePlan plan, Rules its_rules, bool ignores_ports)
      : report{IDSXML_VERSION, RunMode::dry_run, std::move(plan), {}},
        rules(std::move(its_rules)),
        ignore_ports(ignores_ports),
        from(to_string(report.plan.from.release)),
        to(to_string(report.plan.to.release)) {
    report.obstacles = obstacles(report.plan, ignore_ports);
    for (const Error& each : report.obstacles) in_the_way.push_back({each});
  }

  UpgradeReport report;
  Rules rules;
  bool ignore_ports;
  std::string from;
  std::string to;
  std::vector<idsxml_error> in_the_way;
};

struct idsxml_upgraded {
  UpgradeResult value;
  std::optional<UpgradeReport> report;  ///< where one run has planned and done it
};

namespace {

UpgradeProgress progress_of(idsxml_progress progress, void* context) {
  if (progress == nullptr) return {};
  return [progress, context](std::uint64_t done, std::uint64_t total) { return progress(context, done, total) == 0; };
}

constexpr std::string_view name_of(UpgradeState::Stage stage) {
  switch (stage) {
    case UpgradeState::Stage::none:
      return "none";
    case UpgradeState::Stage::begun:
      return "begun";
    case UpgradeState::Stage::undoing:
      return "undoing";
    case UpgradeState::Stage::finished:
      return "finished";
  }
  return "";
}

}  // namespace

idsxml_upgrade* idsxml_upgrade_plan(const idsxml_upgrade_options* options, const idsxml_rules* rules,
                                    idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const idsxml_upgrade_options asked = known(options);
    UpgradeOptions upgrade;
    upgrade.old_home = view_of(asked.old_home);
    upgrade.new_home = view_of(asked.new_home);
    upgrade.original = view_of(asked.original);
    upgrade.rules = rules_of(rules);
    Result<UpgradePlan> plan = plan_upgrade(upgrade);
    if (!plan) return failure<idsxml_upgrade>(std::move(plan).error(), error);
    return std::make_unique<idsxml_upgrade>(*std::move(plan), upgrade.rules, asked.ignore_ports != 0);
  });
}
void idsxml_upgrade_summarize(const idsxml_upgrade* upgrade, idsxml_upgrade_summary* summary) noexcept {
  const UpgradePlan& plan = upgrade->report.plan;
  idsxml_upgrade_summary all{};
  all.from = text_of(upgrade->from);
  all.to = text_of(upgrade->to);
  all.action_count = plan.actions.size();
  all.bytes = plan.bytes;
  all.space_needed = plan.space_needed;
  all.space_free = plan.space_free;
  all.needs_attention = plan.needs_attention() ? 1 : 0;
  fill(summary, all);
}
size_t idsxml_upgrade_obstacle_count(const idsxml_upgrade* upgrade) noexcept {
  return upgrade->in_the_way.size();
}
const idsxml_error* idsxml_upgrade_obstacle(const idsxml_upgrade* upgrade, size_t index) noexcept {
  return index < upgrade->in_the_way.size() ? &upgrade->in_the_way[index] : nullptr;
}
idsxml_string* idsxml_upgrade_report(const idsxml_upgrade* upgrade, const char* format, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const UpgradeFormat* found = upgrade_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    return string_of(found->plan(upgrade->report, {}).report);
  });
}
void idsxml_upgrade_free(idsxml_upgrade* upgrade) noexcept {
  delete upgrade;
}

idsxml_upgraded* idsxml_upgrade_run(const idsxml_upgrade* upgrade, idsxml_progress progress, void* context,
                                    idsxml_error** error) noexcept {
  return guarded(error, [&] {
    if (std::vector<Error> now = obstacles(upgrade->report.plan, upgrade->ignore_ports); !now.empty())
      return failure<idsxml_upgraded>(std::move(now.front()), error);
    UpgradeReport report = upgrade->report;
    report.mode = RunMode::write;
    report.obstacles.clear();
    Result<UpgradeResult> result =
        run_upgrade(report.plan, upgrade->rules, stored_report(report), progress_of(progress, context));
    if (!result) return failure<idsxml_upgraded>(std::move(result).error(), error);
    return std::make_unique<idsxml_upgraded>(idsxml_upgraded{*std::move(result), std::move(report)});
  });
}
idsxml_upgraded* idsxml_upgrade_resume(const char* new_home, const idsxml_rules* rules, idsxml_progress progress,
                                       void* context, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    Result<UpgradeResult> result =
        resume_upgrade(std::string(view_of(new_home)), rules_of(rules), progress_of(progress, context));
    if (!result) return failure<idsxml_upgraded>(std::move(result).error(), error);
    return std::make_unique<idsxml_upgraded>(idsxml_upgraded{*std::move(result), std::nullopt});
  });
}
int idsxml_upgraded_needs_attention(const idsxml_upgraded* upgraded) noexcept {
  return upgraded->value.needs_attention ? 1 : 0;
}
idsxml_string* idsxml_upgraded_report(const idsxml_upgraded* upgraded, const char* format,
                                      idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const UpgradeFormat* found = upgrade_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    const UpgradeReport* report = upgraded->report ? &*upgraded->report : nullptr;
    const ReportText told = found->done(upgraded->value, report, {});
    const bool is_for_people = found->name == "text";
    const std::string planned = report == nullptr && is_for_people ? upgraded->value.report : std::string();
    return string_of(planned + told.report + (is_for_people ? told.errors : std::string()));
  });
}
void idsxml_upgraded_free(idsxml_upgraded* upgraded) noexcept {
  delete upgraded;
}

idsxml_string* idsxml_upgrade_undo(const char* new_home, const char* format, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const UpgradeFormat* found = upgrade_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    const Result<Undone> undone = undo_upgrade(std::string(view_of(new_home)));
    if (!undone) return failure<idsxml_string>(undone.error(), error);
    return string_of(found->undone(*undone, {}).report);
  });
}
idsxml_string* idsxml_upgrade_stage(const char* new_home, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Result<UpgradeState> state = upgrade_state(std::string(view_of(new_home)));
    if (!state) return failure<idsxml_string>(state.error(), error);
    return string_of(std::string(name_of(state->stage)));
  });
}
