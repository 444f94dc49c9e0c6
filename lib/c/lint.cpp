#include "idsxml/lint.hpp"

#include "c/handles.hpp"
#include "idsxml/finding.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_lint {
  Lint value;
  std::vector<std::string> fingerprints;
  std::string bytes;
  Rules rules;
  Release to;
};

namespace {

Result<LintOptions> options_of(const idsxml_lint_options* given) {
  const idsxml_lint_options options = known(given);
  const Result<Release> to = release_of(options.to);
  if (!to) return to.error();
  LintOptions asked{
      .to = *to, .only = list_of(options.only, options.only_count), .skip = list_of(options.skip, options.skip_count)};
  for (const idsxml_rule_severity& each :
       std::span(options.severities, options.severities == nullptr ? 0 : options.severity_count))
    asked.severities.push_back({std::string(view_of(each.rule)), severity_from(each.severity)});
  return asked;
}

/// `look` does it with the rules and the options.
template <class Look>
idsxml_lint* lint_of(std::string_view bytes, const idsxml_rules* rules, const idsxml_lint_options* options,
                     idsxml_error** error, const Look& look) noexcept {
  return guarded(error, [&] {
    const Result<LintOptions> asked = options_of(options);
    if (!asked) return failure<idsxml_lint>(asked.error(), error);
    const Rules rulebook = rules_of(rules);
    Result<Lint> found = look(rulebook, *asked);
    if (!found) return failure<idsxml_lint>(std::move(found).error(), error);
    std::vector<std::string> fingerprints;
    for (const Finding& finding : found->findings) fingerprints.push_back(fingerprint(finding));
    return std::make_unique<idsxml_lint>(
        idsxml_lint{*std::move(found), std::move(fingerprints), std::string(bytes), rulebook, asked->to});
  });
}

}  // namespace

idsxml_lint* idsxml_lint_configuration(const idsxml_configuration* configuration, const idsxml_rules* rules,
                                       const idsxml_lint_options* options, idsxml_error** error) noexcept {
  return lint_of(
      configuration->value.bytes(), rules, options, error,
      [&](const Rules& rulebook, const LintOptions& asked) { return lint(configuration->value, rulebook, asked); });
}
idsxml_lint* idsxml_lint_bytes(const char* bytes, size_t size, const char* name, const idsxml_rules* rules,
                               const idsxml_lint_options* options, idsxml_error** error) noexcept {
  const std::string_view content = view_of(bytes, size);
  return lint_of(content, rules, options, error, [&](const Rules& rulebook, const LintOptions& asked) {
    return lint(content, input_kind(view_of(name)), rulebook, asked);
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
idsxml_string* idsxml_lint_report(const idsxml_lint* lint, const char* format, const char* name,
                                  idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const LintFormat* found = lint_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    LintRun run{.version = IDSXML_VERSION, .to = lint->to, .rules = lint->rules.list(), .errors = {}, .notices = {}};
    run.rulebook = lint->rules;
    LintedFile file{.path = std::string(view_of(name)), .to = lint->to};
    file.findings = lint->value.findings;
    file.bytes = lint->bytes;
    LintTotals totals;
    totals.add(file);
    totals.exit_status = totals.errors > 0 ? 1 : 0;  // as the program's
    return string_of(found->begin(run, {}).report + found->file(run, file, {}, {}).report +
                     found->end(run, totals, {}).report);
  });
}
void idsxml_lint_free(idsxml_lint* lint) noexcept {
  delete lint;
}
