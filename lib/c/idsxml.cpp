#include "idsxml/idsxml.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/detect.hpp"
#include "idsxml/diff.hpp"
#include "idsxml/finding.hpp"
#include "idsxml/lint.hpp"
#include "idsxml/migrate.hpp"
#include "idsxml/report.hpp"
#include "idsxml/rules.hpp"

// The C interface over the C++ one. Texts that a structure borrows are made with the object, so that asking cannot
// fail.

struct idsxml_error {
  idsxml::Error value;
};
struct idsxml_string {
  std::string value;
};
struct idsxml_configuration {
  idsxml::Configuration value;
};
struct idsxml_rules {
  idsxml::Rules value;
  std::vector<idsxml::RuleSummary> list;
};
struct idsxml_migration {
  idsxml::Migration value;
};
struct idsxml_lint {
  idsxml::Lint value;
  std::vector<std::string> fingerprints;
};
struct idsxml_diff {
  struct Texts {
    std::string address;
    std::string before;
    std::string after;
  };
  idsxml::Diff value;
  std::vector<Texts> texts;
};

namespace {

using namespace idsxml;

constexpr idsxml_text text_of(std::string_view text) {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}

constexpr idsxml_position position_of(const Position& position) {
  return {position.offset, position.line, position.column};
}

/// Too little memory to say so must not be too little to say it.
idsxml_error* out_of_memory() noexcept {
  static idsxml_error error{[] {
    Error made;
    made.code = "IO050";  // short enough for the strings themselves
    made.message = "out of memory";
    return made;
  }()};
  return &error;
}

void store(idsxml_error** error, Error value) {
  if (error != nullptr) *error = new idsxml_error{std::move(value)};
}

/// Runs what makes an object; nothing but its result and its error gets out.
template <class Make>
auto guarded(idsxml_error** error, const Make& make) noexcept -> decltype(make().release()) {
  if (error != nullptr) *error = nullptr;
  try {
    return make().release();
  } catch (...) {  // out of memory: whatever else can go wrong comes as a Result
    if (error != nullptr) *error = out_of_memory();
    return nullptr;
  }
}

template <class Handle, class Value>
std::unique_ptr<Handle> handle(Result<Value> result, idsxml_error** error) {
  if (result) return std::unique_ptr<Handle>(new Handle{*std::move(result)});
  store(error, std::move(result).error());
  return nullptr;
}

template <class Handle>
std::unique_ptr<Handle> failure(Error value, idsxml_error** error) {
  store(error, std::move(value));
  return nullptr;
}

Rules rules_of(const idsxml_rules* rules) {
  return rules == nullptr ? Rules::builtin() : rules->value;
}

std::vector<std::string> list_of(const char* const* ids, std::size_t count) {
  std::vector<std::string> list;
  for (const char* id : std::span(ids, ids == nullptr ? 0 : count)) list.emplace_back(id == nullptr ? "" : id);
  return list;
}

/// What the caller knows of a structure; the rest is as if it were 0.
template <class Struct>
Struct known(const Struct* given) {
  Struct all{};
  if (given != nullptr) std::memcpy(&all, given, std::min(given->struct_size, sizeof(Struct)));
  return all;
}

/// Writes what the caller's structure has room for.
template <class Struct>
void fill(Struct* out, Struct value) {
  const std::size_t size = std::min(out->struct_size, sizeof(Struct));
  value.struct_size = out->struct_size;
  std::memcpy(out, &value, size);
}

Result<Release> release_of(const char* text) {
  return parse_release(text == nullptr ? "" : text);
}

idsxml_finding finding_of(const Finding& finding) {
  constexpr std::array severities{IDSXML_NOTE, IDSXML_WARNING, IDSXML_ERROR};
  constexpr std::array outcomes{IDSXML_DONE, IDSXML_FIXABLE, IDSXML_LEFT, IDSXML_NOTHING};
  idsxml_finding out{};
  out.severity = severities[static_cast<std::size_t>(finding.severity)];
  out.outcome = outcomes[static_cast<std::size_t>(finding.outcome)];
  out.rule = text_of(finding.rule);
  out.title = text_of(finding.title);
  out.message = text_of(finding.message);
  out.help = text_of(finding.help);
  out.path = text_of(finding.path);
  out.position = position_of(finding.place.begin);
  out.length = finding.place.length;
  out.line = text_of(finding.place.line);
  out.inserted = finding.place.inserted ? 1 : 0;
  out.suppressed = finding.suppression ? 1 : 0;
  out.reason = text_of(finding.suppression ? std::string_view(finding.suppression->reason) : std::string_view());
  out.fingerprint = text_of({});
  out.edit_count = finding.edits.size();
  return out;
}

int edit_at(std::span<const Edit> edits, std::size_t index, idsxml_edit* edit) {
  if (index >= edits.size()) return 0;
  *edit = {edits[index].begin, edits[index].end, text_of(edits[index].replacement)};
  return 1;
}

int edit_of(const std::vector<Finding>& findings, std::size_t finding, std::size_t index, idsxml_edit* edit) {
  return finding < findings.size() ? edit_at(findings[finding].edits, index, edit) : 0;
}

Result<LintOptions> lint_options_of(const idsxml_lint_options* given) {
  const idsxml_lint_options options = known(given);
  Result<Release> to = release_of(options.to);
  if (!to) return std::move(to).error();
  return LintOptions{
      .to = *to, .only = list_of(options.only, options.only_count), .skip = list_of(options.skip, options.skip_count)};
}

std::unique_ptr<idsxml_lint> lint_of(Result<Lint> result, idsxml_error** error) {
  std::unique_ptr<idsxml_lint> lint = handle<idsxml_lint>(std::move(result), error);
  if (lint)
    for (const Finding& finding : lint->value.findings) lint->fingerprints.push_back(fingerprint(finding));
  return lint;
}

std::string text_of_value(const std::optional<AttributeValue>& value) {
  return value ? value->text() : std::string();
}

}  // namespace

