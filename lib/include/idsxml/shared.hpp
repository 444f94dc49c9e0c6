#pragma once
#define IDSXML_SHARED_HPP

#ifdef IDSXML_RESULT_HPP
#error "idsxml/shared.hpp is a whole interface by itself: include it, or the headers of the static library"
#endif

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "idsxml/idsxml.h"

/// The C++ interface for whoever links the shared library: C++17, inline, over the C interface, whose binary form is
/// kept. Names and shapes are those of the static library's headers, so that a caller's source compiles against either;
/// the inline namespace keeps the two apart for the linker. What only the static library has: reasons of detect(),
/// parts of addresses and of values, operations, the tables of report.hpp (there is report() instead), folders, the
/// parts of runbooks and of upgrades.
///
/// Values may be read from several threads at once, as in C. What takes memory and returns no Result throws
/// std::bad_alloc where there is none; a Result says IO050 then.
namespace idsxml {
inline namespace shared {

// ---- results ----

/// A place in the bytes of an input.
struct Position {
  std::size_t offset = 0;  ///< in bytes, from 0
  std::size_t line = 1;    ///< from 1
  std::size_t column = 1;  ///< from 1, in code points
};

/// Why something could not be done, for a person to read and act on.
struct Error {
  std::string code = {};               ///< stable: XML…, CFG…, IO… and others, and three digits
  std::string message = {};            ///< what is wrong
  std::string advice = {};             ///< what to do about it; may be empty
  std::optional<Position> where = {};  ///< where in the input, if anywhere
  std::string line = {};               ///< the text of that line, UTF-8, without its end
};

/// A value, or the Error that stood in its way.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor): `return value;`
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor): `return Error{…};`

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// Only where has_value().
  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  /// Only where not has_value().
  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

/// For this header's own use.
namespace detail {

struct Free {
  void operator()(idsxml_error* object) const noexcept { idsxml_error_free(object); }
  void operator()(idsxml_string* object) const noexcept { idsxml_string_free(object); }
  void operator()(idsxml_configuration* object) const noexcept { idsxml_configuration_free(object); }
  void operator()(idsxml_rules* object) const noexcept { idsxml_rules_free(object); }
  void operator()(idsxml_migration* object) const noexcept { idsxml_migration_free(object); }
  void operator()(idsxml_lint* object) const noexcept { idsxml_lint_free(object); }
  void operator()(idsxml_diff* object) const noexcept { idsxml_diff_free(object); }
  void operator()(idsxml_three_way* object) const noexcept { idsxml_three_way_free(object); }
  void operator()(idsxml_merged* object) const noexcept { idsxml_merged_free(object); }
  void operator()(idsxml_file* object) const noexcept { idsxml_file_free(object); }
  void operator()(idsxml_replaced* object) const noexcept { idsxml_replaced_free(object); }
  void operator()(idsxml_upgrade* object) const noexcept { idsxml_upgrade_free(object); }
  void operator()(idsxml_upgraded* object) const noexcept { idsxml_upgraded_free(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;
template <class T>
using Shared = std::shared_ptr<const T>;

inline std::string_view view_of(idsxml_text text) {
  return {text.data, text.size};
}
inline std::string string_of(idsxml_text text) {
  return {text.data, text.size};
}
inline Position position_of(idsxml_position position) {
  return {position.offset, position.line, position.column};
}

inline Error error_of(const idsxml_error* error) {
  Error made{string_of(idsxml_error_code(error)), string_of(idsxml_error_message(error)),
             string_of(idsxml_error_advice(error)), std::nullopt, string_of(idsxml_error_line(error))};
  idsxml_position position{};
  if (idsxml_error_position(error, &position) != 0) made.where = position_of(position);
  return made;
}

/// What a call of the C interface makes, or its error. `call` takes where to store that.
template <class Call>
auto made_by(const Call& call) -> Result<Owned<std::remove_pointer_t<decltype(call(nullptr))>>> {
  using Made = Owned<std::remove_pointer_t<decltype(call(nullptr))>>;
  idsxml_error* error = nullptr;
  Made made(call(&error));
  if (made) return made;
  const Owned<idsxml_error> owned(error);
  return error_of(owned.get());
}

/// Of what can fail for lack of memory alone.
template <class Call>
auto surely_made_by(const Call& call) {
  auto made = made_by(call);
  if (!made) throw std::bad_alloc();
  return *std::move(made);
}

inline Result<std::string> text_of(Result<Owned<idsxml_string>> made) {
  if (!made) return std::move(made).error();
  return string_of(idsxml_string_text(made->get()));
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

inline std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  return pointers;
}

}  // namespace detail

/// The version of the library: "0.1.0".
inline std::string_view version() {
  return idsxml_version();
}

// ---- releases ----

/// A product whose servers read a standalone.xml.
enum class Product : std::uint8_t { wildfly, keycloak, eap, rhsso, ids };

/// A minor version: micro releases of one read and write the same configurations.
struct Version {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;

  friend bool operator==(const Version& a, const Version& b) { return a.major == b.major && a.minor == b.minor; }
  friend bool operator!=(const Version& a, const Version& b) { return !(a == b); }
  friend bool operator<(const Version& a, const Version& b) {
    return a.major < b.major || (a.major == b.major && a.minor < b.minor);
  }
};

/// A release that the library knows; parse_release() and releases() make no others.
struct Release {
  Product product = Product::wildfly;
  Version version;

  friend bool operator==(const Release& a, const Release& b) {
    return a.product == b.product && a.version == b.version;
  }
  friend bool operator!=(const Release& a, const Release& b) { return !(a == b); }
};

namespace detail {

inline constexpr std::string_view product_names[] = {"wildfly", "keycloak", "eap", "rhsso", "ids"};

/// The number that the text begins with, which is taken off it with the character behind.
inline std::uint16_t take_number(std::string_view& text) {
  unsigned number = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    number = number * 10 + static_cast<unsigned>(text.front() - '0');
    text.remove_prefix(1);
  }
  text.remove_prefix(text.empty() ? 0 : 1);
  return static_cast<std::uint16_t>(number);
}

/// Of a text that the library takes for a release.
inline Release release_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  Release release;
  for (std::size_t i = 0; i < std::size(product_names); ++i)
    if (product_names[i] == text.substr(0, colon)) release.product = static_cast<Product>(i);
  text.remove_prefix(colon + 1);
  release.version.major = take_number(text);
  release.version.minor = take_number(text);
  return release;
}

inline std::vector<Release> releases_of(const Owned<idsxml_string>& lines) {
  std::vector<Release> releases;
  for (const std::string& line : lines_of(view_of(idsxml_string_text(lines.get()))))
    releases.push_back(release_of(line));
  return releases;
}

}  // namespace detail

/// As short as can be: `12`, `4.8`.
inline std::string to_string(Version version) {
  const std::string major = std::to_string(version.major);
  return version.minor == 0 ? major : major + "." + std::to_string(version.minor);
}

/// As parse_release() reads it and as short as can be: `keycloak:12`, `keycloak:4.8`.
inline std::string to_string(const Release& release) {
  return std::string(detail::product_names[static_cast<std::size_t>(release.product)]) + ":" +
         to_string(release.version);
}

/// Reads PRODUCT:VERSION as in `keycloak:15`, `ids:1.5`, `wildfly:23`. Errors: CLI101 to CLI104.
inline Result<Release> parse_release(std::string_view text) {
  const std::string asked(text);
  auto known = detail::made_by([&](idsxml_error** error) { return idsxml_stock_profiles(asked.c_str(), error); });
  if (!known) return std::move(known).error();
  return detail::release_of(text);
}

/// All that parse_release() accepts, by product, oldest first.
inline std::vector<Release> releases() {
  return detail::releases_of(detail::surely_made_by(idsxml_releases));
}

/// The profiles that a release is shipped with; none where they are not known.
inline std::vector<std::string> stock_profiles(const Release& release) {
  const std::string text = to_string(release);
  const auto lines =
      detail::surely_made_by([&](idsxml_error** error) { return idsxml_stock_profiles(text.c_str(), error); });
  return detail::lines_of(detail::view_of(idsxml_string_text(lines.get())));
}

// ---- configurations ----

/// Which of a server's files.
enum class ConfigurationKind { standalone, domain, host };

/// The server configuration that some bytes hold. A value: copies share what cannot change.
class Configuration {
 public:
  /// Errors: XML…, CFG001. Nothing but `bytes` is read and no entity is expanded.
  static Result<Configuration> parse(std::string_view bytes) {
    auto made = detail::made_by(
        [&](idsxml_error** error) { return idsxml_configuration_parse(bytes.data(), bytes.size(), error); });
    if (!made) return std::move(made).error();
    return Configuration(*std::move(made));
  }

