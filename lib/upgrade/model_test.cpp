// The plan is made of two listings alone, so here are two listings.
#include "upgrade/model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace idsxml;
using namespace idsxml::upgrading;
using Kind = UpgradeAction::Kind;
using os::Entry;
using os::EntryKind;

Entry entry(std::string path, EntryKind kind) {
  Entry made;
  made.path = std::move(path);
  made.kind = kind;
  made.size = kind == EntryKind::file ? 10 : 0;
  return made;
}

/// Files by their paths, with the folders around them; what ends with '/' is a folder, with '@' a link.
std::vector<Entry> listing(const std::string& home, const std::vector<std::string>& paths) {
  std::map<std::string, Entry> entries;
  for (std::string path : paths) {
    EntryKind kind = path.ends_with('/') ? EntryKind::folder : EntryKind::file;
    if (path.ends_with('@')) kind = EntryKind::link;
    if (kind != EntryKind::file) path.pop_back();
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
      entries.emplace(path.substr(0, slash), entry(path.substr(0, slash), EntryKind::folder));
    entries.insert_or_assign(path, entry(path, kind));
  }
  std::vector<Entry> list;
  for (auto& [path, each] : entries) {
    each.source = home + '/' + path;
    list.push_back(each);
  }
  return list;
}

/// Where nothing else is said, every file of the old home is the user's own.
struct Homes {
  std::vector<std::string> old_paths;
  std::vector<std::string> new_paths;
  std::map<std::string, Content> contents = {};
  std::set<std::string> shipped_modules = {};

  Result<UpgradePlan> plan() const {
    Survey survey;
    survey.from = {"/old", *parse_release("keycloak:12"), "12.0.4", "version.txt", ""};
    survey.to = {"/new", *parse_release("keycloak:15"), "15.0.2", "version.txt", ""};
    survey.old_entries = listing("/old", old_paths);
    survey.new_entries = listing("/new", new_paths);
    survey.bases = {"standalone", "domain"};
    survey.content = [this](const Entry& file, const Entry*) {
      const auto found = contents.find(file.path);
      return found == contents.end() ? Content::own : found->second;
    };
    survey.ships_module = [this](std::string_view folder) { return shipped_modules.contains(std::string(folder)); };
    survey.is_changed_in_module = [this](const Entry& file) {
      const auto found = contents.find(file.path);
      return found != contents.end() && found->second == Content::changed;
    };
    survey.ships_folder = [](std::string_view) { return false; };
    return model_of(survey);
  }

  /// What is done with each path: a word for the kind, and '!' where the new home has something there.
  std::map<std::string, std::string> done() const {
    const Result<UpgradePlan> made = plan();
    REQUIRE(made);
    const std::vector<std::string> words{"folder", "touched", "file", "link", "migrated", "layers"};
    std::map<std::string, std::string> result;
    for (const UpgradeAction& action : made->actions)
      result[action.path] = words.at(static_cast<std::size_t>(action.kind)) + (action.is_there ? "!" : "");
    return result;
  }
};

using Done = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("all of a base is carried but what its server makes anew") {
  const Homes homes{
      {"standalone/data/db", "standalone/data/tx-object-store/", "standalone/log/", "standalone/tmp/",
       "domain/servers/one/data/db", "domain/servers/one/data/tx-object-store/", "domain/servers/one/log/"},
      {"standalone/"}};
  CHECK(homes.done() == Done{{"standalone", "folder!"},
                             {"standalone/data", "folder"},
                             {"standalone/data/db", "file"},
                             {"domain", "folder"},
                             {"domain/servers", "folder"},
                             {"domain/servers/one", "folder"},
                             {"domain/servers/one/data", "folder"},
                             {"domain/servers/one/data/db", "file"}});
}

