#pragma once

#include <string>
#include <string_view>

namespace idsxml::report {

/// A diff of scripts and settings that may be shown and kept: what is secret has stars, be it assigned, behind an
/// option of a command (--password x, -u user:x, -p x) or behind a colon.
std::string safe_difference(std::string_view difference);

}  // namespace idsxml::report
