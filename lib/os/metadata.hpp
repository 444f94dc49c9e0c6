#pragma once

#include <optional>
#include <string>
#include <vector>

#include "idsxml/result.hpp"
#include "os/open_file.hpp"

namespace idsxml::os {

/// Gives the file `to` the owner, group, ACL, extended attributes and mode of `from`. An error where something that
/// decides who may read it cannot be kept; a note in `notes` for the rest. `path` is for the messages.
std::optional<Error> keep_metadata(const OpenFile& from, int to, const std::string& path,
                                   std::vector<std::string>& notes);

/// The same, for a file or a folder, as far as this user may: what cannot be kept is a note. Where it is the owner or
/// the group, nobody may do more with it than before.
void keep_possible_metadata(const OpenFile& from, int to, const std::string& path, std::vector<std::string>& notes);

/// Gives a file the times of access and change that another has, if it is ours.
void keep_times(const struct stat& from, int to);

}  // namespace idsxml::os