  ConfigurationKind kind() const {
    const std::string_view kind = detail::view_of(idsxml_configuration_kind(handle()));
    if (kind == "standalone") return ConfigurationKind::standalone;
    return kind == "domain" ? ConfigurationKind::domain : ConfigurationKind::host;
  }
  /// The bytes as they came.
  std::string_view bytes() const { return detail::view_of(idsxml_configuration_bytes(handle())); }
  /// urn:jboss:domain:16.0
  std::string_view root_namespace() const { return detail::view_of(idsxml_configuration_namespace(handle())); }
  bool has_keycloak() const { return idsxml_configuration_has_keycloak(handle()) != 0; }
  /// Whether it is clustered.
  bool is_ha() const { return idsxml_configuration_is_ha(handle()) != 0; }

  /// For calls of the C interface; stays this object's.
  const idsxml_configuration* handle() const { return handle_.get(); }

 private:
  explicit Configuration(detail::Shared<idsxml_configuration> handle) : handle_(std::move(handle)) {}
  detail::Shared<idsxml_configuration> handle_;
};

/// Which releases could have written a configuration.
struct Detection {
  std::vector<Release> releases;  ///< oldest first
};

/// Looks at the namespaces and extensions of the configuration.
inline Detection detect(const Configuration& configuration) {
  return {detail::releases_of(detail::surely_made_by(
      [&](idsxml_error** error) { return idsxml_configuration_releases(configuration.handle(), error); }))};
}

// ---- rules ----

/// error: the release does not boot with it; warning: something is missing or deprecated; note: good to know.
enum class Severity { note, warning, error };

/// note, warning or error.
inline std::string_view name_of(Severity severity) {
  constexpr std::string_view names[] = {"note", "warning", "error"};
  return names[static_cast<std::size_t>(severity)];
}
/// The severity of that name, if there is one.
inline std::optional<Severity> severity_named(std::string_view name) {
  for (const Severity severity : {Severity::note, Severity::warning, Severity::error})
    if (name_of(severity) == name) return severity;
  return std::nullopt;
}

/// What a list of rules says of one.
struct RuleSummary {
  std::string_view id;  ///< KC1301
  Severity severity;
  std::string_view product;  ///< keycloak
  std::string_view release;  ///< the first release that it is for: 13.0.0
  std::string_view before;   ///< the first that it is no longer for; empty where there is none
  bool boot;                 ///< the release refuses to boot without it
  bool safe;                 ///< nothing is lost by it, and nothing left to do
  std::string_view title;
};

/// Rules in the order in which they run. A value; what its views point to lives as long as any copy of it.
class Rules {
 public:
  /// The rules that are compiled into the library.
  static Rules builtin() {
    return {detail::surely_made_by([](idsxml_error** error) { return idsxml_rules_load(nullptr, error); }), true};
  }
  /// These rules, which must be the built-in ones, and those of every *.xml in `directory`. Errors: RUL…, IO…; CLI005
  /// where these have rules of a folder already.
  Result<Rules> with_directory(const std::string& directory) const {
    if (!is_builtin_) return Error{"CLI005", "rules of one folder only can be added", "", std::nullopt, ""};
    auto made = detail::made_by([&](idsxml_error** error) { return idsxml_rules_load(directory.c_str(), error); });
    if (!made) return std::move(made).error();
    return Rules(*std::move(made), false);
  }

