#include "checks/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "catalog/content.hpp"
#include "config/expression.hpp"
#include "config/secret.hpp"
#include "config/template.hpp"
#include "report/suggest.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

using catalog::AttributeRow;
using catalog::ChildRow;
using catalog::TypeRow;
using catalog::ValueRow;
using Kind = Violation::Kind;

constexpr std::string_view subsystem = "subsystem";

std::string_view trimmed(std::string_view text) {
  constexpr auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool equal_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Whether big and small letters are the same.
enum class Letters : std::uint8_t { any, exact };

bool is_integer(std::string_view text, const ValueRow& value) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size() && number >= value.low && number <= value.high;
}

bool is_fraction(std::string_view text) {
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size();
}

bool is_choice(std::string_view text, const ValueRow& value, Letters letters) {
  return std::ranges::any_of(catalog::choices_of(value), [&](catalog::Text choice) {
    const std::string_view word = catalog::content_view(choice);
    return letters == Letters::exact ? word == text : equal_letters(word, text);
  });
}

bool fits(std::string_view text, const ValueRow& value, Letters letters) {
  switch (value.kind) {
    case ValueRow::Kind::boolean:
      return equal_letters(text, "true") || equal_letters(text, "false");
    case ValueRow::Kind::integer:
      return is_integer(text, value);
    case ValueRow::Kind::fraction:
      return is_fraction(text);
    case ValueRow::Kind::choice:
      return is_choice(text, value, letters);
    case ValueRow::Kind::string:
    case ValueRow::Kind::list:
      return true;
  }
  return true;
}

enum class Verdict : std::uint8_t { right, wrong, wrong_default };

/// What a server makes of it, as far as can be said without its properties.
Verdict judged(std::string_view text, const ValueRow& value, Letters letters) {
  if (value.kind == ValueRow::Kind::string || fits(trimmed(text), value, letters)) return Verdict::right;
  if (text.find("${") == std::string_view::npos) return config::has_placeholder(text) ? Verdict::right : Verdict::wrong;
  const auto plain = config::resolved(text);
  return !plain || fits(trimmed(*plain), value, letters) ? Verdict::right : Verdict::wrong_default;
}

/// What no schema lists: declarations of namespaces, and at the root where its schema is. Servers refuse any other.
bool is_of_xml(std::string_view name, pugi::xml_node element) {
  if (name == "xmlns" || name.starts_with("xmlns:")) return true;
  const bool is_root = element.parent().type() == pugi::node_document;
  return is_root && (name.ends_with(":schemaLocation") || name.ends_with(":noNamespaceSchemaLocation"));
}

std::vector<std::string_view> choices_in(const ValueRow& value) {
  std::vector<std::string_view> words;
  for (const catalog::Text choice : catalog::choices_of(value)) words.push_back(catalog::content_view(choice));
  return words;
}

std::string range_of(const ValueRow& value) {
  const ValueRow any{{}, 0, 0, INT64_MIN, INT64_MAX};
  if (value.low == any.low && value.high == any.high) return "a whole number";
  if (value.high == INT32_MAX && value.low == INT32_MIN) return "a whole number of at most ten digits";
  if (value.high == any.high) return fmt::format("a whole number from {} on", value.low);
  if (value.low == any.low) return fmt::format("a whole number up to {}", value.high);
  return fmt::format("a whole number from {} to {}", value.low, value.high);
}

std::string type_name(const ValueRow& value) {
  switch (value.kind) {
    case ValueRow::Kind::boolean:
      return "true or false";
    case ValueRow::Kind::integer:
      return range_of(value);
    case ValueRow::Kind::fraction:
      return "a number";
    case ValueRow::Kind::choice:
    case ValueRow::Kind::string:
    case ValueRow::Kind::list:
      break;
  }
  return "something else";
}

/// "did you mean `x`?", or what there is to choose from.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known, std::string_view intro) {
  if (const auto meant = report::nearest(word, known); !meant.empty()) return fmt::format("did you mean `{}`?", meant);
  constexpr std::size_t readable = 12;
  if (known.empty() || known.size() > readable) return {};
  return fmt::format("{} {}", intro, report::listed(known));
}

/// In alphabetical order, whatever the order of the table is.
template <class Row>
std::vector<std::string_view> names_in(std::span<const Row> rows) {
  std::vector<std::string_view> names;
  for (const Row& row : rows) names.push_back(name_of(row));
  std::ranges::sort(names);
  return names;
}

