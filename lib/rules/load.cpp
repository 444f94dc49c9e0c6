#include "rules/load.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <utility>

#include "rules/dialect.hpp"
#include "rules/sites.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

namespace idsxml::rules {
namespace {

constexpr std::string_view rules_namespace = "urn:idsxml:rules:1.0";
constexpr std::string_view dialect_namespace = "urn:idsxml:dialect:1.0";

template <class T>
Slice appended(std::vector<T>& table, const std::vector<T>& rows) {
  const Slice slice{static_cast<std::uint32_t>(table.size()), static_cast<std::uint32_t>(rows.size())};
  table.insert(table.end(), rows.begin(), rows.end());
  return slice;
}

/// a/b/c is a/b and c.
std::pair<std::string_view, std::string_view> split_last(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {{}, path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

/// Reads one file. The first problem is kept; what follows it is read on without harm.
class Reader {
 public:
  Reader(const std::string& name, const xml::Document& document, OwnedTables& tables)
      : name_(name), document_(document), tree_(document), tables_(tables) {}

  std::optional<Error> read() {
    const pugi::xml_node root = tree_.root();
    const std::string_view space = xml::namespace_of(root);
    if (space == rules_namespace && is(root, "rules")) {
      read_rules(root);
    } else if (space == dialect_namespace && is(root, "dialect")) {
      read_dialect(root);
    } else {
      fail(root, "this is neither <rules xmlns=\"" + std::string(rules_namespace) + "\"> nor <dialect xmlns=\"" +
                     std::string(dialect_namespace) + "\">");
    }
    return error_;
  }

 private:
  static bool is(pugi::xml_node node, std::string_view name) { return xml::local_name(node) == name; }

  void fail(pugi::xml_node node, const std::string& message) {
    if (error_) return;
    const xml::LineIndex lines(document_);
    const std::size_t at = tree_.place(node).begin;
    error_ = Error{.code = "RUL001",
                   .message = name_ + ": " + message,
                   .advice = "docs/rule-language.md describes rule files",
                   .where = lines.at(at),
                   .line = std::string(lines.line_at(at))};
  }

  /// An unknown word is an error: a misspelt condition must not make a rule run everywhere.
  void allow(pugi::xml_node node, std::initializer_list<std::string_view> attributes) {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with("xmlns") || std::find(attributes.begin(), attributes.end(), name) != attributes.end())
        continue;
      fail(node, "<" + std::string(node.name()) + "> has no attribute " + std::string(name));
    }
  }

  std::string_view required(pugi::xml_node node, const char* attribute) {
    const pugi::xml_attribute found = node.attribute(attribute);
    if (!found) fail(node, "<" + std::string(node.name()) + "> needs the attribute " + attribute);
    return found.value();
  }

  Slice text(std::string_view value) {
    const auto [known, is_new] = texts_.try_emplace(std::string(value));
    if (is_new) {
      known->second = {static_cast<std::uint32_t>(tables_.pool.size()), static_cast<std::uint32_t>(value.size())};
      tables_.pool.append(value);
    }
    return known->second;
  }

  Slice content(pugi::xml_node node) { return text(xml::with_single_spaces(node.child_value())); }

  bool flag(pugi::xml_node node, const char* attribute) {
    const std::string_view value = node.attribute(attribute).value();
    if (!value.empty() && value != "true" && value != "false") fail(node, std::string(attribute) + " is true or false");
    return value == "true";
  }

  Slice address(pugi::xml_node node, std::string_view value) {
    std::vector<Step> steps;
    std::string_view rest = value;
    while (rest.starts_with('/')) {
      rest.remove_prefix(1);
      const std::string_view step = rest.substr(0, rest.find('/'));
      const std::size_t equals = step.find('=');
      if (equals == std::string_view::npos || equals == 0) break;
      steps.push_back({text(step.substr(0, equals)), text(step.substr(equals + 1))});
      rest.remove_prefix(step.size());
    }
    if (steps.empty() || !rest.empty())
      fail(node, "\"" + std::string(value) + "\" is not an address like /subsystem=jdr");
    return appended(tables_.steps, steps);
  }

  Carry carry(pugi::xml_node node, std::string_view value) {
    if (value.empty()) return {};
    const std::size_t mark = value.rfind('@');
    if (mark == std::string_view::npos) {
      fail(node, "carry is an address and an attribute: /subsystem=a@name");
      return {};
    }
    return {address(node, value.substr(0, mark)), text(value.substr(mark + 1))};
  }

  Version version(pugi::xml_node node, const char* attribute, Version absent) {
    const std::string_view value = node.attribute(attribute).value();
    if (value.empty()) return absent;
    const std::optional<Version> version = parse_version(value);
    if (!version) fail(node, std::string(attribute) + " is a version like 4.0");
    return version.value_or(absent);
  }

  /// The names of a path a/b/c.
  Slice path_elements(std::string_view path) {
    std::vector<Slice> names;
    while (!path.empty()) {
      const std::string_view name = path.substr(0, path.find('/'));
      names.push_back(text(name));
      path.remove_prefix(std::min(path.size(), name.size() + 1));
    }
    return appended(tables_.names, names);
  }

  /// Takes [@key] off the end of a path; empty where it has none.
  Slice take_key(pugi::xml_node node, std::string_view& path) {
    const std::size_t bracket = path.find('[');
    if (bracket == std::string_view::npos) return {};
    const std::size_t at = path.find('@', bracket);
    if (at == std::string_view::npos || !path.ends_with(']')) {
      fail(node, "[@key] stands behind the last element");
      return {};
    }
    const std::string_view around = path.substr(bracket + 1, at - bracket - 1);
    const std::string_view name = path.substr(at + 1, path.size() - at - 2);
    if (!around.empty() && around != "../") fail(node, "a key is [@key] or [../@key]");
    path = path.substr(0, bracket);
    return text(std::string(around).append(name));
  }

  AttributeForm read_attribute_form(pugi::xml_node node) {
    allow(node, {"name", "at", "list", "unordered", "ignored", "default", "since", "until"});
    const std::string_view name = required(node, "name");
    const std::string at = node.attribute("at") ? node.attribute("at").value() : "@" + std::string(name);
    AttributeForm form;
    form.name = text(name);
    form.has_default = static_cast<bool>(node.attribute("default"));
    form.default_value = text(node.attribute("default").value());
    form.since = version(node, "since", {});
    form.until = version(node, "until", newest_version);
    form.values = values(node);
    form.unordered = flag(node, "unordered");
    form.ignored = text(node.attribute("ignored").value());
    if (form.unordered && form.values == Values::one) fail(node, "only a list is unordered");
    auto [elements, last] = split_last(at);
    if (last.starts_with('@')) {
      form.attribute = text(last.substr(1));
    } else if (last != "text()") {
      form.is_flag = true;
      elements = at;
    }
    form.key = take_key(node, elements);
    if (form.key.size != 0) form.values = Values::map;
    form.elements = path_elements(elements);
    return form;
  }

  Values values(pugi::xml_node node) {
    const std::string_view value = node.attribute("list").value();
    if (value.empty()) return Values::one;
    if (value == "words") return Values::words;
    if (value != "elements") fail(node, "list is elements or words");
    return Values::elements;
  }

  /// The same kind of resource has one pattern in all of its versions.
  std::uint32_t pattern(const Step& step, std::uint32_t parent) {
    std::vector<Pattern>& all = tables_.patterns;
    const auto same = [this](Slice a, Slice b) {
      return std::string_view(tables_.pool).substr(a.begin, a.size) ==
             std::string_view(tables_.pool).substr(b.begin, b.size);
    };
    const auto found = std::find_if(all.begin(), all.end(), [&](const Pattern& each) {
      return each.parent == parent && same(each.step.type, step.type) && same(each.step.name, step.name);
    });
    if (found != all.end()) return static_cast<std::uint32_t>(found - all.begin());
    all.push_back({step, parent});
    return static_cast<std::uint32_t>(all.size() - 1);
  }

  Step step(pugi::xml_node node, std::string_view value) {
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) {
      fail(node, "\"" + std::string(value) + "\" is not type=name or type=*");
      return {};
    }
    return {text(value.substr(0, equals)), text(value.substr(equals + 1))};
  }