const char* idsxml_version(void) noexcept {
  return IDSXML_VERSION;
}

idsxml_text idsxml_error_code(const idsxml_error* error) noexcept {
  return text_of(error->value.code);
}
idsxml_text idsxml_error_message(const idsxml_error* error) noexcept {
  return text_of(error->value.message);
}
idsxml_text idsxml_error_advice(const idsxml_error* error) noexcept {
  return text_of(error->value.advice);
}
int idsxml_error_position(const idsxml_error* error, idsxml_position* position) noexcept {
  if (!error->value.where) return 0;
  *position = position_of(*error->value.where);
  return 1;
}
idsxml_text idsxml_error_line(const idsxml_error* error) noexcept {
  return text_of(error->value.line);
}
void idsxml_error_free(idsxml_error* error) noexcept {
  if (error != out_of_memory()) delete error;
}

idsxml_text idsxml_string_text(const idsxml_string* string) noexcept {
  return text_of(string->value);
}
void idsxml_string_free(idsxml_string* string) noexcept {
  delete string;
}

idsxml_configuration* idsxml_configuration_parse(const char* bytes, size_t size, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    return handle<idsxml_configuration>(Configuration::parse(size == 0 ? std::string() : std::string(bytes, size)),
                                        error);
  });
}
idsxml_text idsxml_configuration_bytes(const idsxml_configuration* configuration) noexcept {
  return text_of(configuration->value.bytes());
}
idsxml_text idsxml_configuration_kind(const idsxml_configuration* configuration) noexcept {
  switch (configuration->value.kind()) {
    case ConfigurationKind::standalone:
      return text_of("standalone");
    case ConfigurationKind::domain:
      return text_of("domain");
    case ConfigurationKind::host:
      break;
  }
  return text_of("host");
}
idsxml_text idsxml_configuration_namespace(const idsxml_configuration* configuration) noexcept {
  return text_of(configuration->value.root_namespace());
}
int idsxml_configuration_has_keycloak(const idsxml_configuration* configuration) noexcept {
  return configuration->value.has_keycloak() ? 1 : 0;
}
int idsxml_configuration_is_ha(const idsxml_configuration* configuration) noexcept {
  return configuration->value.is_ha() ? 1 : 0;
}
idsxml_string* idsxml_configuration_releases(const idsxml_configuration* configuration, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    auto lines = std::make_unique<idsxml_string>();
    for (const Release& release : detect(configuration->value).releases) lines->value += to_string(release) + "\n";
    return lines;
  });
}
void idsxml_configuration_free(idsxml_configuration* configuration) noexcept {
  delete configuration;
}

