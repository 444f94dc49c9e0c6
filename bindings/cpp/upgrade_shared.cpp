// Upgrades of installations through the C++ interface over the shared library: they can be stopped, also by an
// exception, resumed and taken back.
#include <cstdio>
#include <idsxml/shared.hpp>
#include <stdexcept>
#include <string>

namespace {

int failures = 0;

void check(bool holds, const char* what) {
  if (holds) return;
  ++failures;
  std::fprintf(stderr, "FAILED: %s\n", what);
}

bool stage_is(const std::string& home, const std::string& expected) {
  const idsxml::Result<std::string> stage = idsxml::upgrade_stage(home);
  return stage && *stage == expected;
}

bool throws_what_progress_throws(const idsxml::UpgradePlan& plan) {
  try {
    const auto upgraded =
        idsxml::run_upgrade(plan, [](std::size_t, std::size_t) -> bool { throw std::range_error("x"); });
    return false;
  } catch (const std::range_error&) {
    return true;
  }
}

void carry_over(const std::string& old_home, const std::string& new_home) {
  const idsxml::Rules rules = idsxml::Rules::builtin();
  const auto plan = idsxml::plan_upgrade({old_home, new_home, "", true}, rules);
  check(plan.has_value() && plan->from == "keycloak:12" && plan->to == "keycloak:15", "both releases");
  check(plan->actions > 0 && plan->space_free > 0 && plan->obstacles.empty(), "what there is to do");
  const auto report = idsxml::report(*plan, "text");
  check(report && report->find("standalone.xml") != std::string::npos, "the report of the plan");
  check(throws_what_progress_throws(*plan) && stage_is(new_home, "begun"), "an exception stops it and comes out");
  const auto stopped = idsxml::resume_upgrade(new_home, rules, [](std::size_t, std::size_t) { return false; });
  check(!stopped && stopped.error().code == "UPG018", "it is stopped");
  const auto upgraded = idsxml::resume_upgrade(new_home, rules);
  check(upgraded.has_value() && idsxml::report(*upgraded, "json").has_value(), "it goes on");
  check(stage_is(new_home, "finished"), "to its end");
  check(idsxml::undo_upgrade(new_home, "text").has_value() && stage_is(new_home, "none"), "it is taken back");
  check(idsxml::plan_upgrade({old_home, old_home}, rules).error().code.rfind("UPG", 0) == 0, "errors say why");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  carry_over(argv[1], argv[2]);
  return failures == 0 ? 0 : 1;
}
