#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace idsxml::os {

/// The servers that run from a home, standalone ones and those of a domain, as far as this user may see their command
/// lines, those in containers included: process ids.
std::vector<int> servers_of_home(const std::string& home);

/// Those of the ports on which a program listens that may be a server, because this user may not see what it is.
std::vector<std::uint16_t> unknown_listeners(const std::vector<std::uint16_t>& ports);

}  // namespace idsxml::os
