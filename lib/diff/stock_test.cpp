#include "diff/stock.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "catalog/stock.hpp"
#include "idsxml/diff.hpp"

using namespace idsxml;

namespace {

const rules::Tables& tables() {
  return rules::builtin_tables();
}

Release release(std::string_view text) {
  const Result<Release> parsed = parse_release(text);
  REQUIRE(parsed);
  return *parsed;
}

StockConfiguration stock(std::string_view of, std::string_view profile = "standalone") {
  Result<StockConfiguration> found = stock_configuration(release(of), profile);
  REQUIRE(found);
  return *std::move(found);
}

std::vector<std::string> addresses(const DiffSide& before, const DiffSide& after) {
  const Result<Diff> found = diff(before, after, Rules::builtin());
  REQUIRE(found);
  std::vector<std::string> addresses;
  for (const Difference& each : found->differences)
    if (each.kind != Difference::Kind::schema) addresses.push_back(to_string(each.address));
  return addresses;
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

TEST_CASE("dialects tell of every fact of every stock configuration") {
  for (std::size_t row = 0; row < catalog::stock_configurations.size(); ++row) {
    const diffing::Model model = diffing::stock_model(row, tables());
    REQUIRE(model.nodes.size() > 20);
    for (const diffing::Node& node : model.nodes) {
      INFO(row << " " << node.type << "=" << node.name);
      CHECK(node.form != nullptr);
      for (const diffing::Setting& setting : model.settings_of(node)) {
        INFO(setting.name);
        CHECK(setting.form != nullptr);
      }
    }
  }
}

TEST_CASE("a stock configuration differs in nothing from itself, and has no places") {
  CHECK(addresses(stock("keycloak:12"), stock("keycloak:12")).empty());
  CHECK(addresses(stock("keycloak:13"), stock("keycloak:15")).empty());
  const Result<Diff> found = diff(stock("keycloak:12"), stock("keycloak:15"), Rules::builtin());
  REQUIRE(found);
  for (const Difference& each : found->differences) {
    CHECK_FALSE(each.place_before);
    CHECK_FALSE(each.place_after);
  }
  CHECK(found->release == release("keycloak:15"));
}

TEST_CASE("what releases and profiles are shipped with") {
  const std::vector<std::string> newer = addresses(stock("keycloak:12"), stock("keycloak:15"));
  CHECK(has(newer, "/subsystem=health"));
  CHECK(has(newer, "/subsystem=microprofile-health-smallrye"));
  CHECK(has(addresses(stock("wildfly:26"), stock("wildfly:26", "ha")), "/subsystem=jgroups"));
  CHECK(has(addresses(stock("wildfly:26"), stock("wildfly:26", "full")), "/subsystem=messaging-activemq"));
  CHECK(addresses(stock("ids:1.4", "ha"), stock("keycloak:12", "ha")).empty());
  CHECK(addresses(stock("eap:7.4"), stock("wildfly:23")).empty());
  CHECK(stock_profiles(release("keycloak:12")) == std::vector<std::string>{"standalone", "ha"});
}

TEST_CASE("what the catalog does not have is refused, and what is nearest is named") {
  const Result<StockConfiguration> old = stock_configuration(release("keycloak:5"), "standalone");
  REQUIRE_FALSE(old);
  CHECK(old.error().code == "DIF003");
  CHECK(old.error().advice.find("keycloak:3.4 and keycloak:8") != std::string::npos);
  const Result<StockConfiguration> full = stock_configuration(release("keycloak:12"), "full");
  REQUIRE_FALSE(full);
  CHECK(full.error().code == "DIF004");
  CHECK(full.error().advice.find("standalone, ha") != std::string::npos);
  const Result<Diff> made_up =
      diff(StockConfiguration{release("keycloak:12"), "of my own"}, stock("keycloak:12"), Rules::builtin());
  REQUIRE_FALSE(made_up);
  CHECK(made_up.error().code == "DIF004");
}

TEST_CASE("a configuration is like the one with its clustering and messaging, as far as the release has that") {
  const auto configuration = [](const std::string& subsystems) {
    Result<Configuration> parsed =
        Configuration::parse(R"(<server xmlns="urn:jboss:domain:16.0"><profile>)" + subsystems + "</profile></server>");
    REQUIRE(parsed);
    return *std::move(parsed);
  };
  const std::string jgroups = R"(<subsystem xmlns="urn:jboss:domain:jgroups:8.0"/>)";
  const std::string messaging = R"(<subsystem xmlns="urn:jboss:domain:messaging-activemq:13.0"/>)";
  CHECK(profile_of(configuration("")) == "standalone");
  CHECK(profile_of(configuration(jgroups)) == "ha");
  CHECK(profile_of(configuration(messaging)) == "full");
  CHECK(profile_of(configuration(jgroups + messaging)) == "full-ha");
  CHECK(stock_configuration_for(configuration(jgroups + messaging), release("keycloak:15"))->profile == "ha");
  CHECK(stock_configuration_for(configuration(jgroups + messaging), release("wildfly:23"))->profile == "full-ha");
}
