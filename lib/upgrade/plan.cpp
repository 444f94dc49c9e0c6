#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "idsxml/file.hpp"
#include "idsxml/merge.hpp"
#include "idsxml/report.hpp"
#include "idsxml/upgrade.hpp"
#include "merge/lines.hpp"
#include "os/folder.hpp"
#include "os/io_error.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"
#include "os/server.hpp"
#include "os/space.hpp"
#include "upgrade/apart.hpp"
#include "upgrade/elsewhere.hpp"
#include "upgrade/errors.hpp"
#include "upgrade/journal.hpp"
#include "upgrade/model.hpp"
#include "upgrade/ports.hpp"
#include "upgrade/survey.hpp"

namespace idsxml {
namespace {

using upgrading::Survey;

constexpr std::size_t largest_text = std::size_t{1} << 20U;

std::optional<Error> refuse_nested(const ServerHome& from, const ServerHome& to) {
  const auto is_in = [](const std::string& inner, const std::string& outer) {
    return inner == outer || inner.starts_with(outer + '/');
  };
  const bool is_apart = !is_in(from.path, to.path) && !is_in(to.path, from.path);
  if (is_apart && !upgrading::is_one_folder(from.path, to.path)) return {};
  return upgrading::not_apart(from.path, to.path);
}

std::optional<Error> refuse_release(const ServerHome& from, const ServerHome& to) {
  const std::optional<Release> old_keycloak = keycloak_under(from.release);
  const std::optional<Release> new_keycloak = keycloak_under(to.release);
  const auto refused = [&](std::string_view why, std::string_view advice) {
    return error_of("UPG003",
                    fmt::format("{} cannot become {}: {}", full_name_of(from.release), full_name_of(to.release), why),
                    std::string(advice));
  };
  if (old_keycloak.has_value() != new_keycloak.has_value())
    return refused(
        old_keycloak ? "there is no Keycloak in the new home" : "there is no Keycloak in the old home",
        "name homes of one product, the old one first; a Keycloak may be laid over a WildFly before the upgrade");
  const Release old_release = old_keycloak.value_or(wildfly_under(from.release));
  const Release new_release = new_keycloak.value_or(wildfly_under(to.release));
  if (new_release.version < old_release.version)
    return refused("it is the older one", "the old home comes first: idsxml upgrade OLD_HOME NEW_HOME");
  return {};
}

/// Where there are no rules for the new release, nothing would come of it.
std::optional<Error> refuse_without_rules(const Survey& survey) {
  for (const auto& each : survey.configurations)
    if (each.result.error && each.result.error->code == "CFG005") return each.result.error;
  return {};
}

bool has_files(const std::string& folder) {
  std::error_code ignored;
  return !os::files_ending_in("", folder, ignored).empty();
}

void tell_transactions(const Survey& survey, UpgradePlan& plan) {
  for (const os::Entry& entry : survey.old_entries)
    if (entry.path.ends_with("/data/tx-object-store") && has_files(entry.source))
      plan.notices.push_back(
          {"UPG021", Severity::warning,
           fmt::format("{} holds transactions that may not be finished", os::quoted(entry.path)),
           "the new server cannot finish them: start the old one, let it recover them, stop it, and upgrade then"});
}

void tell_links(const Survey& survey, UpgradePlan& plan) {
  for (const os::Entry& entry : survey.old_entries)
    if (entry.followed && entry.kind != os::EntryKind::other)
      plan.notices.push_back(
          {"UPG022", Severity::note,
           fmt::format("{} is a link to {}: the new home gets a copy of its own", os::quoted(entry.path),
                       os::quoted(entry.target)),
           "so what the old server has there stays as it is; move the copy and link to it, if it shall lie elsewhere"});
}

std::size_t line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// An absolute path into the old home would make the new server use what the old one has there.
void tell_old_paths(const UpgradeOptions& options, UpgradePlan& plan) {
  std::vector<std::string> names{plan.from.path};
  if (options.old_home.starts_with('/') && options.old_home != plan.from.path) names.push_back(options.old_home);
  for (const UpgradedConfiguration& each : plan.configurations) {
    if (!each.migration) continue;
    const std::string& bytes = each.migration->bytes;
    for (const std::string& name : names)
      if (const std::size_t at = bytes.find(name); at != std::string::npos)
        plan.notices.push_back(
            {"UPG025", Severity::warning,
             fmt::format("{} names the old home in line {}", os::quoted(each.path), line_of(bytes, at)),
             "write ${jboss.home.dir} instead of its path, or the path of the new home"});
  }
}

std::optional<std::string> text_at(const std::string& path) {
  Result<InputFile> file = read_file(path, largest_text);
  if (!file || file->bytes.find('\0') != std::string::npos) return {};
  return std::move(file->bytes);
}

/// What a server has elsewhere is not carried over: nothing in the home says so but the script that starts it.
void tell_elsewhere(UpgradePlan& plan) {
  for (const std::string_view script : {"bin/standalone.conf", "bin/domain.conf"}) {
    const std::string text = text_at(os::join(plan.from.path, script)).value_or("");
    for (const upgrading::NamedFolder& folder : upgrading::folders_named_in(text)) {
      const auto real = os::real_path(folder.path);
      if ((real ? *real : folder.path).starts_with(plan.from.path + '/')) continue;
      plan.notices.push_back(
          {"UPG027", Severity::warning,
           fmt::format("{} lets the old server run in {}, by line {}: what is there is not carried over",
                       os::quoted(script), os::quoted(folder.path), folder.line),
           "give the new server a copy of that folder, its standalone*.xml made to fit with idsxml migrate"});
    }
  }
}

void compare(const UpgradeOptions& options, const UpgradePlan& plan, ChangedFile& file) {
  const auto mine = text_at(os::join(plan.from.path, file.path));
  const auto fresh = text_at(os::join(plan.to.path, file.path));
  if (!mine || !fresh) return;
  const auto base = options.original.empty() ? std::nullopt : text_at(os::join(options.original, file.path));
  if (!base) {
    file.difference = unified_diff(file.path, *fresh, merging::line_edits(*fresh, *mine));
    return;
  }
  const MergeOptions names{.mine = "new home", .base = "as shipped", .theirs = "old home"};
  const Merged merged = merge(*base, *fresh, *mine, options.rules, names);
  file.is_three_way = true;
  file.conflicts = merged.conflicts.size();
  file.difference = unified_diff(file.path, *fresh, merging::line_edits(*fresh, merged.bytes));
}

void compare_changed(const UpgradeOptions& options, UpgradePlan& plan) {
  for (ChangedFile& file : plan.changed)
    if (file.is_in_new_home && (file.is_certain || file.path.starts_with("bin/"))) compare(options, plan, file);
  // Of a release whose files are not known, a program differs because it is another release's.
  std::erase_if(plan.changed, [](const ChangedFile& file) { return !file.is_certain && file.path.ends_with(".jar"); });
}

Result<UpgradePlan> plan(const UpgradeOptions& options) {
  Result<Survey> survey = upgrading::survey_homes(options);
  if (!survey) return std::move(survey).error();
  if (auto error = refuse_without_rules(*survey)) return *std::move(error);
  Result<UpgradePlan> plan = upgrading::model_of(*survey);
  if (!plan) return plan;
  if (auto error = upgrading::refuse_shared(plan->from.path, plan->to.path, plan->actions)) return *std::move(error);
  if (auto error = upgrading::refuse_mounted(plan->to.path, plan->actions)) return *std::move(error);
  tell_transactions(*survey, *plan);
  tell_links(*survey, *plan);
  tell_old_paths(options, *plan);
  tell_elsewhere(*plan);
  compare_changed(options, *plan);
  const os::Space space = os::space_of(plan->to.path);
  plan->space_free = space.free;
  plan->may_share_blocks = space.shares_blocks && os::is_on_one_file_system(plan->from.path, plan->to.path);
  return plan;
}

std::string listed(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

Result<UpgradePlan> checked_plan(const UpgradeOptions& options) {
  const Result<ServerHome> from = server_home(options.old_home);
  if (!from) return from.error();
  const Result<ServerHome> to = server_home(options.new_home);
  if (!to) return to.error();
  if (auto error = refuse_nested(*from, *to)) return *std::move(error);
  if (auto error = refuse_release(*from, *to)) return *std::move(error);
  const Result<UpgradeState> state = upgrading::Journal::state_of(to->path);
  if (!state) return state.error();
  if (state->stage != UpgradeState::Stage::none)
    return error_of("UPG008", fmt::format("an upgrade into {} was begun before", os::quoted(to->path)),
                    "--resume goes on with it, --undo takes it back");
  return plan(options);
}

}  // namespace

Result<UpgradePlan> plan_upgrade(const UpgradeOptions& options) {
  return os::guarded([&] { return checked_plan(options); });
}

std::optional<Error> refuse_running(const std::string& home) {
  const std::vector<int> processes = os::servers_of_home(home);
  if (processes.empty()) return {};
  return error_of("UPG005", fmt::format("a server runs from {} (process {})", os::quoted(home), listed(processes)),
                  "stop it first: bin/jboss-cli.sh --connect command=:shutdown");
}

std::vector<Error> obstacles(const UpgradePlan& plan, bool ignore_ports) {
  std::vector<Error> errors;
  for (const std::string& home : {plan.from.path, plan.to.path})
    if (auto error = refuse_running(home)) errors.push_back(*std::move(error));
  if (!errors.empty()) return errors;
  const std::vector<std::uint16_t> ports = ignore_ports ? std::vector<std::uint16_t>() : upgrading::ports_of(plan.from);
  for (const std::uint16_t port : os::unknown_listeners(ports))
    errors.push_back(error_of("UPG006",
                              fmt::format("something listens on port {}, which is one of the old server's", port),
                              "stop the old server; if it is another program that you know, add --ignore-ports"));
  if (plan.space_needed > plan.space_free && !plan.may_share_blocks)
    errors.push_back(error_of(
        "UPG007",
        fmt::format("{} bytes are needed in the new home, and {} are free", plan.space_needed, plan.space_free),
        "make room, or unpack the new release on a larger disk"));
  return errors;
}

}  // namespace idsxml