  ResourceForm read_resource_form(pugi::xml_node node, std::uint32_t parent) {
    allow(node, {"step", "at", "has", "renamed", "prefix", "since", "until", "unique", "ordered", "implied", "fixed",
                 "pair-of", "name-prefix", "says"});
    ResourceForm form;
    form.step = step(node, required(node, "step"));
    std::string_view path = required(node, "at");
    form.key = take_key(node, path);
    const auto [containers, element] = split_last(path);
    form.containers = path_elements(containers);
    form.element = text(element);
    form.has = text(node.attribute("has").value());
    form.renamed = text(node.attribute("renamed").value());
    form.prefix = text(node.attribute("prefix").value());
    form.pattern = pattern(form.step, parent);
    form.unique = flag(node, "unique");
    form.ordered = flag(node, "ordered");
    form.implied = flag(node, "implied");
    form.fixed = flag(node, "fixed");
    form.pair_of = text(node.attribute("pair-of").value());
    form.name_prefix = text(node.attribute("name-prefix").value());
    const std::string_view says = node.attribute("says").value();
    const std::size_t sign = std::min(says.find('='), says.size());
    if (!says.empty()) form.says = {text(says.substr(0, sign)), text(says.substr(std::min(sign + 1, says.size())))};
    if (form.implied && form.key.size != 0) fail(node, "what has a name of its own cannot be implied");
    form.since = version(node, "since", {});
    form.until = version(node, "until", newest_version);
    read_forms(node, form);
    return form;
  }

