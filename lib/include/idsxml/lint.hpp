#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/finding.hpp"
#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

namespace idsxml {

/// What the findings of a rule are taken for, whatever the rule says.
struct RuleSeverity {
  std::string rule;
  Severity severity;
};

/// What lint looks for.
struct LintOptions {
  Release to;                          ///< the release that shall read the configuration
  std::vector<std::string> only = {};  ///< only these rules; empty for all
  std::vector<std::string> skip = {};  ///< not these
  std::vector<RuleSeverity> severities = {};
};

/// What a release would say of a configuration.
struct Lint {
  std::vector<Finding> findings;  ///< in the order of their places
};

/// Everything that the target release would refuse or silently change, all at once: a finding of severity error means
/// that the server does not boot with it, or boots without that part. A finding with edits is one that migrate() fixes.
/// A comment in the configuration, <!-- idsxml ignore=KC1301 and the reason -->, suppresses findings: they are marked.
/// Nothing but the configuration and the catalog is looked at. Errors: RUL… for an unknown id in `options`.
Result<Lint> lint(const Configuration& configuration, const Rules& rules, const LintOptions& options);

/// What a file that lint looks at holds.
enum class InputKind {
  configuration,  ///< of a server, or a template of one
  manifest,       ///< YAML with configurations or jboss-cli scripts in it
  script,         ///< of jboss-cli
  realm,          ///< a realm export of Keycloak, in JSON
};

/// By a file's name, with the endings of templates taken off: configmap.yaml.j2 is a manifest. Whatever has no ending
/// of the others is a configuration.
InputKind input_kind(std::string_view path);

/// Whether lint looks at a file of this name where a folder is named: standalone*.xml, domain*.xml, host*.xml, *.yaml,
/// *.yml, *.cli, *realm*.json, templates of all of these, and no backups.
bool is_lint_input(std::string_view name);

/// The same for the bytes of a file of any kind. Places are those of the file, also where a manifest embeds the
/// configuration. What a template's engine would replace is left out: see WF0501. Errors besides: those of
/// Configuration::parse(); CFG010 where a manifest holds nothing to look at; CFG011 and CFG012 where JSON is no realm
/// export, or is none.
Result<Lint> lint(std::string_view bytes, InputKind kind, const Rules& rules, const LintOptions& options);

}  // namespace idsxml