  std::vector<RuleSummary> list() const {
    std::vector<RuleSummary> rules;
    idsxml_rule rule = IDSXML_INIT(idsxml_rule);
    for (std::size_t i = 0; idsxml_rules_rule(handle(), i, &rule) != 0; ++i)
      rules.push_back({detail::view_of(rule.id), static_cast<Severity>(rule.severity), detail::view_of(rule.product),
                       detail::view_of(rule.release), detail::view_of(rule.before), rule.boot != 0, rule.safe != 0,
                       detail::view_of(rule.title)});
    return rules;
  }
  /// The page of a rule in Markdown. Empty for an unknown id.
  std::string explain(std::string_view id) const {
    const std::string asked(id);
    auto page = detail::text_of(
        detail::made_by([&](idsxml_error** error) { return idsxml_rules_explain(handle(), asked.c_str(), error); }));
    if (!page && page.error().code == "IO050") throw std::bad_alloc();
    return page ? *std::move(page) : std::string();
  }

  /// For calls of the C interface; stays this object's.
  const idsxml_rules* handle() const { return handle_.get(); }

 private:
  Rules(detail::Shared<idsxml_rules> handle, bool is_builtin) : handle_(std::move(handle)), is_builtin_(is_builtin) {}
  detail::Shared<idsxml_rules> handle_;
  bool is_builtin_;
};

// ---- findings ----

/// Replace the bytes [begin, end) of the configuration.
struct Edit {
  std::size_t begin;
  std::size_t end;
  std::string replacement;
};

/// What became of a finding, or has to.
enum class Outcome {
  done,     ///< migrate: the edits of the finding are made
  fixable,  ///< lint: a migration would make the edits of the finding
  left,     ///< a person has to do it: the finding says what
  note,     ///< nothing has to be done
};

/// Where in the configuration: a start tag or an attribute.
struct Place {
  Position begin;
  std::size_t length = 0;  ///< in bytes of `line`, at most to its end
  std::string line;        ///< the text of the line at `begin`; empty for a difference
  bool inserted = false;   ///< what the finding speaks of was inserted inside of what stands here
};

/// Why a finding does not count: a comment in the file says so.
struct Suppression {
  std::string reason;
};

/// One thing that a rule, or the check against the target, has to say.
struct Finding {
  std::string rule;  ///< its id: KC1301
  Severity severity = Severity::note;
  Outcome outcome = Outcome::note;
  std::string title;    ///< of the rule, one line
  std::string message;  ///< what is wrong, was done, or is to be done here, one line
  std::string help;     ///< lint: what a person may do about it; may be empty
  Place place;
  std::string path;                             ///< lint: the elements on the way to the place
  std::vector<Edit> edits;                      ///< of this finding alone, in order; empty unless done or fixable
  std::optional<Suppression> suppression = {};  ///< lint: where it does not count
  std::string print = {};                       ///< what fingerprint() returns
};

/// What a finding of lint is known by from run to run; empty for one of a migration.
inline std::string fingerprint(const Finding& finding) {
  return finding.print;
}

namespace detail {

inline Edit edit_of(const idsxml_edit& edit) {
  return {edit.begin, edit.end, string_of(edit.replacement)};
}

inline Finding finding_of(const idsxml_finding& given) {
  Finding finding;
  finding.rule = string_of(given.rule);
  finding.severity = static_cast<Severity>(given.severity);
  finding.outcome = static_cast<Outcome>(given.outcome);
  finding.title = string_of(given.title);
  finding.message = string_of(given.message);
  finding.help = string_of(given.help);
  finding.place = {position_of(given.position), given.length, string_of(given.line), given.inserted != 0};
  finding.path = string_of(given.path);
  if (given.suppressed != 0) finding.suppression = Suppression{string_of(given.reason)};
  finding.print = string_of(given.fingerprint);
  return finding;
}

/// All findings of what has them: `finding_at` and `edit_at` are the functions of the C interface.
template <class Owner, class FindingAt, class EditAt>
std::vector<Finding> findings_of(const Owner* owner, FindingAt finding_at, EditAt edit_at) {
  std::vector<Finding> findings;
  idsxml_finding given = IDSXML_INIT(idsxml_finding);
  for (std::size_t i = 0; finding_at(owner, i, &given) != 0; ++i) {
    findings.push_back(finding_of(given));
    idsxml_edit edit{};
    for (std::size_t j = 0; edit_at(owner, i, j, &edit) != 0; ++j) findings.back().edits.push_back(edit_of(edit));
  }
  return findings;
}

}  // namespace detail

// ---- migrate ----

/// What a migration does.
struct MigrateOptions {
  Release to;                                            ///< the release that the result is for
  bool minimal = false;                                  ///< only what the target refuses to boot with
  std::vector<std::string> only = {};                    ///< only these rules; empty for all
  std::vector<std::string> skip = {};                    ///< not these
  std::optional<std::string> keycloak_server_json = {};  ///< the content of a keycloak-server.json to be taken over
};

/// What a migration came to.
struct Migration {
  std::string bytes;              ///< the whole configuration with all edits made
  std::vector<Edit> edits;        ///< all of them, in order, without overlap, against the configuration's bytes
  std::vector<Finding> findings;  ///< in the order of rules
  detail::Shared<idsxml_migration> handle;

