#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"

namespace idsxml {

/// error: the release does not boot with it; warning: something is missing or deprecated; note: good to know.
enum class Severity { note, warning, error };
/// note, warning or error.
std::string_view name_of(Severity severity);
/// The severity of that name, if there is one.
std::optional<Severity> severity_named(std::string_view name);

/// What a list of rules says of one.
struct RuleSummary {
  std::string_view id;  ///< KC1301
  Severity severity;
  std::string_view product;  ///< keycloak
  std::string_view release;  ///< the first release that it is for: 13.0.0
  std::string_view before;   ///< the first that it is no longer for; empty where there is none
  bool boot;                 ///< the release refuses to boot without it
  bool safe;                 ///< nothing is lost by it, and nothing left to do, where the other safe rules run as well
  std::string_view title;
};

/// Rules in the order in which they run. A value; what its views point to lives as long as any copy of it. May be read
/// from several threads at once.
class Rules {
 public:
  /// The rules that are compiled into the library.
  static Rules builtin();
  /// These rules and those of every *.xml in `directory`. Errors: RUL… with file, line and column; IO….
  Result<Rules> with_directory(const std::string& directory) const;

  std::vector<RuleSummary> list() const;
  /// The page of a rule in Markdown: title, reason, before and after, source. Empty for an unknown id.
  std::string explain(std::string_view id) const;

  struct State;
  const State& state() const { return *state_; }  ///< for the library's own use

 private:
  explicit Rules(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace idsxml