  struct Forms {
    std::vector<AttributeForm> attributes;
    std::vector<Constant> constants;
    std::vector<Unwritten> unwritten;
    std::vector<ResourceForm> resources;
  };

  void read_forms(pugi::xml_node node, ResourceForm& form) {
    Forms forms;
    collect_forms(node, form.pattern, forms);
    form.attributes = appended(tables_.attribute_forms, forms.attributes);
    form.constants = appended(tables_.constants, forms.constants);
    form.unwritten = appended(tables_.unwritten, forms.unwritten);
    form.children = appended(tables_.resource_forms, forms.resources);
    form.site = add_sites(form, tables_);
  }

  void collect_forms(pugi::xml_node node, std::uint32_t pattern, Forms& forms) {
    for (const pugi::xml_node child : node.children()) {
      const bool is_outermost = node == tree_.root();
      if (is(child, "attribute")) {
        forms.attributes.push_back(read_attribute_form(child));
      } else if (is(child, "constant")) {
        forms.constants.push_back(read_constant(child));
      } else if (is(child, "unwritten")) {
        forms.unwritten.push_back(read_unwritten(child));
      } else if (is(child, "resource")) {
        forms.resources.push_back(read_resource_form(child, pattern));
      } else if (is(child, "use")) {
        allow(child, {"group"});
        collect_forms(group_before(child), pattern, forms);
      } else if (!is_outermost || !(is(child, "raise") || is(child, "group"))) {
        fail(child, "a dialect has no <" + std::string(child.name()) + "> here");
      }
    }
  }

  /// A group stands before what uses it, so none can contain itself.
  pugi::xml_node group_before(pugi::xml_node use) {
    const std::string_view name = required(use, "group");
    pugi::xml_node outermost = use;
    while (outermost.parent() != tree_.root()) outermost = outermost.parent();
    for (pugi::xml_node group = outermost.previous_sibling(); group; group = group.previous_sibling())
      if (is(group, "group") && group.attribute("name").value() == name) return group;
    fail(use, "there is no group of this name before it");
    return {};
  }

  Constant read_constant(pugi::xml_node node) {
    allow(node, {"at", "value"});
    const std::string_view at = required(node, "at");
    if (!at.starts_with('@')) fail(node, "a constant stands at an @attribute");
    return {text(at.substr(at.empty() ? 0 : 1)), text(required(node, "value"))};
  }

  Unwritten read_unwritten(pugi::xml_node node) {
    allow(node, {"resource", "attribute", "value", "since", "until"});
    Unwritten unwritten;
    std::string_view resource = node.attribute("resource").value();
    unwritten.at_root = resource.starts_with('/');
    if (unwritten.at_root) resource.remove_prefix(1);
    if (!resource.empty()) unwritten.step = step(node, resource);
    unwritten.attribute = text(node.attribute("attribute").value());
    unwritten.value = text(node.attribute("value").value());
    unwritten.since = version(node, "since", {});
    unwritten.until = version(node, "until", newest_version);
    if (unwritten.step.type.size == 0 && unwritten.attribute.size == 0)
      fail(node, "<unwritten> needs a resource or an attribute");
    return unwritten;
  }

