#include "plan/variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

#include "config/safe_text.hpp"
#include "config/template.hpp"
#include "plan/endpoints.hpp"
#include "plan/selection.hpp"
#include "plan/shell.hpp"
#include "plan/steps.hpp"

namespace idsxml::planning {
namespace {

/// What variables are told from.
struct Site {
  const PlanOptions& options;
  const Database& database;
  Endpoints endpoints;
};

/// How a variable gets its value.
struct Value {
  enum class Kind {
    fixed,    ///< `text` is what it is
    usual,    ///< `text` is taken where the shell has no other; it may name variables
    told,     ///< `text` is what a configuration says, with the server's expressions
    unknown,  ///< a person has to set it
  };
  Kind kind = Kind::unknown;
  std::string text = {};
};

Value fixed(std::string text) {
  return {Value::Kind::fixed, std::move(text)};
}
Value usual(std::string text) {
  return {Value::Kind::usual, std::move(text)};
}

/// What the user said, else what has to be set.
Value given(const std::string& text) {
  return text.empty() ? Value{} : fixed(text);
}

/// user:password@, wherever somebody has put it.
bool may_have_login(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && text.substr(0, at).find(':') != std::string_view::npos;
}

/// What the configuration says, if it is not a template's or maybe a secret.
Value told(const std::string& text) {
  const bool is_safe = !config::has_placeholder(text) && !may_have_login(text) && config::without_secrets(text) == text;
  return text.empty() || !is_safe ? Value{} : Value{Value::Kind::told, text};
}

/// The same, with what is meant where the configuration has a URL that says nothing.
Value told_or(const Database& database, const std::string& text, std::string_view otherwise) {
  const bool says_nothing = text.empty() && !database.host.empty();
  return says_nothing ? fixed(std::string(otherwise)) : told(text);
}

bool is_ids(const Release& release) {
  return release.product == Product::ids;
}

Value backup(const Site& site) {
  std::string release = to_string(site.options.to);
  std::replace(release.begin(), release.end(), ':', '-');
  return usual("$HOME/before-" + release);
}

Value chart(const Site& site) {
  if (!is_ids(site.options.to)) return {};
  return fixed(site.options.chart == Chart::infrastructure ? "alfresco-stable/alfresco-infrastructure"
                                                           : "alfresco-stable/alfresco-identity-service");
}

Value chart_version(const Site& site) {
  const std::string_view name =
      site.options.chart == Chart::infrastructure ? std::string_view("infrastructure") : "identity-service";
  for (const ChartVersion& row : builtin_chart_versions())
    if (row.chart == name && holds(row.release, site.options.to)) return fixed(std::string(row.version));
  return {};
}

Value server_url(const Site& site) {
  if (site.options.platform == Platform::kubernetes) return {};
  return usual(fmt::format("http://127.0.0.1:{}/{}", site.endpoints.http, site.endpoints.web_context));
}

Value port(const Site& site) {
  switch (site.database.kind) {
    case DatabaseKind::postgresql:
      return told_or(site.database, site.database.port, "5432");
    case DatabaseKind::sqlserver:
      // A named instance has a port of its own; the usual one would be that of another.
      if (site.database.port.empty() && site.database.host.find('\\') != std::string::npos) return {};
      return told_or(site.database, site.database.port, "1433");
    default:
      return told_or(site.database, site.database.port, "3306");
  }
}

/// In a pod it is the chart's own, unless a configuration says otherwise.
Value in_pod_or_told(const Site& site, const std::string& text) {
  if (site.options.platform == Platform::kubernetes && text.empty()) return usual("keycloak");
  return told(text);
}

struct Row {
  std::string_view name;
  std::string_view what;
  Value (*value)(const Site&);
  bool is_exported = false;  ///< programs ask for it, so it is set wherever it has a value, and never by a person
};

// What a variable names stands before it.
constexpr std::array rows{
    Row{"FROM", "the release there is", [](const Site& site) { return fixed(to_string(site.options.from)); }},
    Row{"TO", "the release to come", [](const Site& site) { return fixed(to_string(site.options.to)); }},
    Row{"OLD_HOME", "the folder of the server there is", [](const Site& site) { return given(site.options.home); }},
    Row{"NEW_HOME", "the folder that the new server is unpacked into", [](const Site&) { return Value{}; }},
    Row{"DISTRIBUTION", "the zip file of the new server", [](const Site&) { return Value{}; }},
    Row{"BACKUP", "a folder with room for the backups, outside of both servers", backup},
    Row{"CONFIG_FILE", "the configuration that the server is started with",
        [](const Site& site) {
          const std::string& name = site.options.configuration_name;
          return name.empty() ? usual("standalone.xml") : fixed(name);
        }},
    Row{"BIND_ADDRESS", "the interface that the new server listens on; 0.0.0.0 for all",
        [](const Site&) { return usual("127.0.0.1"); }},
    Row{"MANAGEMENT", "the management interface of the server",
        [](const Site& site) { return usual(fmt::format("127.0.0.1:{}", site.endpoints.management)); }},
    Row{"RELEASE_NAME", "the Helm release, as helm list names it",
        [](const Site& site) { return given(site.options.release_name); }},
    Row{"NAMESPACE", "the Kubernetes namespace of the release",
        [](const Site& site) { return given(site.options.name_space); }},
    Row{"CHART", "the chart with its repository, as helm search repo names it", chart},
    Row{"CHART_VERSION", "the version of the chart that has the new release", chart_version},
    Row{"KEYCLOAK_STATEFULSET", "the stateful set of the server",
        [](const Site&) { return usual("$RELEASE_NAME-keycloak"); }},
    Row{"KEYCLOAK_POD", "a pod of the server", [](const Site&) { return usual("$KEYCLOAK_STATEFULSET-0"); }},
    Row{"POD_HOME", "the folder of the server in its pod", [](const Site&) { return usual("/opt/jboss/keycloak"); }},
    Row{"POSTGRES_STATEFULSET", "the stateful set of the database",
        [](const Site&) { return usual("$RELEASE_NAME-postgresql-id"); }},
    Row{"POSTGRES_POD", "the pod of the database", [](const Site&) { return usual("$POSTGRES_STATEFULSET-0"); }},
    Row{"SERVER_URL", "where the server answers, with its context", server_url},
    Row{"REALM", "the realm whose users log in",
        [](const Site& site) { return usual(is_ids(site.options.from) ? "alfresco" : "master"); }},
    Row{"ADMIN_USER", "an administrator of the master realm", [](const Site&) { return usual("admin"); }},
    Row{"DB_HOST", "the host of the database", [](const Site& site) { return told(site.database.host); }},
    Row{"DB_PORT", "its port", port},
    Row{"DB_USER", "the user that the server logs in with",
        [](const Site& site) { return in_pod_or_told(site, site.database.user); }},
    Row{"DB_NAME", "the name of the database",
        [](const Site& site) { return in_pod_or_told(site, site.database.name); }},
    Row{"DB_SCHEMA", "the schema that Keycloak's tables are in",
        [](const Site& site) { return site.database.schema.empty() ? fixed("public") : told(site.database.schema); }},
    Row{"DB_CONNECT", "what names the database to Oracle's tools: //host:port/service",
        [](const Site& site) { return told(site.database.connect); }},
    Row{"DUMP_DIRECTORY", "the directory object that Data Pump writes into",
        [](const Site&) { return usual("DATA_PUMP_DIR"); }},
    Row{"SERVER_BACKUP", "the backup file, as the machine of SQL Server calls it", [](const Site&) { return Value{}; }},
    Row{"H2_FILE", "the file of the database, without what H2 adds to its name",
        [](const Site& site) { return told(site.database.file); }},
    Row{"PGSSLMODE", "how the server encrypts its connection",
        [](const Site& site) { return told(site.database.ssl_mode); }, true},
    Row{"PGSSLROOTCERT", "the certificate that it trusts",
        [](const Site& site) { return told(site.database.ssl_root_certificate); }, true},
    Row{"PGTARGETSESSIONATTRS", "of several hosts the one that can be written to",
        [](const Site& site) { return site.database.has_several_hosts ? fixed("read-write") : Value{}; }, true},
};

/// Names mean these here, whatever they are where the server runs.
std::vector<std::string_view> taken_besides(std::string_view own) {
  std::vector<std::string_view> names;
  for (const Row& row : rows)
    if (row.name != own) names.push_back(row.name);
  return names;
}

/// What stands behind the equals sign; nothing where a person has to set it.
std::optional<std::string> word_of(const Row& row, const Value& value) {
  switch (value.kind) {
    case Value::Kind::fixed:
      return shell_word(value.text);
    case Value::Kind::usual:
      return fmt::format("\"${{{}:-{}}}\"", row.name, value.text);
    case Value::Kind::told:
      return shell_expression(value.text, taken_besides(row.name));
    case Value::Kind::unknown:
      break;
  }
  return std::nullopt;
}

RunbookVariable variable_of(const Row& row, const Site& site) {
  RunbookVariable variable{std::string(row.name), std::string(row.what)};
  const std::optional<std::string> word = word_of(row, row.value(site));
  variable.is_left = !word;
  variable.assignment = row.is_exported ? "export " : "";
  variable.assignment +=
      fmt::format("{}={}", row.name, word ? *word : fmt::format("\"${{{}:?{}}}\"", row.name, row.what));
  return variable;
}

bool is_of_name(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// $NAME or ${NAME…
bool uses(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool is_whole = end == text.size() || !is_of_name(text[end]);
    const std::string_view before = text.substr(0, at);
    if (is_whole && (before.ends_with('$') || before.ends_with("${"))) return true;
  }
  return false;
}

bool is_wanted(const Row& row, const RunbookVariable& variable, const std::vector<std::string_view>& texts,
               const std::vector<RunbookVariable>& later, const Database& database) {
  if (row.is_exported) return database.kind == DatabaseKind::postgresql && !variable.is_left;
  const auto in_text = [&](std::string_view text) { return uses(text, row.name); };
  const auto in_later = [&](const RunbookVariable& each) { return uses(each.assignment, row.name); };
  return std::any_of(texts.begin(), texts.end(), in_text) || std::any_of(later.begin(), later.end(), in_later);
}

}  // namespace

std::vector<RunbookVariable> variables_of(const std::vector<std::string_view>& texts, const PlanOptions& options,
                                          const Database& database) {
  const Site site{options, database, endpoints_of(options.configuration)};
  std::vector<RunbookVariable> variables;  // the last first
  // NOLINTNEXTLINE(modernize-loop-convert): backwards
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    RunbookVariable variable = variable_of(*row, site);
    if (is_wanted(*row, variable, texts, variables, database)) variables.push_back(std::move(variable));
  }
  std::reverse(variables.begin(), variables.end());
  return variables;
}

std::vector<std::string> names_used(const std::vector<std::string_view>& texts,
                                    const std::vector<RunbookVariable>& variables) {
  std::vector<std::string_view> all = texts;
  std::vector<std::string> names;  // the last first
  // NOLINTNEXTLINE(modernize-loop-convert): backwards
  for (auto variable = variables.rbegin(); variable != variables.rend(); ++variable) {
    const bool is_used =
        std::any_of(all.begin(), all.end(), [&](std::string_view text) { return uses(text, variable->name); });
    if (!is_used) continue;
    names.push_back(variable->name);
    all.push_back(variable->assignment);
  }
  std::reverse(names.begin(), names.end());
  return names;
}

}  // namespace idsxml::planning
