#include "upgrade/survey.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "catalog/shipped.hpp"
#include "idsxml/diff.hpp"
#include "idsxml/file.hpp"
#include "os/checksum.hpp"
#include "os/folder.hpp"
#include "os/io_error.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"
#include "upgrade/apart.hpp"
#include "upgrade/errors.hpp"
#include "upgrade/layers.hpp"
#include "upgrade/model.hpp"

namespace idsxml::upgrading {
namespace {

namespace fs = std::filesystem;
using os::Entry;
using os::EntryKind;
using os::Visit;

constexpr std::size_t largest_configuration = std::size_t{256} << 20U;

bool is_configuration_file(std::string_view name) {
  return name.ends_with(".xml") &&
         (name.starts_with("standalone") || name.starts_with("domain") || name.starts_with("host"));
}

/// standalone and domain, and any folder beside them that a server can run in: standalone-node2.
std::vector<std::string> bases_of(const std::string& home) {
  std::vector<std::string> bases;
  std::error_code ignored;
  for (const std::string& name : os::names_in(home, ignored)) {
    const std::vector<std::string> files = os::names_in(os::join(os::join(home, name), "configuration"), ignored);
    if (std::any_of(files.begin(), files.end(), is_configuration_file)) bases.push_back(name);
  }
  for (const std::string_view usual : {"standalone", "domain"})
    if (is_folder(os::join(home, usual)) && std::find(bases.begin(), bases.end(), usual) == bases.end())
      bases.emplace_back(usual);
  return bases;
}

bool is_in_base(std::string_view path, const std::vector<std::string>& bases) {
  return std::find(bases.begin(), bases.end(), path.substr(0, path.find('/'))) != bases.end();
}

bool is_at_or_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

/// Which links of the old home are followed. A server writes into its base: a link out of the home would make the new
/// server write what the old one has there.
class Links {
 public:
  explicit Links(const Survey& survey) : survey_(&survey), copied_{{survey.from.path, ""}} {}

  Visit choose(const Entry& entry) {
    if (is_transient(entry.path, survey_->bases) || is_program(entry.path)) return Visit::alone;
    if (entry.kind == EntryKind::folder && is_one_folder(entry.source, survey_->to.path)) {
      error = not_apart(survey_->from.path, survey_->to.path);
      return Visit::skip;
    }
    if (entry.kind != EntryKind::link || !is_in_base(entry.path, survey_->bases)) return Visit::take;
    const Result<std::string> real = os::real_path(entry.source);
    if (!real) return Visit::take;  // it leads nowhere
    const bool is_base = entry.path.find('/') == std::string::npos;
    if (copy_of(*real) && !is_base) return Visit::take;
    if (surrounds_a_home(*real)) {
      error = error_of("UPG017",
                       fmt::format("{} is a link in a circle: it leads to {}, and a home lies in that",
                                   os::quoted(entry.source), os::quoted(*real)),
                       "remove the link, or let it lead to what is meant");
      return Visit::skip;
    }
    copied_.push_back({*real, entry.path});
    return Visit::follow;
  }

  /// Lets a link lead to the copy of what it leads to, if there is one, else to the same.
  void turn(Entry& entry) const {
    if (entry.kind != EntryKind::link) return;
    const Result<std::string> real = os::real_path(entry.source);
    const bool is_relative = !entry.target.starts_with('/');
    if (is_relative && (!real || keeps_its_meaning(entry, *real))) return;
    const std::string& meant = real ? *real : entry.target;
    if (const std::optional<std::string> copy = copy_of(meant))
      entry.target = copy->empty() ? survey_->to.path : os::join(survey_->to.path, *copy);
    else if (is_relative && os::folder_of(survey_->from.path) != os::folder_of(survey_->to.path))
      entry.target = meant;
  }

  std::optional<Error> error;

 private:
  struct Copied {
    std::string real;  ///< where it lies
    std::string path;  ///< what it becomes in the new home
  };

