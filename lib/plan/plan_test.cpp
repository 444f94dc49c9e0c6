#include "idsxml/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "plan/selection.hpp"

using namespace idsxml;
using namespace idsxml::planning;

namespace {

Release release(const char* name) {
  const Result<Release> parsed = parse_release(name);
  REQUIRE(parsed);
  return *parsed;
}

Runbook runbook(PlanOptions options) {
  Result<Runbook> made = plan(options);
  REQUIRE(made);
  return *std::move(made);
}

Runbook runbook(const char* from, const char* to, Platform platform = Platform::zip) {
  return runbook({.from = release(from), .to = release(to), .platform = platform});
}

std::vector<std::string> ids_of(const Runbook& runbook) {
  std::vector<std::string> ids;
  for (const RunbookSection& section : runbook.sections)
    for (const RunbookStep& step : section.steps) ids.emplace_back(step.id);
  return ids;
}

const RunbookStep* find(const Runbook& runbook, std::string_view id) {
  for (const RunbookSection& section : runbook.sections)
    for (const RunbookStep& step : section.steps)
      if (step.id == id) return &step;
  return nullptr;
}

std::string bash_of(const Runbook& runbook, std::string_view id) {
  const RunbookStep* step = find(runbook, id);
  REQUIRE(step != nullptr);
  for (const RunbookCommands& each : step->commands)
    if (each.shell == "bash") return std::string(each.text);
  return {};
}

std::string assignment_of(const Runbook& runbook, std::string_view name) {
  for (const RunbookVariable& variable : runbook.variables)
    if (variable.name == name) return variable.assignment;
  return {};
}

Configuration configuration(const std::string& url) {
  Result<Configuration> parsed = Configuration::parse(
      R"(<server xmlns="urn:jboss:domain:14.0"><profile><subsystem xmlns="urn:jboss:domain:datasources:6.0"><datasources>
<datasource jndi-name="java:jboss/datasources/KeycloakDS"><connection-url>)" +
      url + R"(</connection-url></datasource></datasources></subsystem></profile></server>)");
  REQUIRE(parsed);
  return *std::move(parsed);
}

std::string problem_of(const char* from, const char* to) {
  const Result<Runbook> made = plan({.from = release(from), .to = release(to)});
  return made ? "" : made.error().code;
}

}  // namespace

TEST_CASE("sets of releases") {
  const Release ids = release("ids:1.4");
  for (const char* set : {"", "ids", "ids:1.4", "ids:1.2-1.5", "ids:1.4+", "ids:-1.4", "keycloak", "keycloak:12",
                          "keycloak:-12", "wildfly ids:1.4"})
    CHECK_MESSAGE(holds(set, ids), set);
  for (const char* set : {"ids:1.5+", "ids:1.2", "keycloak:13+", "wildfly", "rhsso", "ids:-1.3"})
    CHECK_MESSAGE(!holds(set, ids), set);
  CHECK(holds("wildfly:23", release("eap:7.4")));
}

TEST_CASE("an upgrade goes forward, within a family of products") {
  CHECK(problem_of("ids:1.4", "ids:1.5").empty());
  CHECK(problem_of("keycloak:12", "ids:1.5").empty());
  CHECK(problem_of("ids:1.6", "keycloak:16").empty());
  CHECK(problem_of("rhsso:7.4", "keycloak:15").empty());
  CHECK(problem_of("keycloak:12", "ids:1.4").empty());
  CHECK(problem_of("wildfly:18", "eap:7.4").empty());
  CHECK(problem_of("ids:1.5", "ids:1.5").empty());
  CHECK(problem_of("ids:1.5", "ids:1.4") == "PLN001");
  CHECK(problem_of("keycloak:15", "ids:1.5") == "PLN001");
  CHECK(problem_of("wildfly:23", "keycloak:15") == "PLN002");
  CHECK(problem_of("ids:1.4", "wildfly:26") == "PLN002");
}

TEST_CASE("the configuration of a domain is none of a server") {
  const auto domain = Configuration::parse(
      R"(<domain xmlns="urn:jboss:domain:14.0"><profiles><profile name="auth-server-standalone"/></profiles></domain>)");
  REQUIRE(domain);
  const Result<Runbook> made =
      plan({.from = release("keycloak:12"), .to = release("keycloak:13"), .configuration = *domain});
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "PLN003");
}