  std::size_t left_to_do() const { return idsxml_migration_left_to_do(handle.get()); }
};

/// Makes of `configuration` one that the target release boots. Errors: CFG003, RUL…, CFG006, BUG001, IO050.
inline Result<Migration> migrate(const Configuration& configuration, const Rules& rules,
                                 const MigrateOptions& options) {
  const std::string to = to_string(options.to);
  const std::vector<const char*> only = detail::pointers_to(options.only);
  const std::vector<const char*> skip = detail::pointers_to(options.skip);
  idsxml_migrate_options given = IDSXML_INIT(idsxml_migrate_options);
  given.to = to.c_str();
  given.minimal = options.minimal ? 1 : 0;
  given.only = only.data();
  given.only_count = only.size();
  given.skip = skip.data();
  given.skip_count = skip.size();
  given.keycloak_server_json = options.keycloak_server_json ? options.keycloak_server_json->c_str() : nullptr;
  given.keycloak_server_json_size = options.keycloak_server_json ? options.keycloak_server_json->size() : 0;
  auto made = detail::made_by(
      [&](idsxml_error** error) { return idsxml_migrate(configuration.handle(), rules.handle(), &given, error); });
  if (!made) return std::move(made).error();
  Migration migration;
  migration.handle = *std::move(made);
  const idsxml_migration* const handle = migration.handle.get();
  migration.bytes = detail::string_of(idsxml_migration_bytes(handle));
  idsxml_edit edit{};
  for (std::size_t i = 0; idsxml_migration_edit(handle, i, &edit) != 0; ++i)
    migration.edits.push_back(detail::edit_of(edit));
  migration.findings = detail::findings_of(handle, idsxml_migration_finding, idsxml_migration_finding_edit);
  return migration;
}

// ---- lint ----

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
  detail::Shared<idsxml_lint> handle;
};

/// What a file that lint looks at holds, as its name says.
struct InputKind {
  std::string name;

  static const InputKind configuration;  ///< of a server, or a template of one
  static const InputKind manifest;       ///< YAML with configurations or jboss-cli scripts in it
  static const InputKind script;         ///< of jboss-cli
};
inline const InputKind InputKind::configuration{"standalone.xml"};
inline const InputKind InputKind::manifest{"manifest.yaml"};
inline const InputKind InputKind::script{"script.cli"};

/// By a file's name; whatever has no ending of the others is a configuration.
inline InputKind input_kind(std::string_view path) {
  return {std::string(path)};
}

namespace detail {

/// `look` makes it with the options.
template <class Look>
Result<Lint> lint_with(const LintOptions& options, const Look& look) {
  const std::string to = to_string(options.to);
  const std::vector<const char*> only = pointers_to(options.only);
  const std::vector<const char*> skip = pointers_to(options.skip);
  std::vector<idsxml_rule_severity> severities;
  for (const RuleSeverity& each : options.severities)
    severities.push_back({each.rule.c_str(), static_cast<idsxml_severity>(each.severity)});
  idsxml_lint_options given = IDSXML_INIT(idsxml_lint_options);
  given.to = to.c_str();
  given.only = only.data();
  given.only_count = only.size();
  given.skip = skip.data();
  given.skip_count = skip.size();
  given.severities = severities.data();
  given.severity_count = severities.size();
  auto made = made_by([&](idsxml_error** error) { return look(&given, error); });
  if (!made) return std::move(made).error();
  Lint lint;
  lint.handle = *std::move(made);
  lint.findings = findings_of(lint.handle.get(), idsxml_lint_finding, idsxml_lint_finding_edit);
  return lint;
}

}  // namespace detail

/// Everything that the target release would refuse or silently change. Errors: RUL…, IO050.
inline Result<Lint> lint(const Configuration& configuration, const Rules& rules, const LintOptions& options) {
  return detail::lint_with(options, [&](const idsxml_lint_options* given, idsxml_error** error) {
    return idsxml_lint_configuration(configuration.handle(), rules.handle(), given, error);
  });
}

/// The same for the bytes of a file of any kind. Errors besides: XML…, CFG….
inline Result<Lint> lint(std::string_view bytes, const InputKind& kind, const Rules& rules,
                         const LintOptions& options) {
  return detail::lint_with(options, [&](const idsxml_lint_options* given, idsxml_error** error) {
    return idsxml_lint_bytes(bytes.data(), bytes.size(), kind.name.c_str(), rules.handle(), given, error);
  });
}

// ---- diff ----

/// A management address.
struct Address {
  std::string text;  ///< /subsystem=undertow/server=default-server