  bool surrounds_a_home(const std::string& folder) const {
    return folder == "/" || is_at_or_below(survey_->from.path, folder) || is_at_or_below(survey_->to.path, folder);
  }

  /// Where in the new home what lies there will be.
  std::optional<std::string> copy_of(std::string_view real) const {
    for (const Copied& each : copied_)
      if (is_at_or_below(real, each.real)) {
        const std::string_view rest = real.substr(std::min(each.real.size() + 1, real.size()));
        return rest.empty() || each.path.empty() ? each.path + std::string(rest) : os::join(each.path, rest);
      }
    return {};
  }

  /// A text that does not leave the home means the same in the new one.
  bool keeps_its_meaning(const Entry& entry, const std::string& real) const {
    fs::path meant = fs::path(entry.path).parent_path();
    for (const fs::path& name : fs::path(entry.target)) {
      if (name == ".." && meant.empty()) return false;
      meant = name == ".." ? meant.parent_path() : meant / name;
    }
    const Result<std::string> found = os::real_path(os::join(survey_->from.path, meant.native()));
    return found && *found == real;
  }

  const Survey* survey_;
  std::vector<Copied> copied_;  ///< the home, and what was followed: links within need not be followed
};

std::optional<Error> refuse_unreadable(const std::vector<Entry>& entries) {
  constexpr std::size_t most = 5;
  std::string names;
  std::size_t count = 0;
  for (const Entry& entry : entries) {
    if (!entry.unreadable) continue;
    if (++count <= most) names += (names.empty() ? "" : ", ") + os::quoted(entry.source);
  }
  if (count == 0) return {};
  if (count > most) names += fmt::format(" and {} more", count - most);
  return error_of("UPG012",
                  fmt::format("{} file{} of the old home cannot be read: {}", count, count == 1 ? "" : "s", names),
                  "run as a user who may read them, for example the server's own, or as root");
}

/// What a server makes of its logging subsystem whenever it starts.
bool is_generated(const Entry& entry) {
  if (!entry.path.ends_with("/logging.properties")) return false;
  constexpr std::size_t largest = std::size_t{1} << 20U;
  const Result<InputFile> file = read_file(entry.source, largest);
  return file && file->bytes.find("this file has been generated and will be overwritten") != std::string::npos;
}

bool has_no_other_layers(const Entry& entry, const Entry& fresh) {
  constexpr std::size_t largest = std::size_t{1} << 20U;
  const Result<InputFile> mine = read_file(entry.source, largest);
  const Result<InputFile> theirs = read_file(fresh.source, largest);
  return mine && theirs && merged_layers(mine->bytes, theirs->bytes) == merged_layers("", theirs->bytes);
}

/// What releases ship, as the catalog knows it.
Content by_catalog(const Release& release, const Entry& entry) {
  if (!catalog::ships_file(entry.path)) return Content::own;
  const auto checksum = os::checksum_of(entry.source);
  if (checksum && catalog::ships_file(entry.path, checksum->size, checksum->crc)) return Content::shipped;
  return catalog::knows_files_of(release) ? Content::changed : Content::doubtful;
}

/// What the old release ships, as it lies unpacked.
Content by_original(const std::string& original, const Entry& entry) {
  std::error_code ignored;
  const std::string file = os::join(original, entry.path);
  if (!fs::exists(file, ignored)) return Content::own;
  return os::checksum_of(file) == os::checksum_of(entry.source) ? Content::shipped : Content::changed;
}

/// modules/system/layers/base/org/postgresql/main: org.postgresql.
std::string module_name(std::string_view folder) {
  for (const std::string_view layers : {"modules/system/layers/", "modules/system/add-ons/", "modules/"}) {
    if (!folder.starts_with(layers)) continue;
    folder.remove_prefix(layers.size());
    if (layers != "modules/") folder.remove_prefix(std::min(folder.find('/') + 1, folder.size()));
    break;
  }
  std::string name(folder.substr(0, folder.rfind('/')));  // without the slot
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

void tell_content(Survey& survey, const std::string& original) {
  const Release release = survey.from.release;
  survey.content = [release, original](const Entry& entry, const Entry* fresh) {
    const bool may_be_same = fresh != nullptr && fresh->kind == EntryKind::file && fresh->size == entry.size;
    if (may_be_same && os::checksum_of(fresh->source) == os::checksum_of(entry.source)) return Content::same;
    if (entry.path == layers_file && fresh != nullptr && has_no_other_layers(entry, *fresh)) return Content::same;
    if (is_generated(entry)) return Content::shipped;
    const Content content = original.empty() ? by_catalog(release, entry) : by_original(original, entry);
    // What the new release ships alone is not of the user's making, but who knows.
    return content == Content::own && fresh != nullptr ? Content::doubtful : content;
  };
  survey.ships_module = [release, original](std::string_view folder) {
    if (!original.empty()) return is_folder(os::join(original, folder));
    return catalog::ships_module(release, module_name(folder));
  };
  survey.is_changed_in_module = [original](const Entry& entry) {
    return !original.empty() && by_original(original, entry) != Content::shipped;
  };
  survey.ships_folder = [original](std::string_view folder) {
    return original.empty() ? catalog::ships_below(folder) : is_folder(os::join(original, folder));
  };
}

bool is_standalone_file(std::string_view path, const std::vector<std::string>& bases) {
  if (!is_in_base(path, bases)) return false;
  path.remove_prefix(path.find('/') + 1);
  if (!path.starts_with("configuration/standalone") || !path.ends_with(".xml")) return false;
  path.remove_prefix(std::string_view("configuration/").size());
  return path.find('/') == std::string_view::npos && path.find(".bak") == std::string_view::npos &&
         path.find(".xml") == path.size() - 4;
}

/// Whether a server sees nothing in it but what a release is shipped with.
bool is_stock(const Configuration& configuration, const Release& release, const Rules& rules) {
  const Result<StockConfiguration> stock = stock_configuration_for(configuration, release);
  if (!stock) return false;
  const Result<Diff> difference = diff(*stock, configuration, rules, {.release = release});
  return difference && difference->means_the_same();
}

/// Releases before 2.2 have settings of Keycloak beside the configuration.
std::optional<std::string> server_json_beside(const std::string& path) {
  constexpr std::size_t largest = std::size_t{16} << 20U;
  Result<InputFile> file = read_file(os::beside(path, "keycloak-server.json"), largest);
  if (!file) return {};
  return std::move(file->bytes);
}

SurveyedConfiguration survey_configuration(const Survey& survey, const Entry& entry, const Rules& rules) {
  SurveyedConfiguration surveyed{{entry.path, survey.to.release}, false};
  UpgradedConfiguration& result = surveyed.result;
  Result<InputFile> file = read_file(entry.source, largest_configuration);
  if (!file) {
    result.error = std::move(file).error();
    return surveyed;
  }
  const Result<Configuration> configuration = Configuration::parse(std::move(file->bytes));
  if (!configuration) {
    result.error = configuration.error();
    return surveyed;
  }
  result.to = target_for(*configuration, survey.to.release);
  const Release from = survey.from.release;
  surveyed.is_stock = survey.content(entry, nullptr) == Content::shipped || is_stock(*configuration, from, rules) ||
                      is_stock(*configuration, wildfly_under(from), rules);
  if (surveyed.is_stock) return surveyed;
  Result<Migration> migration = migrated(entry.source, *configuration, survey.to.release, rules);
  if (migration)
    result.migration = *std::move(migration);
  else
    result.error = std::move(migration).error();
  return surveyed;
}

Result<std::vector<Entry>> entries_of_new_home(const Survey& survey) {
  bool has_old_home = false;
  auto entries = os::list_below(survey.to.path, [&](const Entry& entry) {
    if (entry.path == journal_folder) return Visit::skip;
    if (entry.kind == EntryKind::folder && is_one_folder(entry.source, survey.from.path)) {
      has_old_home = true;
      return Visit::skip;
    }
    return is_program(entry.path) ? Visit::alone : Visit::take;
  });
  if (has_old_home) return not_apart(survey.from.path, survey.to.path);
  return entries;
}

/// Against another release, all of the old one would pass for the user's own, and be carried into the new home.
std::optional<Error> refuse_original(const std::string& original, const ServerHome& old_home) {
  const auto refused = [&](const std::string& why) {
    return error_of(
        "UPG020", fmt::format("{} is not the old release as it is shipped: {}", os::quoted(original), why),
        fmt::format("unpack version {} once more and name that folder, or leave --original out", old_home.version));
  };
  const Result<ServerHome> home = server_home(original);
  if (!home) return refused(home.error().message);
  if (home->path == old_home.path) return refused("it is the old home itself");
  if (home->version != old_home.version || home->wildfly != old_home.wildfly)
    return refused(fmt::format("it is version {}", home->version));
  return {};
}

Result<Survey> survey(const UpgradeOptions& options) {
  Survey survey;
  Result<ServerHome> from = server_home(options.old_home);
  if (!from) return std::move(from).error();
  Result<ServerHome> to = server_home(options.new_home);
  if (!to) return std::move(to).error();
  survey.from = *std::move(from);
  survey.to = *std::move(to);
  if (!options.original.empty())
    if (auto error = refuse_original(options.original, survey.from)) return *std::move(error);
  survey.bases = bases_of(survey.from.path);
  Links links(survey);
  auto old_entries = os::list_below(survey.from.path, [&](const Entry& entry) { return links.choose(entry); });
  if (!old_entries) return std::move(old_entries).error();
  if (links.error) return *links.error;
  for (Entry& entry : *old_entries) links.turn(entry);
  if (auto error = refuse_unreadable(*old_entries)) return *std::move(error);
  auto new_entries = entries_of_new_home(survey);
  if (!new_entries) return std::move(new_entries).error();
  survey.old_entries = *std::move(old_entries);
  survey.new_entries = *std::move(new_entries);
  tell_content(survey, options.original);
  for (const Entry& entry : survey.old_entries)
    if (entry.kind == EntryKind::file && is_standalone_file(entry.path, survey.bases))
      survey.configurations.push_back(survey_configuration(survey, entry, options.rules));
  return survey;
}

}  // namespace

bool is_transient(std::string_view path, const std::vector<std::string>& bases) {
  if (!is_in_base(path, bases) || path.find('/') == std::string_view::npos) return false;
  path.remove_prefix(path.find('/') + 1);
  if (path.starts_with("servers/")) {  // those of a domain have a base each
    path.remove_prefix(std::string_view("servers/").size());
    path.remove_prefix(std::min(path.find('/'), path.size()));
    path.remove_prefix(path.empty() ? 0 : 1);
  }
  return path == "tmp" || path == "log" || path == "data/tx-object-store";
}

bool is_program(std::string_view path) {
  constexpr std::array<std::string_view, 11> programs{
      journal_folder, ".installation", ".galleon",     "docs",          "jboss-modules.jar", "version.txt",
      "README.txt",   "LICENSE.txt",   "License.html", "copyright.txt", "JBossEULA.txt"};
  return std::find(programs.begin(), programs.end(), path) != programs.end();
}

Release target_for(const Configuration& configuration, const Release& to) {
  return configuration.has_keycloak() ? to : wildfly_under(to);
}

Result<Migration> migrated(const std::string& path, const Configuration& configuration, const Release& to,
                           const Rules& rules) {
  MigrateOptions options{.to = target_for(configuration, to)};
  if (configuration.has_keycloak()) options.keycloak_server_json = server_json_beside(path);
  return migrate(configuration, rules, options);
}

Result<Survey> survey_homes(const UpgradeOptions& options) {
  return survey(options);
}

}  // namespace idsxml::upgrading
