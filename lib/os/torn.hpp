#pragma once

#include <optional>
#include <string>

#include "idsxml/file.hpp"
#include "idsxml/result.hpp"
#include "os/journal.hpp"
#include "os/open_file.hpp"

namespace idsxml::os {

/// Keeps every other run from writing the file in place for as long as it is open; an error where one is at it.
std::optional<Error> lock_for_writing(const OpenFile& file, const std::string& path);

/// An error where the file at `real_path` is not whole, or not yet.
std::optional<Error> refuse_torn(const std::string& real_path);

}  // namespace idsxml::os
