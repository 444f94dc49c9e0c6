#include "rules/dialect.hpp"

#include <algorithm>
#include <charconv>

namespace idsxml::rules {
namespace {

constexpr std::string_view server = "server";

std::optional<std::uint16_t> parse_number(std::string_view text) {
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_known_below(const Tables& tables, const ResourceForm& form, std::span<const Step> steps,
                    std::string_view attribute) {
  if (steps.empty()) {
    const auto forms = at(tables.attribute_forms, form.attributes);
    return attribute.empty() || std::any_of(forms.begin(), forms.end(),
                                            [&](const AttributeForm& a) { return tables.text(a.name) == attribute; });
  }
  const auto children = at(tables.resource_forms, form.children);
  return std::any_of(children.begin(), children.end(), [&](const ResourceForm& child) {
    return matches(tables, child, tables.text(steps[0].type), tables.text(steps[0].name)) &&
           is_known_below(tables, child, steps.subspan(1), attribute);
  });
}

}  // namespace

std::optional<Version> parse_version(std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::optional<std::uint16_t> major = parse_number(text.substr(0, dot));
  const std::optional<std::uint16_t> minor =
      dot == std::string_view::npos ? std::uint16_t{0} : parse_number(text.substr(dot + 1));
  if (!major || !minor) return std::nullopt;
  return Version{*major, *minor};
}

NamespaceParts parts_of(std::string_view name_space) {
  const std::size_t colon = name_space.rfind(':');
  if (colon == std::string_view::npos) return {name_space, {}};
  const std::optional<Version> version = parse_version(name_space.substr(colon + 1));
  if (!version) return {name_space.substr(colon + 1), {}};
  std::string_view head = name_space.substr(0, colon);
  for (const std::string_view stability : {":community", ":preview", ":experimental"})
    if (head.ends_with(stability)) head.remove_suffix(stability.size());
  return {head.substr(head.rfind(':') + 1), *version};
}

const Dialect* find_dialect(const Tables& tables, std::string_view subsystem) {
  for (const Dialect& dialect : tables.dialects)
    if (dialect.subsystem.size == subsystem.size() && tables.text(dialect.subsystem) == subsystem) return &dialect;
  return nullptr;
}

const ResourceForm* dialect_of(const Tables& tables, std::string_view subsystem) {
  const Dialect* dialect = find_dialect(tables, subsystem);
  return dialect == nullptr ? nullptr : &tables.resource_forms[dialect->resource];
}

bool matches(const Tables& tables, const ResourceForm& form, std::string_view type, std::string_view name) {
  const bool is_type = form.step.type.size == type.size() && tables.text(form.step.type) == type;
  if (!is_type && type != "*") return false;
  const std::string_view form_name = tables.text(form.step.name);
  return form_name == "*" || form_name == name || name == "*";
}

const ResourceForm* form_of(const Tables& tables, const ResourceForm& parent, const Step& step, Version version) {
  for (const ResourceForm& form : at(tables.resource_forms, parent.children))
    if (is_in(version, form.since, form.until) && matches(tables, form, tables.text(step.type), tables.text(step.name)))
      return &form;
  return nullptr;
}

const AttributeForm* attribute_form_of(const Tables& tables, const ResourceForm& form, std::string_view attribute,
                                       Version version) {
  for (const AttributeForm& candidate : at(tables.attribute_forms, form.attributes))
    if (is_in(version, candidate.since, candidate.until) && tables.text(candidate.name) == attribute) return &candidate;
  return nullptr;
}

std::optional<std::string_view> default_of(const Tables& tables, const AttributeForm& form, idsxml::Version wildfly) {
  for (const ReleaseDefault& each : at(tables.release_defaults, form.defaults)) {
    if (!is_in({wildfly.major, wildfly.minor}, each.since, each.until)) continue;
    if (!each.has_value) return std::nullopt;
    return tables.text(each.value);
  }
  if (!form.has_default) return std::nullopt;
  return tables.text(form.default_value);
}

bool is_known(const Tables& tables, Slice address, std::string_view attribute) {
  std::span<const Step> steps = at(tables.steps, address);
  std::string_view dialect = server;
  if (tables.text(steps[0].type) == "subsystem") {
    dialect = tables.text(steps[0].name);
    steps = steps.subspan(1);
  }
  const ResourceForm* form = dialect_of(tables, dialect);
  return form != nullptr && is_known_below(tables, *form, steps, attribute);
}

}  // namespace idsxml::rules
