// Writes the script of `idsxml plan` for every pair of releases, platform, chart and database into a folder, each that
// differs in more than comments and the names of releases once: plans_test.py has all of them checked. Prints how many
// pairs and combinations these are.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "idsxml/plan.hpp"

namespace {

using namespace idsxml;

constexpr std::array<std::string_view, 9> urls{
    "jdbc:postgresql://db.example.org:5432/keycloak",
    "jdbc:postgresql://${env.DB_ADDR:postgres},b/${env.DB_DATABASE:keycloak}${env.JDBC_PARAMS:}?ssl=true",
    "jdbc:mysql://${db.host}:${env.DB_PORT:3306}/it's",
    "jdbc:mariadb://db/keycloak",
    "jdbc:oracle:thin:@db:1521:KC",
    "jdbc:sqlserver://db;databaseName=keycloak",
    "jdbc:h2:${jboss.server.data.dir}/keycloak;AUTO_SERVER=TRUE",
    "jdbc:h2:mem:keycloak",
    "jdbc:db2://db/keycloak",
};

std::string configuration_text(std::string_view url, bool is_ha) {
  return fmt::format(
      R"(<server xmlns="urn:jboss:domain:14.0"><profile>{}<subsystem xmlns="urn:jboss:domain:datasources:6.0"><datasources>
<datasource jndi-name="java:jboss/datasources/KeycloakDS" pool-name="KeycloakDS"><connection-url>{}</connection-url>
<driver>driver</driver><security><user-name>keycloak</user-name></security></datasource></datasources></subsystem>
<subsystem xmlns="urn:jboss:domain:keycloak-server:1.1"/></profile></server>)",
      is_ha ? "<subsystem xmlns=\"urn:jboss:domain:jgroups:8.0\"/>" : "", url);
}

/// None, each database, and a cluster.
std::vector<std::optional<Configuration>> configurations() {
  std::vector<std::optional<Configuration>> all{std::nullopt};
  for (const std::string_view url : urls) all.emplace_back(*Configuration::parse(configuration_text(url, false)));
  all.emplace_back(*Configuration::parse(configuration_text(urls.front(), true)));
  return all;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// Comments say nothing to shellcheck, but for those that are meant for it.
std::string without_comments(std::string_view script) {
  std::string text;
  while (!script.empty()) {
    const std::string_view line = script.substr(0, script.find('\n'));
    script.remove_prefix(std::min(line.size() + 1, script.size()));
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    const bool is_comment = line.substr(begin).starts_with('#') && line.find("shellcheck") == std::string_view::npos;
    if (!is_comment) text.append(line).append("\n");
  }
  return text;
}

/// What differs from release to release in quoted titles and in plain words makes no other script.
std::string without_releases(std::string text, const PlanOptions& options) {
  for (const Release& release : {options.from, options.to}) {
    std::string folder = to_string(release);
    replace_all(folder, ":", "-");
    replace_all(text, name_of(release), "RELEASE");
    replace_all(text, "=" + to_string(release) + "\n", "=RELEASE\n");
    replace_all(text, "before-" + folder + "}", "before-RELEASE}");
  }
  constexpr std::string_view version = "CHART_VERSION=";
  const std::size_t at = text.find(version);
  if (at != std::string::npos && text[at + version.size()] != '"') text.erase(at, text.find('\n', at) - at);
  return text;
}

struct Scripts {
  std::string folder;
  std::set<std::string> known = {};
  std::size_t combinations = 0;

  void add(const PlanOptions& options) {
    Result<Runbook> runbook = plan(options);
    if (!runbook) return;
    ++combinations;
    const std::string script = plan_format("sh")->write({"0", *std::move(runbook)}, {}).report;
    if (!known.insert(without_releases(without_comments(script), options)).second) return;
    std::ofstream(fmt::format("{}/{}.sh", folder, known.size()), std::ios::binary) << script;
  }
};

int run(const std::string& folder) {
  Scripts scripts{folder};
  std::size_t pairs = 0;
  const std::vector<std::optional<Configuration>> all = configurations();
  for (const Release& from : releases()) {
    for (const Release& to : releases()) {
      if (!plan({.from = from, .to = to})) continue;
      ++pairs;
      for (const std::optional<Configuration>& configuration : all) {
        scripts.add({.from = from, .to = to, .configuration = configuration});
        for (const Chart chart : {Chart::infrastructure, Chart::identity_service})
          scripts.add({.from = from,
                       .to = to,
                       .platform = Platform::kubernetes,
                       .chart = chart,
                       .configuration = configuration});
      }
    }
  }
  fmt::print("{} pairs, {} combinations, {} scripts\n", pairs, scripts.combinations, scripts.known.size());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return argc == 2 ? run(argv[1]) : 2;
  } catch (const std::exception& problem) {
    static_cast<void>(std::fputs(problem.what(), stderr));
  }
  return 1;
}
