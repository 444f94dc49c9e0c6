#include <string_view>

#include "config/configuration.hpp"
#include "config/detect.hpp"
#include "idsxml/detect.hpp"
#include "xml/tree.hpp"

namespace idsxml {

Detection detect(const Configuration& configuration) {
  const xml::Tree tree(configuration.state().document);
  std::vector<std::string_view> subsystems;
  std::vector<std::string_view> extensions;
  for (const pugi::xml_node part : tree.root().children()) {
    const std::string_view name = xml::local_name(part);
    for (const pugi::xml_node child : part.children()) {
      if (name == "profile" && xml::local_name(child) == "subsystem") subsystems.push_back(xml::namespace_of(child));
      if (name == "extensions" && xml::local_name(child) == "extension")
        extensions.emplace_back(child.attribute("module").value());
    }
  }
  config::Detection found = config::detect({configuration.root_namespace(), subsystems, extensions});
  return {std::move(found.candidates), std::move(found.reasons), {found.mixed.begin(), found.mixed.end()}};
}

}  // namespace idsxml