  friend bool operator==(const Address& a, const Address& b) { return a.text == b.text; }
};

/// As people and jboss-cli write it.
inline std::string to_string(const Address& address) {
  return address.text;
}

/// What an attribute holds.
struct AttributeValue {
  std::string shown;  ///< what text() returns; stars for a secret, unless secrets were asked for
  std::optional<Place> place = {};

  /// What a person reads: 8080, [a, b], {a=b}.
  const std::string& text() const { return shown; }
};

/// An attribute with its value.
struct NamedValue {
  std::string name;
  AttributeValue value;
};

/// One thing in which two configurations differ, as a server sees them.
struct Difference {
  enum class Kind { added, removed, changed, reordered, schema };
  Kind kind = Kind::changed;
  Address address;
  std::string attribute;                     ///< of changed: its name; of reordered: the type of the resources
  std::optional<AttributeValue> before;      ///< nothing where it is not written
  std::optional<AttributeValue> after;       ///< likewise
  std::optional<std::string> default_value;  ///< of changed: what a server takes where nothing is written
  std::vector<NamedValue> attributes;        ///< of added and removed
  std::optional<Place> place_before;         ///< in the old configuration: of the value, else of the resource
  std::optional<Place> place_after;          ///< likewise in the new one
};

/// The configuration that a release is shipped with.
struct StockConfiguration {
  Release release;
  std::string profile;  ///< standalone, ha, …; empty for the one that is most like what it is compared with
};

/// Whether there is such a profile, diff() says: DIF003, DIF004.
inline Result<StockConfiguration> stock_configuration(const Release& release, std::string_view profile) {
  return StockConfiguration{release, std::string(profile)};
}

/// The stock configuration of a release that is most like a configuration that it is compared with.
inline Result<StockConfiguration> stock_configuration_for(const Configuration& /*configuration*/,
                                                          const Release& release) {
  return StockConfiguration{release, {}};
}

/// How configurations are compared.
struct DiffOptions {
  std::optional<Release> release = {};  ///< whose defaults count; if none, the newest that could have written either
  bool resolve = false;                 ///< expressions are compared by their default values
  bool show_secrets = false;            ///< without it, no secret gets into the result
};

/// In what two configurations differ.
struct Diff {
  std::vector<Difference> differences;
  detail::Shared<idsxml_diff> handle;

  /// Whether a server would see a difference: one of namespaces alone is none.
  bool means_the_same() const { return idsxml_diff_means_the_same(handle.get()) != 0; }
};

namespace detail {

/// The options in C, and the text that they borrow.
struct DiffOptionsOf {
  explicit DiffOptionsOf(const DiffOptions& options)
      : release(options.release ? to_string(*options.release) : std::string()) {
    given.release = options.release ? release.c_str() : nullptr;
    given.resolve = options.resolve ? 1 : 0;
    given.show_secrets = options.show_secrets ? 1 : 0;
  }
  DiffOptionsOf(const DiffOptionsOf&) = delete;
  DiffOptionsOf& operator=(const DiffOptionsOf&) = delete;

  std::string release;
  idsxml_diff_options given = IDSXML_INIT(idsxml_diff_options);
};

inline std::optional<AttributeValue> value_of(int is_there, idsxml_text text) {
  if (is_there == 0) return std::nullopt;
  return AttributeValue{string_of(text)};
}

inline std::optional<Place> place_of(idsxml_position position) {
  if (position.line == 0) return std::nullopt;
  return Place{position_of(position), 0, {}, false};
}

/// `attribute_at` is asked for each index until it returns 0.
template <class AttributeAt>
Difference difference_of(const idsxml_difference& given, const AttributeAt& attribute_at) {
  Difference difference;
  difference.kind = static_cast<Difference::Kind>(given.kind);
  difference.address.text = string_of(given.address);
  difference.attribute = string_of(given.attribute);
  difference.before = value_of(given.has_before, given.before);
  difference.after = value_of(given.has_after, given.after);
  if (given.has_default != 0) difference.default_value = string_of(given.default_value);
  difference.place_before = place_of(given.position_before);
  difference.place_after = place_of(given.position_after);
  idsxml_attribute attribute{};
  for (std::size_t i = 0; attribute_at(i, &attribute) != 0; ++i)
    difference.attributes.push_back({string_of(attribute.name), {string_of(attribute.value)}});
  return difference;
}

inline Result<Diff> diff_of(Result<Owned<idsxml_diff>> made) {
  if (!made) return std::move(made).error();
  Diff diff;
  diff.handle = *std::move(made);
  idsxml_difference given = IDSXML_INIT(idsxml_difference);
  for (std::size_t i = 0; idsxml_diff_difference(diff.handle.get(), i, &given) != 0; ++i)
    diff.differences.push_back(difference_of(given, [&](std::size_t index, idsxml_attribute* attribute) {
      return idsxml_diff_attribute(diff.handle.get(), i, index, attribute);
    }));
  return diff;
}

}  // namespace detail

/// Compares two configurations of one kind in the server's own terms. Errors: DIF001, IO050.
inline Result<Diff> diff(const Configuration& before, const Configuration& after, const Rules& rules,
                         const DiffOptions& options = {}) {
  const detail::DiffOptionsOf asked(options);
  return detail::diff_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_diff_configurations(before.handle(), after.handle(), rules.handle(), &asked.given, error);
  }));
}

/// The same of what a release is shipped with and what was made of it. Errors besides: DIF003, DIF004.
inline Result<Diff> diff(const StockConfiguration& before, const Configuration& after, const Rules& rules,
                         const DiffOptions& options = {}) {
  const detail::DiffOptionsOf asked(options);
  const std::string release = to_string(before.release);
  const char* const profile = before.profile.empty() ? nullptr : before.profile.c_str();
  return detail::diff_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_diff_against(after.handle(), release.c_str(), profile, rules.handle(), &asked.given, error);
  }));
}

