#pragma once

#include "idsxml/configuration.hpp"
#include "xml/document.hpp"

namespace idsxml {

struct Configuration::State {
  xml::Document document;
  std::string root_namespace;
  bool has_keycloak = false;
  bool is_ha = false;
};

}  // namespace idsxml
