#include "c/handles.hpp"

#include <array>

namespace idsxml::c {

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

std::unique_ptr<idsxml_string> string_of(std::string value) {
  return std::make_unique<idsxml_string>(idsxml_string{std::move(value)});
}

std::unique_ptr<idsxml_string> unknown_format(std::string_view format, idsxml_error** error) {
  return failure<idsxml_string>(Error{.code = "CLI003", .message = "there is no format " + std::string(format)}, error);
}

Rules rules_of(const idsxml_rules* rules) {
  return rules == nullptr ? Rules::builtin() : rules->value;
}

Result<Release> release_of(const char* text) {
  return parse_release(view_of(text));
}

std::vector<std::string> list_of(const char* const* ids, std::size_t count) {
  std::vector<std::string> list;
  for (const char* id : std::span(ids, ids == nullptr ? 0 : count)) list.emplace_back(view_of(id));
  return list;
}

idsxml_severity severity_of(Severity severity) {
  constexpr std::array severities{IDSXML_NOTE, IDSXML_WARNING, IDSXML_ERROR};
  return severities[static_cast<std::size_t>(severity)];
}

Severity severity_from(idsxml_severity severity) {
  for (const Severity each : {Severity::note, Severity::warning})
    if (severity_of(each) == severity) return each;
  return Severity::error;
}

idsxml_finding finding_of(const Finding& finding) {
  constexpr std::array outcomes{IDSXML_DONE, IDSXML_FIXABLE, IDSXML_LEFT, IDSXML_NOTHING};
  idsxml_finding out{};
  out.severity = severity_of(finding.severity);
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

int edit_of(std::span<const Finding> findings, std::size_t finding, std::size_t index, idsxml_edit* edit) {
  return finding < findings.size() ? edit_at(findings[finding].edits, index, edit) : 0;
}

Result<DiffOptions> diff_options_of(const idsxml_diff_options* given) {
  const idsxml_diff_options options = known(given);
  DiffOptions asked{.resolve = options.resolve != 0, .show_secrets = options.show_secrets != 0};
  if (options.release == nullptr) return asked;
  const Result<Release> release = release_of(options.release);
  if (!release) return release.error();
  asked.release = *release;
  return asked;
}

DifferenceTexts::DifferenceTexts(const Difference& difference)
    : address(to_string(difference.address)),
      before(difference.before ? difference.before->text() : std::string()),
      after(difference.after ? difference.after->text() : std::string()) {
  for (const NamedValue& attribute : difference.attributes) attributes.push_back(attribute.value.text());
}

std::vector<DifferenceTexts> texts_of(std::span<const Difference> differences) {
  std::vector<DifferenceTexts> texts;
  texts.reserve(differences.size());
  for (const Difference& difference : differences) texts.emplace_back(difference);
  return texts;
}

int attribute_at(const Difference& difference, const DifferenceTexts& texts, std::size_t index,
                 idsxml_attribute* attribute) {
  if (index >= difference.attributes.size()) return 0;
  *attribute = {text_of(difference.attributes[index].name), text_of(texts.attributes[index])};
  return 1;
}

idsxml_difference difference_of(const Difference& difference, const DifferenceTexts& texts) {
  constexpr std::array kinds{IDSXML_ADDED, IDSXML_REMOVED, IDSXML_CHANGED, IDSXML_REORDERED, IDSXML_SCHEMA};
  const auto position = [](const std::optional<AttributeValue>& own, const std::optional<Place>& resource) {
    if (own && own->place) return position_of(own->place->begin);
    return resource ? position_of(resource->begin) : idsxml_position{};
  };
  idsxml_difference out{};
  out.kind = kinds[static_cast<std::size_t>(difference.kind)];
  out.address = text_of(texts.address);
  out.attribute = text_of(difference.attribute);
  out.has_before = difference.before ? 1 : 0;
  out.has_after = difference.after ? 1 : 0;
  out.before = text_of(texts.before);
  out.after = text_of(texts.after);
  out.position_before = position(difference.before, difference.place_before);
  out.position_after = position(difference.after, difference.place_after);
  out.has_default = difference.default_value ? 1 : 0;
  out.default_value = text_of(difference.default_value ? std::string_view(*difference.default_value) : "");
  out.attribute_count = difference.attributes.size();
  return out;
}

}  // namespace idsxml::c

using namespace idsxml::c;

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
