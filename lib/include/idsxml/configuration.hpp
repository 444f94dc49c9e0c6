#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "idsxml/result.hpp"

namespace idsxml {

/// Which of a server's files.
enum class ConfigurationKind {
  standalone,  ///< standalone.xml
  domain,      ///< domain.xml: the profiles of a domain
  host,        ///< host.xml: one host of a domain
};

/// The server configuration that some bytes hold. A value: copies share what cannot change, so it may
/// be read from several threads at once.
class Configuration {
 public:
  /// Errors: XML… where the bytes are not a well-formed document that is supported, CFG001 where the document is no
  /// server configuration. Nothing but `bytes` is read and no entity is expanded.
  static Result<Configuration> parse(std::string bytes);

  ConfigurationKind kind() const;
  /// The bytes as they came.
  std::string_view bytes() const;
  /// The namespace of the root element: urn:jboss:domain:16.0.
  std::string_view root_namespace() const;
  /// Whether the Keycloak subsystem is in it.
  bool has_keycloak() const;
  /// Whether it is a clustered configuration: the jgroups subsystem is in it.
  bool is_ha() const;

  struct State;
  const State& state() const { return *state_; }  ///< for the library's own use

 private:
  explicit Configuration(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace idsxml