/// The path of elements from `type` to a child of that name, without the name itself; the shortest there is.
std::optional<std::string> path_to(const TypeRow& type, std::string_view name) {
  struct Step {
    const TypeRow* type;
    std::string path;
  };
  std::vector<Step> steps{{&type, {}}};
  std::set<const TypeRow*> seen{&type};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (catalog::find_child(*steps[i].type, name) != nullptr) return steps[i].path;
    for (const ChildRow& child : catalog::children_of(*steps[i].type)) {
      const TypeRow& below = catalog::type_of(child);
      if (!seen.insert(&below).second) continue;
      const std::string_view separator = steps[i].path.empty() ? "" : "/";
      steps.push_back({&below, fmt::format("{}{}{}", steps[i].path, separator, name_of(child))});
    }
  }
  return std::nullopt;
}

/// How often each child of a type occurs in an element.
class Occurrences {
 public:
  explicit Occurrences(const TypeRow& type) : children_(catalog::children_of(type)) {
    std::fill_n(counts_.begin(), children_.size(), std::uint8_t{0});
  }

  /// Returns how often it has occurred with this one, 2 for more.
  unsigned add(const ChildRow& child) {
    std::uint8_t& count = counts_[index_of(child)];
    if (count < 2) ++count;
    return count;
  }

  unsigned of(const ChildRow& child) const { return counts_[index_of(child)]; }

  /// Whether it stands behind all that came before.
  bool is_in_order(const ChildRow& child) {
    const bool in_order = child.place >= last_place_;
    last_place_ = std::max(child.place, last_place_);
    return in_order;
  }

 private:
  std::size_t index_of(const ChildRow& child) const { return static_cast<std::size_t>(&child - children_.data()); }

  std::span<const ChildRow> children_;
  std::array<std::uint8_t, 256> counts_;
  std::uint8_t last_place_ = 0;
};

class Walk {
 public:
  explicit Walk(const Release& target) : target_(target) {}

  /// A root element, or a subsystem: an element that the release knows a schema of.
  void enter(pugi::xml_node element, std::string_view name_space) {
    const TypeRow* type = catalog::content_of(target_, name_space, xml::local_name(element));
    if (type == nullptr) return;
    const Schema outer = schema_;
    schema_ = {type, element, name_space};
    check(element, *type);
    schema_ = outer;
  }

  std::vector<Violation> found;

 private:
  struct Schema {
    const TypeRow* root = nullptr;
    pugi::xml_node element;
    std::string_view name_space;
  };

