#pragma once

#include <filesystem>

#include "rules/tables.hpp"

/// What servers say of attributes, catalog/attributes/*.txt, told of the forms of dialects.
namespace rulec {

/// Fills in `types` of all attribute forms that some server describes, and `defaults` of those where a release has
/// another than the dialect says. Throws std::runtime_error with file and line of what is wrong.
void describe_attributes(const std::filesystem::path& folder, idsxml::rules::OwnedTables& tables);

}  // namespace rulec
