#include "lint/realm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace idsxml::realm {
namespace {

using config::Execution;
using config::Flow;
using config::Realm;

constexpr std::string_view create_user = "idp-create-user-if-unique";
constexpr std::string_view built_in_flow = "first broker login";

bool is_required(const Execution& execution) {
  // A condition decides whether its flow is run, and is no step of it.
  const bool is_condition = execution.authenticator.find("condition") != std::string::npos;
  return !is_condition && (execution.requirement == "REQUIRED" || execution.requirement == "CONDITIONAL");
}
bool is_alternative(const Execution& execution) {
  return execution.requirement == "ALTERNATIVE";
}

bool has_alternative(const Flow& flow) {
  return std::any_of(flow.executions.begin(), flow.executions.end(), is_alternative);
}
bool has_required(const Flow& flow) {
  return std::any_of(flow.executions.begin(), flow.executions.end(), is_required);
}

/// The numbers that a version begins with: 4.8.3.Final, 15.0.2.
std::array<unsigned, 3> numbers_of(std::string_view version) {
  std::array<unsigned, 3> numbers{};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (unsigned& number : numbers) {
    const auto [rest, problem] = std::from_chars(at, end, number);
    if (problem != std::errc() || rest == end || *rest != '.') break;
    at = rest + 1;
  }
  return numbers;
}

/// Keycloak 8.0.2 and later put what is ALTERNATIVE beside something REQUIRED into a sub-flow, once: where a realm of
/// an older version comes to them. RH-SSO 7.4 is Keycloak 9. A realm that does not say its version is taken as it is.
bool will_be_rearranged(const Realm& realm) {
  const std::string_view version = realm.keycloak_version;
  if (version.empty()) return false;
  const std::array<unsigned, 3> numbers = numbers_of(version);
  const bool is_rhsso = numbers[0] == 7 && version.ends_with(".GA");
  return is_rhsso ? numbers[1] < 4 : numbers < std::array<unsigned, 3>{8, 0, 2};
}

bool is_built_in(std::string_view alias) {
  return std::equal(alias.begin(), alias.end(), built_in_flow.begin(), built_in_flow.end(),
                    [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

/// The flows of a first login through an identity provider, with the flows within them.
std::vector<const Flow*> first_login_flows(const Realm& realm) {
  std::unordered_map<std::string_view, const Flow*> by_alias;
  for (const Flow& flow : realm.flows) by_alias[flow.alias] = &flow;
  std::vector<const Flow*> found;
  std::unordered_set<const Flow*> seen;
  const auto reach = [&](std::string_view alias) {
    const auto known = by_alias.find(alias);
    if (known != by_alias.end() && seen.insert(known->second).second) found.push_back(known->second);
  };
  for (const Flow& flow : realm.flows)
    if (is_built_in(flow.alias)) reach(flow.alias);
  for (const std::string& alias : realm.first_login_flows) reach(alias);
  for (std::size_t i = 0; i < found.size(); ++i)  // NOLINT(modernize-loop-convert): it grows meanwhile
    for (const Execution& execution : found[i]->executions)
      if (!execution.flow.empty()) reach(execution.flow);
  return found;
}

/// A name of the file, for a message: not all of one that does not end.
std::string_view shortened(std::string_view name) {
  constexpr std::size_t enough = 80;
  if (name.size() <= enough) return name;
  std::size_t end = enough;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end);
}

std::string_view name_of_step(const Execution& execution) {
  if (!execution.flow.empty()) return execution.flow;
  return execution.settings.empty() ? execution.authenticator : execution.settings;
}

std::string path_of(const Realm& realm, const Flow& flow, const Execution& execution) {
  return fmt::format("/realm[{}]/flow[{}]/execution[{}]", shortened(realm.name), shortened(flow.alias),
                     shortened(name_of_step(execution)));
}

Remark not_alternative(const Realm& realm, const Flow& flow, const Execution& execution, const Release& target) {
  Remark remark{.check = "create-user-if-unique",
                .severity = Severity::note,
                .message = fmt::format("'{}' of the flow '{}' is {}", shortened(name_of_step(execution)),
                                       shortened(flow.alias), shortened(execution.requirement)),
                .help = "set it to ALTERNATIVE if new users shall get an account, and others may link theirs",
                .path = path_of(realm, flow, execution),
                .at = execution.requirement_at,
                .context = execution.member};
  const auto beside = std::find_if(flow.executions.begin(), flow.executions.end(), is_alternative);
  if (execution.requirement != "REQUIRED" || beside == flow.executions.end()) {
    remark.message += ", which the upgrade leaves as it is";
    return remark;
  }
  remark.severity = Severity::error;
  remark.message += fmt::format("; {} makes '{}' REQUIRED, too, and with both the first login of a new user fails",
                                name_of(target), shortened(name_of_step(*beside)));
  remark.help = "set it to ALTERNATIVE before the upgrade; idsxml explain KC0901 says how";
  return remark;
}

/// `execution` is the first that is ALTERNATIVE.
Remark mixed(const Realm& realm, const Flow& flow, const Execution& execution, const Release& target) {
  const std::string alternatives = fmt::format("what is ALTERNATIVE in the flow '{}'", shortened(flow.alias));
  Remark remark{.check = "mixed-requirements",
                .severity = Severity::warning,
                .message = fmt::format("{} ignores {}, beside what is REQUIRED", name_of(target), alternatives),
                .help = "put it into a sub-flow that is REQUIRED",
                .path = path_of(realm, flow, execution),
                .at = execution.requirement_at,
                .context = execution.member};
  if (!will_be_rearranged(realm)) return remark;
  remark.severity = Severity::note;
  remark.message = fmt::format("{} moves {} into a REQUIRED sub-flow", name_of(target), alternatives);
  remark.help = "try the flow after the upgrade";
  return remark;
}

}  // namespace

std::vector<Remark> remarks_on(const Realm& realm, const Release& target) {
  std::vector<Remark> remarks;
  if (will_be_rearranged(realm))
    for (const Flow* flow : first_login_flows(realm))
      for (const Execution& execution : flow->executions)
        if (execution.authenticator == create_user && !is_alternative(execution))
          remarks.push_back(not_alternative(realm, *flow, execution, target));
  for (const Flow& flow : realm.flows) {
    if (!has_required(flow) || !has_alternative(flow)) continue;
    const auto first = std::find_if(flow.executions.begin(), flow.executions.end(), is_alternative);
    remarks.push_back(mixed(realm, flow, *first, target));
  }
  return remarks;
}

}  // namespace idsxml::realm