TEST_CASE("the steps for a ZIP installation stand in the order in which they are done") {
  const std::vector<std::string> wanted{"rehearse",
                                        "look-ahead",
                                        "sessions",
                                        "transactions",
                                        "stop-server",
                                        "back-up-files",
                                        "transaction-log",
                                        "back-up-database",
                                        "unpack",
                                        "carry-over",
                                        "configure-database",
                                        "empty-database",
                                        "restore-database",
                                        "start-server",
                                        "check-log",
                                        "check-login",
                                        "adapters",
                                        "keep-backup",
                                        "way-back-stop",
                                        "way-back-empty-database",
                                        "way-back-restore-database",
                                        "way-back-undo",
                                        "way-back-start"};
  const Runbook made = runbook({.from = release("ids:1.4"),
                                .to = release("ids:1.5"),
                                .configuration = configuration("jdbc:postgresql://db/kc")});
  CHECK(ids_of(made) == wanted);
}

TEST_CASE("steps are told for people, with the database that the configuration names") {
  const Runbook made = runbook({.from = release("ids:1.4"),
                                .to = release("ids:1.5"),
                                .configuration = configuration("jdbc:postgresql://${env.DB_ADDR:postgres}/kc"),
                                .configuration_name = "standalone-ha.xml",
                                .home = "/opt/it's here"});
  CHECK(made.database == DatabaseKind::postgresql);
  CHECK(assignment_of(made, "DB_HOST") == R"(DB_HOST="${DB_ADDR:-postgres}")");
  CHECK(assignment_of(made, "DB_PORT") == "DB_PORT=5432");
  CHECK(assignment_of(made, "DB_NAME") == "DB_NAME=kc");
  CHECK(assignment_of(made, "DB_USER").find(":?") != std::string::npos);
  CHECK(assignment_of(made, "CONFIG_FILE") == "CONFIG_FILE=standalone-ha.xml");
  CHECK(assignment_of(made, "OLD_HOME") == R"(OLD_HOME='/opt/it'\''s here')");
  CHECK(assignment_of(made, "RELEASE_NAME").empty());
  CHECK(bash_of(made, "back-up-database").find("pg_dump") != std::string::npos);
  CHECK(bash_of(made, "way-back-restore-database") == bash_of(made, "restore-database"));
}

TEST_CASE("what cannot be undone is marked, and leads to its way back") {
  const Runbook made = runbook({.from = release("ids:1.4"),
                                .to = release("ids:1.5"),
                                .configuration = configuration("jdbc:postgresql://db/kc")});
  for (const char* id : {"start-server", "empty-database"}) {
    CHECK(find(made, id)->irreversible);
    CHECK(find(made, std::string(find(made, id)->way_back)) != nullptr);
  }
  CHECK_FALSE(find(made, "back-up-database")->irreversible);
}

TEST_CASE("every step of every runbook can be verified, names a source, and has the counterpart that it names") {
  std::set<std::string_view> sections{"prepare", "stop", "back-up", "upgrade", "check", "way-back"};
  for (const char* from : {"ids:1.1", "ids:1.2", "keycloak:9", "rhsso:7.4", "wildfly:18"}) {
    for (const char* to : {"ids:1.5", "ids:1.8", "keycloak:15", "wildfly:26"}) {
      for (const Platform platform : {Platform::zip, Platform::kubernetes}) {
        const Result<Runbook> made = plan({.from = release(from), .to = release(to), .platform = platform});
        if (!made) continue;
        for (const RunbookSection& section : made->sections) {
          CHECK(sections.count(section.id) == 1);
          for (const RunbookStep& step : section.steps) {
            CHECK_FALSE(step.verify.empty());
            CHECK_FALSE(step.source.empty());
            CHECK_FALSE(step.paragraphs.empty());
            CHECK((step.way_back.empty() || find(*made, step.way_back) != nullptr));
            CHECK(step.title.find('{') == std::string::npos);
          }
        }
      }
    }
  }
}

TEST_CASE("a release without steps of its own has the general ones") {
  CHECK(find(runbook("ids:1.2", "ids:1.4"), "first-broker-login") != nullptr);
  CHECK(find(runbook("ids:1.2", "keycloak:12"), "first-broker-login") != nullptr);
  CHECK(find(runbook("ids:1.3", "ids:1.4"), "first-broker-login") == nullptr);
  CHECK(find(runbook("keycloak:8", "keycloak:12"), "first-broker-login") == nullptr);
}

