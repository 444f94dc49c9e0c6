#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"
#include "os/open_file.hpp"

namespace idsxml::os {

/// A file as its user named it, with what it holds.
struct Original {
  const std::string& named;
  const OpenFile& file;
  std::string_view bytes;
};

/// Copies the original to NAME.LABEL.bak (NAME.bak without a label) in `directory`, or where that is empty beside the
/// path that the user named; where the name is taken, with .1, .2 and so on behind it. On disk when it returns the
/// path of the copy. Never more open than the original; what it could not keep becomes a note.
Result<std::string> make_backup(const Original& original, const std::string& directory, std::string_view label,
                                std::vector<std::string>& notes);

}  // namespace idsxml::os
