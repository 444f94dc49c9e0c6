#pragma once

#include <cstdint>
#include <string>

#include "idsxml/upgrade.hpp"
#include "report/diagnostic.hpp"

namespace idsxml::report {

/// "10.2 GB", "17 bytes".
std::string size_text(std::uint64_t bytes);

/// What an upgrade does, as a tree of the new home; what is all new and carried over as a whole is one line.
std::string upgrade_tree(const UpgradePlan& plan);

}  // namespace idsxml::report
