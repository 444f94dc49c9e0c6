#pragma once

#include <cstdint>
#include <vector>

#include "idsxml/upgrade.hpp"

namespace idsxml::upgrading {

/// The ports that the server of a home takes by its standalone.xml, as far as it says them: those of socket bindings
/// with the offset, expressions by their defaults.
std::vector<std::uint16_t> ports_of(const ServerHome& home);

}  // namespace idsxml::upgrading
