#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "idsxml/result.hpp"
#include "os/pending_file.hpp"

namespace idsxml::os {

/// Tells one content from another.
struct Fingerprint {
  std::uint64_t size = 0;  ///< in bytes
  std::uint64_t hash = 0;

  bool operator==(const Fingerprint&) const = default;
};

Fingerprint fingerprint_of(std::string_view bytes);

/// Lies beside a file for as long as it is being overwritten, so that the next run can tell whether it is whole.
struct Journal {
  Fingerprint old_content;
  Fingerprint new_content;
  std::string backup_path;  ///< absolute
};

/// The name of the journal of a file of this name, in the same folder.
std::string journal_name(std::string_view name);

/// Puts the journal beside the file of this name, on disk; one that is there already is replaced.
std::optional<Error> write_journal(const Folder& folder, std::string_view name, const Journal& journal);

/// The journal beside the file at `real_path`, if there is one.
Result<std::optional<Journal>> read_journal(const std::string& real_path);

/// Removes the journal, if there is one, for good.
void remove_journal(const Folder& folder, std::string_view name);

}  // namespace idsxml::os
