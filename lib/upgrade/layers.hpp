#pragma once

#include <string>
#include <string_view>

namespace idsxml::upgrading {

/// The content of a modules/layers.conf with the layers of two: first those that only the old one has, which somebody
/// put before those of the release.
std::string merged_layers(std::string_view old_content, std::string_view new_content);

}  // namespace idsxml::upgrading
