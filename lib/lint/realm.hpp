#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/realm.hpp"
#include "config/template.hpp"
#include "idsxml/finding.hpp"
#include "idsxml/release.hpp"

/// What an upgrade makes of the authentication flows of a realm.
namespace idsxml::realm {

struct Remark {
  std::string_view check;  ///< the name of the rule's check
  Severity severity;
  std::string message;
  std::string help;
  std::string path;         ///< by names, independent of places
  config::Stretch at;       ///< what it is about
  config::Stretch context;  ///< what around it holds no secret
};

/// In no particular order.
std::vector<Remark> remarks_on(const config::Realm& realm, const Release& target);

}  // namespace idsxml::realm
