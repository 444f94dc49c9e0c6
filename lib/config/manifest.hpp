#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/template.hpp"

/// YAML documents that carry a server's files: ConfigMaps, values of Helm charts.
namespace idsxml::config {

enum class EmbeddedKind { configuration, script };

/// A file within a manifest.
struct Embedded {
  EmbeddedKind kind = EmbeddedKind::configuration;
  std::string key;          ///< what it is the value of
  Stretch stretch;          ///< of the manifest
  bool is_verbatim = true;  ///< whether it stands there as it is, up to indentation
  std::string value;        ///< only where it does not
};

/// The server configurations and jboss-cli scripts (values of a key *.cli) in all documents of a YAML text, in order. A
/// text that is no YAML, as a Helm template may be, is searched for block scalars by their indentation.
std::vector<Embedded> embedded_in(std::string_view yaml);

/// A text as long as `whole` up to the end of the stretch, in which nothing is left but the stretch: what is found in
/// it is found where it stands in the whole.
std::string only(std::string_view whole, Stretch stretch);

}  // namespace idsxml::config