  /// What stands outside subsystems has addresses that begin at the root, whichever kind of configuration it is.
  std::uint32_t root_pattern(const Step& step) {
    constexpr std::array<std::string_view, 3> roots{"server", "domain", "host"};
    const std::string_view name = tables_.view().text(step.name);
    const bool is_root = std::find(roots.begin(), roots.end(), name) != roots.end();
    std::vector<Pattern>& all = tables_.patterns;
    const auto known =
        std::find_if(all.begin(), all.end(), [](const Pattern& each) { return each.step.type.size == 0; });
    if (is_root && known != all.end()) return static_cast<std::uint32_t>(known - all.begin());
    const auto own = static_cast<std::uint32_t>(all.size());
    all.push_back({is_root ? Step{} : step, own});
    return own;
  }

  void read_dialect(pugi::xml_node root) {
    allow(root, {"subsystem"});
    const std::string_view subsystem = required(root, "subsystem");
    std::vector<Raise> raises;
    for (const pugi::xml_node child : root.children()) {
      if (!is(child, "raise")) continue;
      allow(child, {"from", "to"});
      raises.push_back({version(child, "from", {}), version(child, "to", {})});
    }
    ResourceForm form;
    form.step = {text("subsystem"), text(subsystem)};
    form.pattern = root_pattern(form.step);
    read_forms(root, form);
    tables_.dialects.push_back(
        {text(subsystem), appended(tables_.raises, raises), static_cast<std::uint32_t>(tables_.resource_forms.size())});
    tables_.resource_forms.push_back(form);
  }

  void read_rules(pugi::xml_node root) {
    allow(root, {"product", "release", "mode"});
    const std::string_view mode = root.attribute("mode").value();
    if (!mode.empty() && mode != "lint") fail(root, "mode is lint, or is left out");
    const Slice product = text(required(root, "product"));
    const Slice release = text(required(root, "release"));
    for (const pugi::xml_node child : root.children()) {
      if (!is(child, "rule")) {
        fail(child, "<rules> has no <" + std::string(child.name()) + ">");
        continue;
      }
      Rule rule = read_rule(child);
      rule.product = product;
      rule.release = release;
      rule.lint_only = mode == "lint";
      tables_.rules.push_back(rule);
    }
  }

  Severity severity(pugi::xml_node node) {
    const std::optional<Severity> severity = severity_named(required(node, "severity"));
    if (!severity) fail(node, "severity is error, warning or note");
    return severity.value_or(Severity::note);
  }

  Rule read_rule(pugi::xml_node node) {
    allow(node, {"id", "severity", "boot", "safe", "before"});
    Rule rule;
    rule.id = text(required(node, "id"));
    rule.severity = severity(node);
    rule.boot = flag(node, "boot");
    rule.safe = flag(node, "safe");
    rule.before = text(node.attribute("before").value());
    std::vector<Change> changes;
    for (const pugi::xml_node child : node.children()) {
      if (is(child, "title")) {
        rule.title = content(child);
      } else if (is(child, "explanation")) {
        rule.explanation = content(child);
      } else if (is(child, "source")) {
        rule.source = content(child);
      } else if (is(child, "change")) {
        changes.push_back(read_change(child));
      } else if (is(child, "check")) {
        rule.check = check(child);
      } else {
        fail(child, "<rule> has no <" + std::string(child.name()) + ">");
      }
    }
    if (rule.title.size == 0 || rule.source.size == 0) fail(node, "a rule needs a <title> and a <source>");
    const bool manual =
        std::any_of(changes.begin(), changes.end(), [](const Change& change) { return change.manual.size != 0; });
    if (rule.safe && (manual || changes.empty())) fail(node, "a rule that leaves something to a person is not safe");
    rule.changes = appended(tables_.changes, changes);
    return rule;
  }

