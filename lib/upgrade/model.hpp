#pragma once

#include "idsxml/upgrade.hpp"
#include "upgrade/survey.hpp"

namespace idsxml::upgrading {

/// Where the journal and what was replaced are kept, in the new home.
inline constexpr std::string_view journal_folder = ".idsxml-upgrade";

/// What is to be done with everything in the old home, of the two homes alone: `difference` of changed files, space and
/// all that other programs decide are left to the caller. Errors: UPG013 where the new home has something else than a
/// folder in the way.
Result<UpgradePlan> model_of(const Survey& survey);

}  // namespace idsxml::upgrading
