#pragma once

#include <string_view>

namespace idsxml::os {

/// Where a server keeps the earlier versions of its configuration.
inline bool is_history(std::string_view folder_name) {
  return folder_name.ends_with("_xml_history");
}

}  // namespace idsxml::os