  CheckName check(pugi::xml_node node) {
    allow(node, {"name"});
    const auto* const found = std::find(check_names.begin(), check_names.end(), required(node, "name"));
    if (found == check_names.end()) fail(node, "there is no check of this name");
    return CheckName(found - check_names.begin() + 1);
  }

  Topology topology(pugi::xml_node node) {
    const std::string_view value = node.attribute("topology").value();
    if (value.empty()) return Topology::any;
    if (value == "standalone") return Topology::standalone;
    if (value != "ha") fail(node, "topology is standalone or ha");
    return Topology::ha;
  }

  Change read_change(pugi::xml_node node) {
    allow(node, {"topology"});
    Change change;
    change.topology = topology(node);
    std::vector<Condition> conditions;
    std::vector<Action> actions;
    for (const pugi::xml_node child : node.children()) {
      if (is(child, "when")) {
        for (const pugi::xml_node condition : child.children()) conditions.push_back(read_condition(condition));
      } else if (is(child, "manual")) {
        allow(child, {"resource", "attribute"});
        change.manual = content(child);
        change.manual_address = address(child, required(child, "resource"));
        change.manual_attribute = text(child.attribute("attribute").value());
      } else {
        actions.push_back(read_action(child));
      }
    }
    if (actions.empty() == (change.manual.size == 0)) fail(node, "a <change> has either actions or one <manual>");
    change.conditions = appended(tables_.conditions, conditions);
    change.actions = appended(tables_.actions, actions);
    return change;
  }

  Condition read_condition(pugi::xml_node node) {
    struct Word {
      std::string_view name;
      Test test;
      bool resource;
      bool attribute;
      bool value;
    };
    constexpr std::array words{
        Word{"exists", Test::exists, true, false, false},
        Word{"absent", Test::absent, true, false, false},
        Word{"equals", Test::equals, true, true, true},
        Word{"differs", Test::differs, true, true, true},
        Word{"defined", Test::defined, true, true, false},
        Word{"undefined", Test::undefined, true, true, false},
        Word{"unreferenced", Test::unreferenced, true, false, false},
    };
    if (is(node, "schema")) return read_schema(node);
    for (const Word& word : words) {
      if (!is(node, word.name)) continue;
      Condition condition{};
      condition.test = word.test;
      if (word.resource) condition.address = address(node, required(node, "resource"));
      const bool compares = word.attribute && word.value;
      if (compares && is(node.first_child(), "xml")) {
        allow(node, {"resource"});
        condition.fragment = fragment(node.first_child());
        return condition;
      }
      if (word.attribute) condition.attribute = text(required(node, "attribute"));
      if (word.value) condition.value = text(required(node, "value"));
      allow(node, {word.resource ? "resource" : "value", word.attribute ? "attribute" : "value",
                   word.value ? "value" : "resource"});
      return condition;
    }
    fail(node, "there is no condition <" + std::string(node.name()) + ">");
    return {};
  }

  Condition read_schema(pugi::xml_node node) {
    allow(node, {"subsystem", "since", "until"});
    Condition condition{};
    condition.test = Test::schema;
    const std::string_view subsystem = required(node, "subsystem");
    condition.value = text(subsystem);
    condition.since = version(node, "since", {});
    condition.until = version(node, "until", newest_version);
    return condition;
  }

  /// The text within <xml>, as it stands in the file.
  Slice fragment(pugi::xml_node node) {
    allow(node, {});
    const xml::ElementSpan& span = tree_.place(node);
    return text(document_.text().substr(span.open_end, span.close_begin - span.open_end));
  }

  Setting read_setting(pugi::xml_node node, const char* name) {
    Setting setting;
    setting.attribute = text(required(node, name));
    setting.value = text(node.attribute("value").value());
    setting.has_value = static_cast<bool>(node.attribute("value"));
    setting.carry = carry(node, node.attribute("carry").value());
    setting.optional = flag(node, "optional");
    return setting;
  }