/// What both sides of a three-way comparison did to one thing, and not the same.
struct Collision {
  Difference mine;    ///< from the base
  Difference theirs;  ///< likewise
};

/// What two configurations made of a third one.
struct ThreeWay {
  std::vector<Difference> mine;       ///< that only mine has
  std::vector<Difference> theirs;     ///< that only theirs has
  std::vector<Difference> both;       ///< that both have
  std::vector<Collision> collisions;  ///< in the order of mine
  detail::Shared<idsxml_three_way> handle;
};

/// Errors: those of diff().
inline Result<ThreeWay> three_way(const Configuration& base, const Configuration& mine, const Configuration& theirs,
                                  const Rules& rules, const DiffOptions& options = {}) {
  const detail::DiffOptionsOf asked(options);
  auto made = detail::made_by([&](idsxml_error** error) {
    return idsxml_three_way_configurations(base.handle(), mine.handle(), theirs.handle(), rules.handle(), &asked.given,
                                           error);
  });
  if (!made) return std::move(made).error();
  ThreeWay found;
  found.handle = *std::move(made);
  const idsxml_three_way* const handle = found.handle.get();
  const auto side = [&](idsxml_side of) {
    std::vector<Difference> differences;
    idsxml_difference given = IDSXML_INIT(idsxml_difference);
    for (std::size_t i = 0; idsxml_three_way_difference(handle, of, i, &given) != 0; ++i)
      differences.push_back(detail::difference_of(given, [&](std::size_t index, idsxml_attribute* attribute) {
        return idsxml_three_way_attribute(handle, of, i, index, attribute);
      }));
    return differences;
  };
  found.mine = side(IDSXML_MINE);
  found.theirs = side(IDSXML_THEIRS);
  found.both = side(IDSXML_BOTH);
  idsxml_difference my = IDSXML_INIT(idsxml_difference);
  idsxml_difference their = IDSXML_INIT(idsxml_difference);
  for (std::size_t i = 0; idsxml_three_way_collision(handle, i, &my, &their) != 0; ++i) {
    const auto attributes = [&](idsxml_side of) {
      return [handle, i, of](std::size_t index, idsxml_attribute* attribute) {
        return idsxml_three_way_collision_attribute(handle, i, of, index, attribute);
      };
    };
    found.collisions.push_back(
        {detail::difference_of(my, attributes(IDSXML_MINE)), detail::difference_of(their, attributes(IDSXML_THEIRS))});
  }
  return found;
}

// ---- merge ----

/// How a conflict is marked, as git does it.
struct MergeOptions {
  std::size_t marker_size = 7;  ///< how many '<' begin one; at least 1
  std::string mine = "ours";    ///< what stands behind the markers
  std::string base = "base";
  std::string theirs = "theirs";
};

/// What a merge came to.
struct Merged {
  std::string bytes;
  std::vector<std::size_t> conflicts;  ///< the lines of `bytes`, from 1, on which they begin

  bool is_clean() const { return conflicts.empty(); }
};

/// Merges what `theirs` changed of `base` into `mine`, element by element. All three are the bytes of files.
inline Merged merge(std::string_view base, std::string_view mine, std::string_view theirs, const Rules& rules,
                    const MergeOptions& options = {}) {
  idsxml_merge_options given = IDSXML_INIT(idsxml_merge_options);
  given.marker_size = options.marker_size;
  given.mine = options.mine.c_str();
  given.base = options.base.c_str();
  given.theirs = options.theirs.c_str();
  const auto made = detail::surely_made_by([&](idsxml_error** error) {
    return idsxml_merge({base.data(), base.size()}, {mine.data(), mine.size()}, {theirs.data(), theirs.size()},
                        rules.handle(), &given, error);
  });
  Merged merged;
  merged.bytes = detail::string_of(idsxml_merged_bytes(made.get()));
  for (std::size_t i = 0; i < idsxml_merged_conflict_count(made.get()); ++i)
    merged.conflicts.push_back(idsxml_merged_conflict_line(made.get(), i));
  return merged;
}

// ---- files ----

/// Tells a file as it was read from whatever stands under its name later.
struct FileIdentity {
  std::string path;
  detail::Shared<idsxml_file> handle;
};

/// A file as it was read.
struct InputFile {
  std::string bytes;
  FileIdentity identity;
};

/// The whole regular file, links followed; `max_size` in bytes, 0 for 256 MiB. Errors: IO….
inline Result<InputFile> read_file(const std::string& path, std::size_t max_size) {
  auto made = detail::made_by([&](idsxml_error** error) { return idsxml_file_read(path.c_str(), max_size, error); });
  if (!made) return std::move(made).error();
  InputFile file;
  file.bytes = detail::string_of(idsxml_file_bytes(made->get()));
  file.identity = {path, *std::move(made)};
  return file;
}

/// How a file is replaced.
struct ReplaceOptions {
  bool backup = true;
  std::string backup_directory = {};  ///< must exist; empty: the folder of the file
  std::string backup_label = {};      ///< "keycloak-12" makes FILE.keycloak-12.bak; without '/'
  bool in_place = false;              ///< overwrite the file instead of renaming a new one over it
};

