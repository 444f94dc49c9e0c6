#pragma once

#include <string>
#include <vector>

#include "idsxml/configuration.hpp"
#include "xml/document.hpp"

namespace idsxml {

struct Configuration::State {
  xml::Document document;
  ConfigurationKind kind = ConfigurationKind::standalone;
  std::string root_namespace;
  std::vector<std::string> subsystems;  ///< their namespaces, those of all profiles
  std::vector<std::string> extensions;  ///< their modules
  bool has_keycloak = false;
  bool is_ha = false;
};

}  // namespace idsxml