TEST_CASE("a folder comes before what is in it") {
  const Homes homes{{"standalone/a/b", "standalone/a.b", "themes/x/y/z", "modules/m/main/module.xml"}, {}};
  const Result<UpgradePlan> plan = homes.plan();
  REQUIRE(plan);
  std::set<std::string> made;
  for (const UpgradeAction& action : plan->actions) {
    const std::size_t slash = action.path.rfind('/');
    if (slash != std::string::npos) CHECK(made.contains(action.path.substr(0, slash)));
    CHECK(made.insert(action.path).second);
  }
}

TEST_CASE("modules are carried as a whole where their release does not ship them") {
  const Homes homes{
      {"modules/system/layers/base/org/acme/main/module.xml", "modules/system/layers/base/org/acme/main/lib/a.jar",
       "modules/system/layers/base/org/server/main/module.xml", "modules/system/layers/base/org/server/main/b.jar",
       "modules/org/server/main/module.xml"},
      {"modules/system/layers/base/"},
      {},
      {"modules/system/layers/base/org/server/main", "modules/org/server/main"}};
  const Done done = homes.done();
  CHECK(done.at("modules/system/layers/base/org/acme/main/lib/a.jar") == "file");
  CHECK(done.at("modules/system/layers/base") == "touched!");
  CHECK_FALSE(done.contains("modules/system/layers/base/org/server/main/b.jar"));
  CHECK(done.at("modules/org/server/main/module.xml") == "file");  // a release puts nothing directly below
}

TEST_CASE("a layer that the new home does not know is somebody's own, whatever is in it") {
  const Homes homes{{"modules/system/layers/acme/org/server/main/module.xml"},
                    {"modules/system/layers/base/"},
                    {},
                    {"modules/system/layers/acme/org/server/main"}};
  CHECK(homes.done().at("modules/system/layers/acme/org/server/main/module.xml") == "file");
}

TEST_CASE("a module that the new release ships is left to it") {
  const Homes homes{{"modules/system/layers/base/org/acme/main/module.xml"},
                    {"modules/system/layers/base/org/acme/main/module.xml"}};
  CHECK(homes.done().empty());
}

TEST_CASE("what the old release ships stays behind; what was changed of it is told") {
  const Homes homes{{"themes/base/a", "themes/base/b", "bin/standalone.conf", "standalone/x.properties"},
                    {"themes/base/a", "bin/standalone.conf", "standalone/x.properties"},
                    {{"themes/base/a", Content::shipped},
                     {"themes/base/b", Content::changed},
                     {"bin/standalone.conf", Content::doubtful},
                     {"standalone/x.properties", Content::changed}}};
  const Result<UpgradePlan> plan = homes.plan();
  REQUIRE(plan);
  REQUIRE(plan->changed.size() == 2);
  CHECK(plan->changed[0].path == "bin/standalone.conf");
  CHECK_FALSE(plan->changed[0].is_certain);
  CHECK(plan->changed[1].path == "themes/base/b");
  CHECK_FALSE(plan->changed[1].is_in_new_home);
  CHECK(homes.done() == Done{{"standalone", "folder!"}, {"standalone/x.properties", "file!"}});
}

TEST_CASE("files of a domain are put beside") {
  const Homes homes{{"domain/configuration/host.xml", "domain/configuration/domain.xml"},
                    {"domain/configuration/host.xml"},
                    {{"domain/configuration/domain.xml", Content::shipped}}};
  const Done done = homes.done();
  CHECK(done.at("domain/configuration/host.xml.from-keycloak-12") == "file");
  CHECK_FALSE(done.contains("domain/configuration/domain.xml.from-keycloak-12"));
  CHECK(homes.plan()->notices.size() == 1);
}

TEST_CASE("something else in the place of a folder is refused") {
  for (const char* const in_the_way : {"standalone@", "standalone"})
    CHECK(Homes{{"standalone/data/db"}, {in_the_way}}.plan().error().code == "UPG013");
  CHECK(Homes{{"standalone/data"}, {"standalone/data/db"}}.plan().error().code == "UPG013");
}

TEST_CASE("what runs of an earlier upgrade left in the old home is none of the new one's") {
  CHECK(Homes{{".idsxml-upgrade/"}, {}}.done().empty());
}
