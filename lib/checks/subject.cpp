#include "checks/subject.hpp"

#include "rules/resources.hpp"
#include "xml/elements.hpp"

namespace idsxml::checks {

std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node node : xml::child_elements(parent))
    if (xml::local_name(node) == name) found.push_back(node);
  return found;
}

const std::vector<Extension>& Subject::extensions() const {
  if (extensions_) return *extensions_;
  extensions_.emplace();
  for (const pugi::xml_node element : children_named(rules::child_element(root(), "extensions"), "extension")) {
    const std::string_view module = element.attribute("module").value();
    extensions_->push_back({element, module, catalog::find_extension(module)});
  }
  return *extensions_;
}

const std::vector<pugi::xml_node>& Subject::profiles() const {
  if (profiles_) return *profiles_;
  const pugi::xml_node profiles = rules::child_element(root(), "profiles");
  profiles_ = children_named(profiles ? profiles : root(), "profile");
  return *profiles_;
}

const std::vector<Subsystem>& Subject::subsystems() const {
  if (subsystems_) return *subsystems_;
  subsystems_.emplace();
  for (const pugi::xml_node profile : profiles())
    for (const pugi::xml_node element : children_named(profile, "subsystem")) {
      const std::string_view name_space = xml::namespace_of(element);
      subsystems_->push_back({element, name_space, catalog::find_namespace(name_space)});
    }
  return *subsystems_;
}

const std::vector<Violation>& Subject::violations() const {
  if (!violations_) violations_ = content_violations(root(), target_);
  return *violations_;
}

const rules::Walk& Subject::resources() const {
  if (!resources_) resources_ = rules::walk(root(), *tables_);
  return *resources_;
}

const std::vector<DanglingReference>& Subject::dangling() const {
  if (!dangling_) dangling_ = dangling_references(*tables_, resources(), target_);
  return *dangling_;
}

const std::vector<Secret>& Subject::secrets() const {
  if (!secrets_) secrets_ = secrets_in(root());
  return *secrets_;
}

}  // namespace idsxml::checks