/// What became of a file that was to be replaced.
struct Replaced {
  bool changed = false;            ///< false where the file held these bytes already; then nothing was touched
  std::string backup_path;         ///< empty where none was made
  std::vector<std::string> notes;  ///< what could not be kept, in sentences for a person
};

/// Replaces the content of `path`, which was read as `read_as`, by `bytes`: whole or not at all. Errors: IO….
inline Result<Replaced> replace_file(const std::string& path, const FileIdentity& read_as, std::string_view bytes,
                                     const ReplaceOptions& options) {
  if (path != read_as.path) return Error{"IO020", "another file was read: " + read_as.path, "", std::nullopt, ""};
  idsxml_replace_options given = IDSXML_INIT(idsxml_replace_options);
  given.no_backup = options.backup ? 0 : 1;
  given.backup_directory = options.backup_directory.c_str();
  given.backup_label = options.backup_label.c_str();
  given.in_place = options.in_place ? 1 : 0;
  auto made = detail::made_by([&](idsxml_error** error) {
    return idsxml_file_replace(read_as.handle.get(), bytes.data(), bytes.size(), &given, error);
  });
  if (!made) return std::move(made).error();
  return Replaced{idsxml_replaced_changed(made->get()) != 0, detail::string_of(idsxml_replaced_backup(made->get())),
                  detail::lines_of(detail::view_of(idsxml_replaced_notes(made->get())))};
}

// ---- plan ----

/// How the server was installed.
enum class Platform { zip, kubernetes };

/// The Helm chart that an Identity Service on Kubernetes was installed with.
enum class Chart { infrastructure, identity_service };

/// The installation that is to be upgraded, and to what. An empty text: a person has to say.
struct PlanOptions {
  std::optional<Release> from = {};  ///< without it, the one that the configuration tells
  Release to = {};
  Platform platform = Platform::zip;
  Chart chart = Chart::infrastructure;
  std::optional<Configuration> configuration = {};  ///< a standalone.xml; tells the database and its place
  std::string configuration_name = {};              ///< of that file, without its folder
  std::string home = {};                            ///< of the server
  std::string release_name = {};                    ///< of Helm
  std::string name_space = {};                      ///< of Kubernetes
};

/// The runbook for an installation as markdown, sh or json. No secret is in it. Errors: PLN…, CLI101…, CLI003 for
/// another format.
inline Result<std::string> plan(const PlanOptions& options, const std::string& format) {
  const std::string from = options.from ? to_string(*options.from) : "";
  const std::string to = to_string(options.to);
  idsxml_plan_options given = IDSXML_INIT(idsxml_plan_options);
  given.to = to.c_str();
  given.from = options.from ? from.c_str() : nullptr;
  given.platform = options.platform == Platform::kubernetes ? "kubernetes" : "zip";
  given.chart = options.chart == Chart::identity_service ? "identity-service" : "infrastructure";
  given.configuration = options.configuration ? options.configuration->handle() : nullptr;
  given.configuration_name = options.configuration_name.c_str();
  given.home = options.home.c_str();
  given.release_name = options.release_name.c_str();
  given.name_space = options.name_space.c_str();
  return detail::text_of(
      detail::made_by([&](idsxml_error** error) { return idsxml_plan(&given, format.c_str(), error); }));
}

// ---- upgrade ----

/// What is carried into what.
struct UpgradeOptions {
  std::string old_home;       ///< is only read
  std::string new_home;       ///< the newer release as it was unpacked
  std::string original = {};  ///< the old release as it is shipped, unpacked; empty where it is not at hand
  bool ignore_ports = false;  ///< do not mind that an unknown program listens on a port of the old server
};

/// What an upgrade would do.
struct UpgradePlan {
  std::string from;  ///< keycloak:12
  std::string to;
  std::size_t actions = 0;
  std::size_t bytes = 0;         ///< to be copied
  std::size_t space_needed = 0;  ///< at most, in bytes
  std::size_t space_free = 0;    ///< on the disk of the new home
  bool needs_attention = false;  ///< a person has something to do: the report says what
  std::vector<Error> obstacles;  ///< what stood in the way when it was planned
  detail::Shared<idsxml_upgrade> handle;
};

/// What an upgrade has done.
struct Upgraded {
  bool needs_attention = false;
  detail::Shared<idsxml_upgraded> handle;
};

/// Called now and then with how many bytes are done. Returns whether to go on; else the upgrade stops after the file
/// that it is at, with UPG018. Where it throws, the upgrade stops, too, and then throws that.
using UpgradeProgress = std::function<bool(std::size_t done, std::size_t total)>;

namespace detail {

/// No exception may pass through C.
struct Progress {
  const UpgradeProgress* advanced;
  std::exception_ptr thrown = {};

  static int report(void* context, std::size_t done, std::size_t total) noexcept {
    auto* const self = static_cast<Progress*>(context);
    try {
      return !*self->advanced || (*self->advanced)(done, total) ? 0 : 1;
    } catch (...) {
      self->thrown = std::current_exception();
      return 1;
    }
  }
};

/// `call` takes the progress and where to store the error.
template <class Call>
Result<Upgraded> upgraded_by(const UpgradeProgress& advanced, const Call& call) {
  Progress progress{&advanced};
  auto made = made_by([&](idsxml_error** error) { return call(&progress, error); });
  if (progress.thrown) std::rethrow_exception(progress.thrown);
  if (!made) return std::move(made).error();
  const bool needs_attention = idsxml_upgraded_needs_attention(made->get()) != 0;
  return Upgraded{needs_attention, *std::move(made)};
}

}  // namespace detail