TEST_CASE("from Keycloak 16 on the configuration is written by a person") {
  CHECK(bash_of(runbook("ids:1.4", "ids:1.6"), "carry-over").find("idsxml upgrade") != std::string::npos);
  const Runbook made = runbook("ids:1.4", "ids:1.7");
  CHECK(bash_of(made, "carry-over").find("idsxml upgrade") == std::string::npos);
  CHECK(find(made, "way-back-undo") == nullptr);
}

TEST_CASE("a WildFly has no database of Keycloak's, and no realm") {
  const Runbook made = runbook("wildfly:18", "wildfly:23");
  for (const char* id : {"back-up-database", "restore-database", "sessions", "check-login"})
    CHECK(find(made, id) == nullptr);
  CHECK(find(made, "carry-over") != nullptr);
}

TEST_CASE("charts have the version that a release names, and else a person has to know it") {
  const auto version = [](const char* to, Chart chart) {
    return assignment_of(
        runbook({.from = release("ids:1.2"), .to = release(to), .platform = Platform::kubernetes, .chart = chart}),
        "CHART_VERSION");
  };
  CHECK(version("ids:1.5", Chart::infrastructure) == "CHART_VERSION=5.2.0");
  CHECK(version("ids:1.6", Chart::infrastructure).find(":?") != std::string::npos);
  CHECK(version("ids:1.3", Chart::identity_service) == "CHART_VERSION=2.1.0");
  CHECK(version("ids:1.4", Chart::identity_service) == "CHART_VERSION=3.0.0");
  CHECK(version("keycloak:15", Chart::identity_service).find(":?") != std::string::npos);
}

TEST_CASE("only charts from 3.0.0 on need the stateful set of PostgreSQL made anew") {
  const auto steps = [](const char* to, Chart chart) {
    return ids_of(
        runbook({.from = release("ids:1.1"), .to = release(to), .platform = Platform::kubernetes, .chart = chart}));
  };
  const auto has = [](const std::vector<std::string>& ids, const char* id) {
    return std::count(ids.begin(), ids.end(), id) == 1;
  };
  CHECK_FALSE(has(steps("ids:1.3", Chart::identity_service), "delete-postgresql-statefulset"));
  CHECK_FALSE(has(steps("ids:1.5", Chart::infrastructure), "delete-postgresql-statefulset"));
  const std::vector<std::string> ids = steps("ids:1.4", Chart::identity_service);
  const auto at = [&](const char* id) { return std::find(ids.begin(), ids.end(), id); };
  CHECK(at("delete-postgresql-statefulset") < at("upgrade-chart"));
  CHECK(at("upgrade-chart") < at("delete-postgresql-pod"));
  CHECK(at("delete-postgresql-pod") < at("wait"));
}

TEST_CASE("a cluster is stopped as a whole") {
  Result<Configuration> ha = Configuration::parse(
      R"(<server xmlns="urn:jboss:domain:14.0"><profile><subsystem xmlns="urn:jboss:domain:jgroups:8.0"/></profile></server>)");
  REQUIRE(ha);
  const Runbook made = runbook({.from = release("keycloak:12"), .to = release("keycloak:13"), .configuration = *ha});
  CHECK(find(made, "stop-server")->title == "Stop every node of the cluster");
}

TEST_CASE("commands use no variable that is not set before them") {
  const Runbook made = runbook({.from = release("ids:1.2"),
                                .to = release("ids:1.5"),
                                .configuration = configuration("jdbc:h2:${jboss.server.data.dir}/kc")});
  std::set<std::string> set;
  for (const RunbookVariable& variable : made.variables) {
    if (variable.name == "H2_FILE") CHECK(set.count("OLD_HOME") == 1);
    set.insert(variable.name);
  }
  for (const RunbookSection& section : made.sections)
    for (const RunbookStep& step : section.steps)
      for (const std::string& name : step.variables) CHECK(set.count(name) == 1);
  const std::vector<std::string> wanted{"OLD_HOME", "BACKUP", "H2_FILE"};
  const std::vector<std::string> used = find(made, "back-up-database")->variables;
  CHECK(used == wanted);
}