idsxml_rules* idsxml_rules_load(const char* directory, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Rules builtin = Rules::builtin();
    Result<Rules> loaded = directory == nullptr ? Result<Rules>(builtin) : builtin.with_directory(directory);
    if (!loaded) return failure<idsxml_rules>(std::move(loaded).error(), error);
    return std::make_unique<idsxml_rules>(idsxml_rules{*loaded, loaded->list()});
  });
}
size_t idsxml_rules_count(const idsxml_rules* rules) noexcept {
  return rules->list.size();
}
idsxml_text idsxml_rules_id(const idsxml_rules* rules, size_t index) noexcept {
  return text_of(index < rules->list.size() ? rules->list[index].id : std::string_view());
}
idsxml_string* idsxml_rules_explain(const idsxml_rules* rules, const char* id, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    std::string page = rules_of(rules).explain(id);
    if (page.empty())
      return failure<idsxml_string>(Error{.code = "RUL004", .message = std::string("there is no rule ") + id}, error);
    return std::make_unique<idsxml_string>(idsxml_string{std::move(page)});
  });
}
void idsxml_rules_free(idsxml_rules* rules) noexcept {
  delete rules;
}

idsxml_migration* idsxml_migrate(const idsxml_configuration* configuration, const idsxml_rules* rules,
                                 const idsxml_migrate_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const idsxml_migrate_options all = known(options);
    const Result<Release> to = release_of(all.to);
    if (!to) return failure<idsxml_migration>(to.error(), error);
    MigrateOptions asked{.to = *to,
                         .minimal = all.minimal != 0,
                         .only = list_of(all.only, all.only_count),
                         .skip = list_of(all.skip, all.skip_count)};
    if (all.keycloak_server_json != nullptr)
      asked.keycloak_server_json.emplace(all.keycloak_server_json, all.keycloak_server_json_size);
    return handle<idsxml_migration>(migrate(configuration->value, rules_of(rules), asked), error);
  });
}
idsxml_text idsxml_migration_bytes(const idsxml_migration* migration) noexcept {
  return text_of(migration->value.bytes);
}
size_t idsxml_migration_left_to_do(const idsxml_migration* migration) noexcept {
  return migration->value.left_to_do();
}
size_t idsxml_migration_edit_count(const idsxml_migration* migration) noexcept {
  return migration->value.edits.size();
}
int idsxml_migration_edit(const idsxml_migration* migration, size_t index, idsxml_edit* edit) noexcept {
  return edit_at(migration->value.edits, index, edit);
}
size_t idsxml_migration_finding_count(const idsxml_migration* migration) noexcept {
  return migration->value.findings.size();
}
int idsxml_migration_finding(const idsxml_migration* migration, size_t index, idsxml_finding* finding) noexcept {
  if (index >= migration->value.findings.size()) return 0;
  fill(finding, finding_of(migration->value.findings[index]));
  return 1;
}
int idsxml_migration_finding_edit(const idsxml_migration* migration, size_t finding, size_t index,
                                  idsxml_edit* edit) noexcept {
  return edit_of(migration->value.findings, finding, index, edit);
}
void idsxml_migration_free(idsxml_migration* migration) noexcept {
  delete migration;
}