  void check(pugi::xml_node element, const TypeRow& type) {
    if (type.is_open && type.takes_any_attribute) return;  // its schema says nothing
    check_attributes(element, type);
    Occurrences occurrences(type);
    bool has_text = false;
    for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
      const pugi::xml_node_type node = child.type();
      if (node == pugi::node_element) check_child(child, type, occurrences);
      has_text = has_text || node == pugi::node_pcdata || node == pugi::node_cdata;
    }
    if (has_text) check_text(element, type);
    if (type.needs_children) check_presence(element, type, occurrences);
  }

  void check_attributes(pugi::xml_node element, const TypeRow& type) {
    unsigned required = 0;
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
      const std::string_view name = attribute.name();
      const AttributeRow* row = catalog::find_attribute(type, name);
      if (row == nullptr) {
        if (!type.takes_any_attribute && !is_of_xml(name, element)) report_unknown(element, name, type);
        continue;
      }
      required += row->required ? 1 : 0;
      const ValueRow& value = catalog::value_of(*row);
      if (value.kind == ValueRow::Kind::string) continue;
      const Letters letters = row->exact ? Letters::exact : Letters::any;
      const Verdict verdict = judged(attribute.value(), value, letters);
      if (verdict == Verdict::right) continue;
      report_value(element, name, attribute.value(), value);
      if (verdict == Verdict::wrong_default && !row->resolved)
        found.back().help = "an admin-only start does not notice";
    }
    if (required < type.required_count) report_missing(element, type);
  }

  /// Servers go by local names below a subsystem, whatever the namespace.
  void check_child(pugi::xml_node child, const TypeRow& type, Occurrences& occurrences) {
    const ChildRow* row = catalog::find_child(type, xml::local_name(child));
    if (row == nullptr) return check_unlisted(child, type);
    if (occurrences.add(*row) == 2 && row->once) report_repeated(child);
    if (type.is_ordered && !occurrences.is_in_order(*row)) report_order(child, type, *row);
    check(child, catalog::type_of(*row));
  }

  /// Where any element may stand, it is one of another schema: a subsystem in a profile.
  void check_unlisted(pugi::xml_node child, const TypeRow& type) {
    const std::string_view name_space = xml::namespace_of(child);
    if (!type.is_open || name_space == schema_.name_space) return report_unknown(child, type);
    if (xml::local_name(child) == subsystem) return enter(child, name_space);
    if (catalog::content_of(target_, name_space, subsystem) == nullptr) return;
    const std::string parent = child.parent().name();
    add(Kind::unknown_element, child, {}, fmt::format("`{}` has no element `{}`", parent, xml::local_name(child)),
        fmt::format("did you mean `{}`?", subsystem));
  }

  void check_presence(pugi::xml_node element, const TypeRow& type, const Occurrences& occurrences) {
    for (const ChildRow& row : catalog::children_of(type))
      if (row.required && occurrences.of(row) == 0)
        add(Kind::missing_element, element, {}, fmt::format("`{}` lacks an element `{}`", element.name(), name_of(row)),
            {});
  }

  void check_text(pugi::xml_node element, const TypeRow& type) {
    const std::string_view text = xml::text_of(element);
    const ValueRow* value = catalog::text_value_of(type);
    if (value != nullptr ? judged(text, *value, Letters::any) == Verdict::right
                         : text.empty() || config::has_placeholder(text))
      return;
    if (value != nullptr) return report_value(element, {}, text, *value);
    add(Kind::stray_text, element, {}, fmt::format("text where only elements can stand, in `{}`", element.name()), {});
  }

  void report_unknown(pugi::xml_node element, std::string_view attribute, const TypeRow& type) {
    add(Kind::unknown_attribute, element, attribute,
        fmt::format("`{}` has no attribute `{}`", element.name(), attribute),
        suggestion(attribute, names_in(catalog::attributes_of(type)), "its attributes are"));
  }

  void report_unknown(pugi::xml_node element, const TypeRow& type) {
    const std::string_view name = xml::local_name(element);
    const auto path = path_to(*schema_.root, name);
    const std::string message = fmt::format("`{}` has no element `{}`", element.parent().name(), name);
    const std::string help = suggestion(name, names_in(catalog::children_of(type)), "it can have");
    if (!path) return add(Kind::unknown_element, element, {}, message, help);
    const std::string place = path->empty() ? schema_.element.name() : *path;
    add(Kind::misplaced_element, element, {}, message, fmt::format("it stands in {}", place));
  }

  void report_missing(pugi::xml_node element, const TypeRow& type) {
    for (const AttributeRow& row : catalog::attributes_of(type)) {
      const std::string name(name_of(row));
      if (row.required && !element.attribute(name.c_str()))
        add(Kind::missing_attribute, element, {}, fmt::format("`{}` lacks the attribute `{}`", element.name(), name),
            {});
    }
  }

  void report_repeated(pugi::xml_node element) {
    add(Kind::repeated_element, element, {},
        fmt::format("`{}` has a second `{}`", element.parent().name(), element.name()), "only one can stand there");
  }

  void report_order(pugi::xml_node element, const TypeRow& type, const ChildRow& row) {
    std::string_view behind;
    for (pugi::xml_node before = element.previous_sibling(); before; before = before.previous_sibling()) {
      const ChildRow* other = catalog::find_child(type, xml::local_name(before));
      if (other != nullptr && other->place > row.place) behind = name_of(*other);
    }
    add(Kind::wrong_order, element, {},
        fmt::format("`{}` stands behind `{}`, which the server reads last", element.name(), behind),
        fmt::format("it stands before `{}`", behind));
  }

  void report_value(pugi::xml_node element, std::string_view attribute, std::string_view text, const ValueRow& value) {
    const std::string what = attribute.empty() ? fmt::format("`{}`", element.name()) : fmt::format("`{}`", attribute);
    if (config::is_secret(what)) text = "****";
    if (value.kind == ValueRow::Kind::choice)
      add(Kind::wrong_choice, element, attribute, fmt::format("{} cannot be `{}`", what, text),
          suggestion(trimmed(text), choices_in(value), "it can be"));
    else
      add(Kind::wrong_value, element, attribute, fmt::format("{} must be {}, not `{}`", what, type_name(value), text),
          {});
  }

  void add(Kind kind, pugi::xml_node element, std::string_view attribute, std::string message, std::string help) {
    found.push_back({kind, element, std::string(attribute), std::move(message), std::move(help)});
  }

  Release target_;
  Schema schema_;
};

}  // namespace

std::vector<Violation> content_violations(pugi::xml_node root, const Release& target) {
  Walk walk(target);
  walk.enter(root, xml::namespace_of(root));
  return std::move(walk.found);
}

}  // namespace idsxml::checks
