#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "catalog/catalog.hpp"
#include "checks/all.hpp"
#include "rules/resources.hpp"
#include "xml/elements.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

/// Attributes that hold an element's name, the better one last: a datasource has a pool-name, an extension a module.
int rank_as_key(std::string_view attribute) {
  switch (attribute.size()) {
    case 2:
      return attribute == "id" ? 1 : 0;
    case 4:
      return attribute == "name" ? 4 : 0;
    case 6:
      return attribute == "module" ? 2 : 0;
    case 8:
      return attribute == "category" ? 3 : 0;
    default:
      return attribute == "pool-name" ? 5 : 0;
  }
}

struct Named {
  std::string_view name;
  std::string_view kind;  ///< the element's local name
  std::size_t order;      ///< among its siblings
  pugi::xml_attribute key;
  pugi::xml_node element;
};

void append_named(pugi::xml_node element, std::vector<Named>& named) {
  int best = 0;
  pugi::xml_attribute key;
  for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
    const int rank = rank_as_key(attribute.name());
    if (rank <= best) continue;
    best = rank;
    key = attribute;
  }
  if (key) named.push_back({key.value(), xml::local_name(element), named.size(), key, element});
}

catalog::Siblings verdict_on(const Named& first, const Named& second) {
  const std::optional<catalog::Schema> schema = catalog::schema_of(xml::namespace_of(second.element));
  if (!schema) return catalog::Siblings::accepted;
  const std::string_view parent = xml::local_name(second.element.parent());
  return catalog::siblings_of_one_name(schema->family, parent, first.kind, second.kind);
}

/// Whether there was something to report.
bool report_pair(const Named& one, const Named& other, const Report& report) {
  const Named& first = one.order < other.order ? one : other;
  const Named& second = one.order < other.order ? other : one;
  const catalog::Siblings verdict = verdict_on(first, second);
  if (verdict == catalog::Siblings::accepted) return false;
  const bool refused = verdict == catalog::Siblings::refused;
  report({second.element, second.key.name(),
          "the name " + std::string(second.name) + " is taken by the <" + std::string(first.kind) +
              "> before this one" + (refused ? "" : ", and the server keeps one of the two without a word"),
          "remove one of them, or give it another name", true, refused ? Severity::error : Severity::warning});
  return true;
}

bool stands_before(const Named& a, const Named& b) {
  return std::tie(a.name, a.kind, a.order) < std::tie(b.name, b.kind, b.order);
}

/// Elements of one name, kind by kind: each is compared with the one before it of its kind, the first of a kind with
/// the first of each kind before.
void report_namesakes(std::span<const Named> namesakes, const Report& report) {
  for (std::size_t i = 1; i < namesakes.size(); ++i) {
    if (namesakes[i].kind == namesakes[i - 1].kind) {
      report_pair(namesakes[i - 1], namesakes[i], report);
      continue;
    }
    for (std::size_t j = 0; j < i; ++j)
      if ((j == 0 || namesakes[j].kind != namesakes[j - 1].kind) && report_pair(namesakes[j], namesakes[i], report))
        break;
  }
}

/// What is there to be filled, for each element anew.
struct Siblings {
  std::vector<Named> named;
  std::vector<std::size_t> hashes;  ///< of their names
};

/// Nearly always all names differ, and numbers tell that faster.
bool may_share_a_name(Siblings& siblings) {
  siblings.hashes.clear();
  for (const Named& each : siblings.named) siblings.hashes.push_back(std::hash<std::string_view>{}(each.name));
  std::sort(siblings.hashes.begin(), siblings.hashes.end());
  return std::adjacent_find(siblings.hashes.begin(), siblings.hashes.end()) != siblings.hashes.end();
}

void duplicates_among_children(pugi::xml_node element, Siblings& siblings, const Report& report) {
  if (element.first_child() == element.last_child()) return;
  std::vector<Named>& named = siblings.named;
  named.clear();
  for (const pugi::xml_node child : xml::child_elements(element)) append_named(child, named);
  if (named.size() < 2 || !may_share_a_name(siblings)) return;
  std::sort(named.begin(), named.end(), stands_before);
  for (std::size_t begin = 0, end = 0; begin < named.size(); begin = end) {
    while (end < named.size() && named[end].name == named[begin].name) ++end;
    report_namesakes(std::span(named).subspan(begin, end - begin), report);
  }
}

/// Goes through an element's children before it goes deeper.
void duplicates_in(pugi::xml_node element, Siblings& siblings, const Report& report) {
  duplicates_among_children(element, siblings, report);
  for (const pugi::xml_node child : xml::child_elements(element))
    if (child.first_child()) duplicates_in(child, siblings, report);
}

}  // namespace

void duplicates(const Subject& subject, const Report& report) {
  Siblings siblings;
  duplicates_in(subject.root(), siblings, report);
}

void shared_runtime_names(const Subject& subject, const Report& report) {
  const auto runtime_name = [](pugi::xml_node deployment) {
    const pugi::xml_attribute attribute = deployment.attribute("runtime-name");
    return std::string_view(attribute ? attribute.value() : deployment.attribute("name").value());
  };
  std::vector<pugi::xml_node> enabled;
  for (const pugi::xml_node deployment :
       children_named(rules::child_element(subject.root(), "deployments"), "deployment"))
    if (deployment.attribute("enabled").as_bool(true)) enabled.push_back(deployment);
  std::stable_sort(enabled.begin(), enabled.end(),
                   [&](pugi::xml_node a, pugi::xml_node b) { return runtime_name(a) < runtime_name(b); });
  for (std::size_t i = 1; i < enabled.size(); ++i) {
    const pugi::xml_node first = enabled[i - 1];
    const pugi::xml_node second = enabled[i];
    if (runtime_name(first) != runtime_name(second)) continue;
    report({second, "runtime-name",
            "the deployment " + std::string(first.attribute("name").value()) + " has the runtime name " +
                std::string(runtime_name(second)) + ", too",
            "disable one of them, or give it another runtime-name"});
  }
}

}  // namespace idsxml::checks
