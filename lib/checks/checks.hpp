#pragma once

#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "checks/subject.hpp"
#include "rules/engine.hpp"
#include "rules/tables.hpp"

/// What needs an algorithm to be seen in a configuration: one function a check, one file a topic, all of them in the
/// table of checks.cpp.
namespace idsxml::checks {

/// What a check found.
struct Remark {
  pugi::xml_node element;
  std::string attribute;                  ///< of the element; empty for its start tag
  std::string message;                    ///< what is wrong here, one line
  std::string help;                       ///< what to do, one line; may be empty
  bool left = true;                       ///< whether a person has something to do
  std::optional<Severity> severity = {};  ///< where it is not the rule's
  std::optional<rules::Spot> spot = {};   ///< where it is not the element's: in a comment
};
using Report = std::function<void(Remark)>;
using Check = void (*)(const Subject&, const Report&);

/// Whether the check of a rule is about what rules may mend without saying so.
bool looks_before_rules(const rules::Rule& rule);

/// Runs the check of a rule; what it finds becomes events of the engine. Nothing is changed.
void run_check(const rules::Rule& rule, const Subject& subject, rules::Engine& engine);

}  // namespace idsxml::checks
