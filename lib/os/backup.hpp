#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"
#include "os/open_file.hpp"

namespace idsxml::os {

/// Where a backup goes and what it is called: NAME.LABEL.bak (NAME.bak without a label) in `directory`, or where that
/// is empty beside the path that the user named; where the name is taken, with .1, .2 and so on behind it.
struct BackupName {
  const std::string& named;  ///< the file, as its user named it
  const std::string& directory;
  const std::string& label;
};

/// Copies an open file with this content. On disk when it returns the path of the copy. Never more open than the file;
/// what it could not keep becomes a note.
Result<std::string> copy_as_backup(const BackupName& name, const OpenFile& file, std::string_view bytes,
                                   std::vector<std::string>& notes);

/// Makes the file at `real_path` itself the backup, by a second name that stays with it when a new file is renamed over
/// the first. Where a killed run has left it such a name, that one is used. An error where the file cannot have a
/// second name there: on another file system, on one without hard links, or where it is not ours; then it has to be
/// copied.
Result<std::string> link_as_backup(const BackupName& name, const OpenFile& file, const std::string& real_path);

}  // namespace idsxml::os
