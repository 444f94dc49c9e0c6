#pragma once

#include <string>
#include <string_view>

namespace idsxml::upgrading {

/// Which layers the modules of a home have, besides base.
inline constexpr std::string_view layers_file = "modules/layers.conf";

/// The content of a modules/layers.conf with the layers of two: first those that only the old one has, which somebody
/// put before those of the release.
std::string merged_layers(std::string_view old_content, std::string_view new_content);

}  // namespace idsxml::upgrading
