#pragma once

#include "idsxml/upgrade_report.hpp"

namespace idsxml::report {

// One file each: upgrade_text.cpp, upgrade_json.cpp.
extern const UpgradeFormat upgrade_text_format;
extern const UpgradeFormat upgrade_json_format;

}  // namespace idsxml::report