/// Looks at both homes and changes nothing. Errors: UPG…, IO….
inline Result<UpgradePlan> plan_upgrade(const UpgradeOptions& options, const Rules& rules) {
  idsxml_upgrade_options given = IDSXML_INIT(idsxml_upgrade_options);
  given.old_home = options.old_home.c_str();
  given.new_home = options.new_home.c_str();
  given.original = options.original.c_str();
  given.ignore_ports = options.ignore_ports ? 1 : 0;
  auto made = detail::made_by([&](idsxml_error** error) { return idsxml_upgrade_plan(&given, rules.handle(), error); });
  if (!made) return std::move(made).error();
  idsxml_upgrade_summary summary = IDSXML_INIT(idsxml_upgrade_summary);
  idsxml_upgrade_summarize(made->get(), &summary);
  UpgradePlan plan;
  plan.from = detail::string_of(summary.from);
  plan.to = detail::string_of(summary.to);
  plan.actions = summary.action_count;
  plan.bytes = summary.bytes;
  plan.space_needed = summary.space_needed;
  plan.space_free = summary.space_free;
  plan.needs_attention = summary.needs_attention != 0;
  for (std::size_t i = 0; i < idsxml_upgrade_obstacle_count(made->get()); ++i)
    plan.obstacles.push_back(detail::error_of(idsxml_upgrade_obstacle(made->get(), i)));
  plan.handle = *std::move(made);
  return plan;
}

/// Carries it out. Whatever interrupts it, it can be resumed or undone. Errors: UPG…, IO…, the obstacles that there are
/// now among them.
inline Result<Upgraded> run_upgrade(const UpgradePlan& plan, const UpgradeProgress& progress = {}) {
  return detail::upgraded_by(progress, [&](detail::Progress* told, idsxml_error** error) {
    return idsxml_upgrade_run(plan.handle.get(), detail::Progress::report, told, error);
  });
}

/// Goes on with one that was interrupted, to the same end. Errors: UPG…, IO….
inline Result<Upgraded> resume_upgrade(const std::string& new_home, const Rules& rules,
                                       const UpgradeProgress& progress = {}) {
  return detail::upgraded_by(progress, [&](detail::Progress* told, idsxml_error** error) {
    return idsxml_upgrade_resume(new_home.c_str(), rules.handle(), detail::Progress::report, told, error);
  });
}

/// Makes of a new home what it was before an upgrade; whatever was done to the carried files since is lost. Returns the
/// report, as text or json. Errors: CLI003 for another format, UPG…, IO….
inline Result<std::string> undo_upgrade(const std::string& new_home, const std::string& format) {
  return detail::text_of(detail::made_by(
      [&](idsxml_error** error) { return idsxml_upgrade_undo(new_home.c_str(), format.c_str(), error); }));
}

/// How far an upgrade into this home is: none, begun, undoing or finished. Errors: UPG…, IO….
inline Result<std::string> upgrade_stage(const std::string& new_home) {
  return detail::text_of(
      detail::made_by([&](idsxml_error** error) { return idsxml_upgrade_stage(new_home.c_str(), error); }));
}

// ---- reports: what the program prints, in any of its formats; CLI003 for an unknown one ----

/// What `idsxml detect` says of a file that is called `name`. Formats: text, json.
inline Result<std::string> report(const Configuration& configuration, const std::string& format,
                                  const std::string& name) {
  return detail::text_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_configuration_report(configuration.handle(), format.c_str(), name.c_str(), error);
  }));
}

/// What `idsxml migrate` says. Formats: text, json, html, diff.
inline Result<std::string> report(const Migration& migration, const std::string& format, const std::string& name) {
  return detail::text_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_migration_report(migration.handle.get(), format.c_str(), name.c_str(), error);
  }));
}

/// What `idsxml lint` says. Formats: text, json, sarif, github and the others of `idsxml lint --help`.
inline Result<std::string> report(const Lint& lint, const std::string& format, const std::string& name) {
  return detail::text_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_lint_report(lint.handle.get(), format.c_str(), name.c_str(), error);
  }));
}

/// What `idsxml diff` says. Formats: text, json, markdown, html, cli.
inline Result<std::string> report(const Diff& diff, const std::string& format, const std::string& before_name,
                                  const std::string& after_name) {
  return detail::text_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_diff_report(diff.handle.get(), format.c_str(), before_name.c_str(), after_name.c_str(), error);
  }));
}

/// What `idsxml diff --three-way` says. Formats: text, json.
inline Result<std::string> report(const ThreeWay& three_way, const std::string& format, const std::string& base_name,
                                  const std::string& mine_name, const std::string& theirs_name) {
  return detail::text_of(detail::made_by([&](idsxml_error** error) {
    return idsxml_three_way_report(three_way.handle.get(), format.c_str(), base_name.c_str(), mine_name.c_str(),
                                   theirs_name.c_str(), error);
  }));
}

/// What `idsxml upgrade --dry-run` says. Formats: text, json.
inline Result<std::string> report(const UpgradePlan& plan, const std::string& format) {
  return detail::text_of(detail::made_by(
      [&](idsxml_error** error) { return idsxml_upgrade_report(plan.handle.get(), format.c_str(), error); }));
}

/// What `idsxml upgrade` says at its end. Formats: text, json.
inline Result<std::string> report(const Upgraded& upgraded, const std::string& format) {
  return detail::text_of(detail::made_by(
      [&](idsxml_error** error) { return idsxml_upgraded_report(upgraded.handle.get(), format.c_str(), error); }));
}

}  // namespace shared
}  // namespace idsxml
