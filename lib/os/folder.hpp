#pragma once

#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace idsxml::os {

/// Where a server keeps the earlier versions of its configuration.
inline bool is_history(std::string_view folder_name) {
  return folder_name.ends_with("_xml_history");
}

/// The names of what lies in a folder, but for . and .., in no order; where an error comes up, those before it. By
/// hand, since the iterators of std::filesystem end the process where memory runs out; this throws std::bad_alloc.
std::vector<std::string> names_in(const std::string& folder, std::error_code& error);

/// The files below a folder whose names end so; links to folders are not followed.
std::vector<std::string> files_ending_in(std::string_view ending, const std::string& folder, std::error_code& error);

}  // namespace idsxml::os
