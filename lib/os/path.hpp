#pragma once

#include <string>
#include <string_view>

namespace idsxml::os {

/// The folder part of a path: "." where there is none.
std::string folder_of(std::string_view path);

/// The last part of a path.
std::string name_of(std::string_view path);

/// `folder`/`name`.
std::string join(std::string_view folder, std::string_view name);

/// The path of another file in the folder of `path`, written the way that one was: relative stays relative.
std::string beside(std::string_view path, std::string_view name);

/// `name` + `suffix`, the name shortened where the system would not take so long a one; equal names stay equal, and
/// different names different.
std::string with_suffix(std::string_view name, std::string_view suffix);

}  // namespace idsxml::os
