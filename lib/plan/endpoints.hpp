#pragma once

#include <optional>
#include <string>

#include "idsxml/configuration.hpp"

namespace idsxml::planning {

/// Where a server listens by its configuration, as long as nobody says otherwise when it is started.
struct Endpoints {
  unsigned http = 8080;
  unsigned management = 9990;
  std::string web_context = "auth";
};

/// What is not a plain number or path there is left at what it usually is.
Endpoints endpoints_of(const std::optional<Configuration>& configuration);

}  // namespace idsxml::planning