  Action read_action(pugi::xml_node node) {
    Action action{};
    action.address = address(node, required(node, "resource"));
    if (is(node, "add")) {
      read_addition(node, action);
    } else if (is(node, "set")) {
      allow(node, {"resource", "attribute", "value", "carry", "optional"});
      required(node, "value");
      action.verb = Verb::set;
      action.settings = appended(tables_.settings, {read_setting(node, "attribute")});
    } else if (is(node, "unset")) {
      allow(node, {"resource", "attribute"});
      action.verb = Verb::unset;
      action.settings = appended(tables_.settings, {read_setting(node, "attribute")});
    } else if (is(node, "remove")) {
      allow(node, {"resource"});
      action.verb = Verb::remove;
    } else if (is(node, "replace")) {
      read_addition(node, action);
      action.verb = Verb::replace;
      if (action.fragment.size == 0) fail(node, "<replace> needs an <xml>");
    } else if (is(node, "last")) {
      allow(node, {"resource"});
      action.verb = Verb::last;
    } else if (is(node, "raise")) {
      allow(node, {"resource", "to"});
      required(node, "to");
      action.verb = Verb::raise;
      action.version = version(node, "to", {});
    } else {
      fail(node, "there is no action <" + std::string(node.name()) + ">");
    }
    return action;
  }

  void read_addition(pugi::xml_node node, Action& action) {
    allow(node, {"resource"});
    action.verb = Verb::add;
    std::vector<Setting> settings;
    for (const pugi::xml_node child : node.children()) {
      if (is(child, "attribute")) {
        allow(child, {"name", "value", "carry", "optional"});
        settings.push_back(read_setting(child, "name"));
      } else if (is(child, "xml")) {
        action.fragment = fragment(child);
      } else {
        fail(child, "<add> has no <" + std::string(child.name()) + ">");
      }
    }
    action.settings = appended(tables_.settings, settings);
  }

  const std::string& name_;
  const xml::Document& document_;
  xml::Tree tree_;
  OwnedTables& tables_;
  std::unordered_map<std::string, Slice> texts_;
  std::optional<Error> error_;
};

Error unknown_address(const Tables& tables, const Rule& rule, Slice address, std::string_view attribute) {
  std::string what = to_string(tables, address);
  if (!attribute.empty()) what.append("@").append(attribute);
  return {.code = "RUL002",
          .message = "rule " + std::string(tables.text(rule.id)) + " speaks of " + what + ", which no dialect knows",
          .advice = "add it to the dialect of its subsystem",
          .where = {},
          .line = {}};
}

/// Calls `visit(address, attribute)` for everything that a rule names; stops where that returns false.
template <class Visit>
bool visit_names(const Tables& tables, const Rule& rule, const Visit& visit) {
  for (const Change& change : at(tables.changes, rule.changes)) {
    if (change.manual.size != 0 && !visit(change.manual_address, tables.text(change.manual_attribute))) return false;
    for (const Condition& condition : at(tables.conditions, change.conditions))
      if (condition.address.size != 0 && !visit(condition.address, tables.text(condition.attribute))) return false;
    for (const Action& action : at(tables.actions, change.actions)) {
      if (action.fragment.size == 0 && !visit(action.address, {})) return false;
      for (const Setting& setting : at(tables.settings, action.settings)) {
        if (!visit(action.address, tables.text(setting.attribute))) return false;
        if (setting.carry.address.size != 0 && !visit(setting.carry.address, tables.text(setting.carry.attribute)))
          return false;
      }
    }
  }
  return true;
}

}  // namespace

Result<bool> load(const std::string& name, std::string text, OwnedTables& tables) {
  Result<xml::Document> document = xml::Document::parse(std::move(text));
  if (!document) {
    Error error = std::move(document).error();
    error.message = name + ": " + error.message;
    return error;
  }
  if (std::optional<Error> error = Reader(name, *document, tables).read()) return *std::move(error);
  return true;
}

Result<bool> check(const Tables& tables) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : tables.rules) {
    const std::string_view id = tables.text(rule.id);
    if (std::find(ids.begin(), ids.end(), id) != ids.end())
      return Error{.code = "RUL002",
                   .message = "there are two rules " + std::string(id),
                   .advice = "give one another id",
                   .where = {},
                   .line = {}};
    ids.push_back(id);
    std::optional<Error> error;
    visit_names(tables, rule, [&](Slice address, std::string_view attribute) {
      if (is_known(tables, address, attribute)) return true;
      error = unknown_address(tables, rule, address, attribute);
      return false;
    });
    if (error) return *std::move(error);
  }
  return true;
}

}  // namespace idsxml::rules
