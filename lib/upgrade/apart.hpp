#pragma once

#include <optional>
#include <string>
#include <vector>

#include "idsxml/upgrade.hpp"

/// Nothing but the new home is written, and nothing else is removed.
namespace idsxml::upgrading {

/// UPG004.
Error not_apart(const std::string& old_home, const std::string& new_home);

/// Whether both names lead to one folder, through links or mounts.
bool is_one_folder(const std::string& one, const std::string& other);

/// Where what an action takes over lies: in the old home, unless a link led out of it.
std::string source_of(const std::string& old_home, const UpgradeAction& action);

/// UPG019 where a folder of the new home has become a link, or is the old home's by a mount: what is done in it would
/// be done elsewhere.
std::optional<Error> refuse_shared(const std::string& old_home, const std::string& new_home,
                                   const std::vector<UpgradeAction>& actions);

/// UPG019 where something is replaced that could not be moved aside, since it is on a mount of its own.
std::optional<Error> refuse_mounted(const std::string& new_home, const std::vector<UpgradeAction>& actions);

}  // namespace idsxml::upgrading
