#pragma once

#include <string_view>

namespace idsxml::cli {

/// Whether a pattern names the path, or a folder that it is in. Both are relative and have '/' between folders. `*` and
/// `?` stand for anything but '/', `**` for any folders; a pattern without '/' holds in every folder. Bytes are
/// compared.
bool is_named_by(std::string_view pattern, std::string_view path);

}  // namespace idsxml::cli