idsxml_lint* idsxml_lint_configuration(const idsxml_configuration* configuration, const idsxml_rules* rules,
                                       const idsxml_lint_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Result<LintOptions> asked = lint_options_of(options);
    if (!asked) return failure<idsxml_lint>(asked.error(), error);
    return lint_of(lint(configuration->value, rules_of(rules), *asked), error);
  });
}
idsxml_lint* idsxml_lint_bytes(const char* bytes, size_t size, const char* name, const idsxml_rules* rules,
                               const idsxml_lint_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Result<LintOptions> asked = lint_options_of(options);
    if (!asked) return failure<idsxml_lint>(asked.error(), error);
    const std::string_view content = size == 0 ? std::string_view() : std::string_view(bytes, size);
    return lint_of(lint(content, input_kind(name == nullptr ? "" : name), rules_of(rules), *asked), error);
  });
}
size_t idsxml_lint_finding_count(const idsxml_lint* lint) noexcept {
  return lint->value.findings.size();
}
int idsxml_lint_finding(const idsxml_lint* lint, size_t index, idsxml_finding* finding) noexcept {
  if (index >= lint->value.findings.size()) return 0;
  idsxml_finding value = finding_of(lint->value.findings[index]);
  value.fingerprint = text_of(lint->fingerprints[index]);
  fill(finding, value);
  return 1;
}
int idsxml_lint_finding_edit(const idsxml_lint* lint, size_t finding, size_t index, idsxml_edit* edit) noexcept {
  return edit_of(lint->value.findings, finding, index, edit);
}
void idsxml_lint_free(idsxml_lint* lint) noexcept {
  delete lint;
}

idsxml_diff* idsxml_diff_configurations(const idsxml_configuration* before, const idsxml_configuration* after,
                                        const idsxml_rules* rules, const idsxml_diff_options* options,
                                        idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const idsxml_diff_options all = known(options);
    DiffOptions asked{.resolve = all.resolve != 0, .show_secrets = all.show_secrets != 0};
    if (all.release != nullptr) {
      const Result<Release> release = release_of(all.release);
      if (!release) return failure<idsxml_diff>(release.error(), error);
      asked.release = *release;
    }
    std::unique_ptr<idsxml_diff> made =
        handle<idsxml_diff>(diff(before->value, after->value, rules_of(rules), asked), error);
    if (made)
      for (const Difference& each : made->value.differences)
        made->texts.push_back({to_string(each.address), text_of_value(each.before), text_of_value(each.after)});
    return made;
  });
}
int idsxml_diff_means_the_same(const idsxml_diff* diff) noexcept {
  return diff->value.means_the_same() ? 1 : 0;
}
size_t idsxml_diff_count(const idsxml_diff* diff) noexcept {
  return diff->value.differences.size();
}
int idsxml_diff_difference(const idsxml_diff* diff, size_t index, idsxml_difference* difference) noexcept {
  constexpr std::array kinds{IDSXML_ADDED, IDSXML_REMOVED, IDSXML_CHANGED, IDSXML_REORDERED, IDSXML_SCHEMA};
  if (index >= diff->value.differences.size()) return 0;
  const Difference& value = diff->value.differences[index];
  const idsxml_diff::Texts& texts = diff->texts[index];
  const auto position = [](const std::optional<AttributeValue>& own, const std::optional<Place>& resource) {
    if (own && own->place) return position_of(own->place->begin);
    return resource ? position_of(resource->begin) : idsxml_position{};
  };
  idsxml_difference out{};
  out.kind = kinds[static_cast<std::size_t>(value.kind)];
  out.address = text_of(texts.address);
  out.attribute = text_of(value.attribute);
  out.has_before = value.before ? 1 : 0;
  out.has_after = value.after ? 1 : 0;
  out.before = text_of(texts.before);
  out.after = text_of(texts.after);
  out.position_before = position(value.before, value.place_before);
  out.position_after = position(value.after, value.place_after);
  fill(difference, out);
  return 1;
}
idsxml_string* idsxml_diff_report(const idsxml_diff* diff, const char* format, const char* before_name,
                                  const char* after_name, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const DiffFormat* found = diff_format(format == nullptr ? "" : format);
    if (found == nullptr)
      return failure<idsxml_string>(
          Error{.code = "CLI003", .message = std::string("there is no format ") + (format == nullptr ? "" : format)},
          error);
    const DiffReport report{IDSXML_VERSION, before_name == nullptr ? "" : before_name,
                            after_name == nullptr ? "" : after_name, diff->value};
    return std::make_unique<idsxml_string>(idsxml_string{found->write(report, {}).report});
  });
}
void idsxml_diff_free(idsxml_diff* diff) noexcept {
  delete diff;
}
