#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/release.hpp"
#include "idsxml/report.hpp"
#include "idsxml/result.hpp"

/// The upgrade of one installation as a runbook: what to do, with which commands, how to verify it, and the way back.
namespace idsxml {

/// How the server was installed.
enum class Platform { zip, kubernetes };

/// The Helm chart that an Identity Service on Kubernetes was installed with.
enum class Chart { infrastructure, identity_service };

/// What Keycloak keeps its data in.
enum class DatabaseKind {
  other,  ///< one that is not known, or none was told of
  postgresql,
  mysql,
  mariadb,
  oracle,
  sqlserver,
  h2,
};
/// For people: PostgreSQL, SQL Server. "the database" for other.
std::string_view name_of(DatabaseKind kind);

/// The installation that is to be upgraded, and to what.
struct PlanOptions {
  Release from;
  Release to;
  Platform platform = Platform::zip;
  Chart chart = Chart::infrastructure;
  std::optional<Configuration> configuration = {};  ///< a standalone.xml; tells the database and its place
  std::string configuration_name = {};              ///< of that file, without its folder
  std::string home = {};                            ///< of the server; empty where a person is to set it
  std::string release_name = {};                    ///< of Helm, likewise
  std::string name_space = {};                      ///< of Kubernetes, likewise
};

/// The release that there is, as a configuration of it tells, by the name that the product of `to` has for it. Errors:
/// PLN004 where it does not tell, PLN005 where several releases could have written it.
Result<Release> release_before(const Configuration& configuration, const Release& to);

/// A variable of the shell that commands of the runbook use. No secret is ever its value.
struct RunbookVariable {
  std::string name;
  std::string what;        ///< what it stands for, for a person
  std::string assignment;  ///< a line of bash, whatever the value: quoted, and without control characters
  bool is_left = false;    ///< a person has to set it: the assignment fails without
};

/// Commands for one shell. They use the runbook's variables.
struct RunbookCommands {
  std::string_view shell;  ///< bash; or bat, powershell or cli (jboss-cli) as another way to the same
  std::string_view text;   ///< lines, each with its end
};

/// One thing to do, in order.
struct RunbookStep {
  std::string_view id;  ///< as in the step's file: back-up-database; the same for every database and release
  std::string title;    ///< one line
  std::vector<std::string> paragraphs;    ///< what to do, and why
  std::vector<RunbookCommands> commands;  ///< none where a person has to do it otherwise
  std::string verify;                     ///< how to see that it has worked
  std::string_view check;                 ///< the same in bash: fails where it has not; may be empty
  bool irreversible = false;              ///< what was done cannot be undone but by what `way_back` names, if anything
  std::string_view way_back;              ///< the step of the way back that is its counterpart; may be empty
  std::vector<std::string> variables;     ///< the names of those that its bash uses, and of those that these need
  std::string_view source;                ///< who says so
};

/// Steps that belong together.
struct RunbookSection {
  std::string_view id;  ///< prepare, stop, back-up, upgrade, check or way-back; in this order, each at most once
  std::string_view title;
  std::vector<RunbookStep> steps;
};

/// All that has to be done for one installation.
struct Runbook {
  Release from;
  Release to;
  Platform platform = Platform::zip;
  DatabaseKind database = DatabaseKind::other;
  std::vector<std::string> notes;  ///< what of the installation could not be told, a sentence each
  std::vector<RunbookVariable> variables;
  std::vector<RunbookSection> sections;
};

/// The runbook for an installation. Errors: PLN001 the release is older than the one there is, PLN002 it is of another
/// family of products, PLN003 the configuration is not that of a standalone server.
Result<Runbook> plan(const PlanOptions& options);

/// A runbook to be written.
struct PlanReport {
  std::string version;  ///< of the program
  Runbook runbook;
};

/// A way to write it.
struct PlanFormat {
  std::string_view name;
  ReportText (*write)(const PlanReport& report, const ReportStyle& style);
};

/// The formats there are; the first is the one for people.
std::span<const PlanFormat* const> plan_formats();
/// nullptr for an unknown name.
const PlanFormat* plan_format(std::string_view name);

}  // namespace idsxml
