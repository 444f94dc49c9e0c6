#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"
#include "os/copy.hpp"

/// Steps of carrying one tree into another. Each may be interrupted at any moment and made again, to the same end.
namespace idsxml::os {

/// What a file was when somebody decided to carry it.
struct Expected {
  std::uint64_t size = 0;     ///< in bytes
  std::int64_t mtime_ns = 0;  ///< since the epoch
};

struct FolderLook {
  std::uint32_t mode = 0;
  std::uint32_t user = 0;
  std::uint32_t group = 0;
  std::int64_t mtime_ns = 0;
};

/// What a new file is written under, in the folder where it will stand. One at a time in each folder.
inline constexpr std::string_view part_name = ".idsxml-part";

bool exists(const std::string& path);

/// A folder that is this user's own until its look is kept; also one that is there already.
std::optional<Error> make_folder(const std::string& path);

/// Lets this user write into a folder of theirs until its look is given back; nothing where there is none.
void open_folder_to_owner(const std::string& path);

/// Gives a folder the owner, permissions and times of another, as far as this user may.
std::optional<Error> keep_folder_look(const std::string& from, const std::string& path,
                                      std::vector<std::string>& notes);

/// Gives a folder back what it looked like, as far as this user may.
void restore_folder_look(const std::string& path, const FolderLook& look);

/// Moves what stands under `path` to `kept`, unless something stands there already.
std::optional<Error> keep_aside(const std::string& path, const std::string& kept);

/// A new file beside `path`, which publish_part() puts in its place. It looks like `from`, whose content it has;
/// `bytes`, if there are any, instead. Errors: UPG011 where `from` is not as expected.
std::optional<Error> write_part(const std::string& from, const Expected& expected, const std::string& path,
                                const std::optional<std::string>& bytes, const Advanced& advanced,
                                std::vector<std::string>& notes);
/// A new link beside `path`, with the owner and times of the link `from`.
std::optional<Error> link_part(const std::string& from, const std::string& target, const std::string& path);
std::optional<Error> publish_part(const std::string& path);

/// What publish_part() of this path has not taken, if anything.
void remove_part(const std::string& path);

/// No error where it is gone already.
std::optional<Error> remove_file(const std::string& path);
/// False where something else is in it.
Result<bool> remove_empty_folder(const std::string& path);

/// Puts back what keep_aside() moved away, in the place of whatever file stands there; nothing where nothing was moved.
std::optional<Error> put_back(const std::string& kept, const std::string& path);

/// Removes what runs that were killed have left in a folder of idsxml's own.
void remove_temporaries(const std::string& folder);

/// The time of change of what stands under the path, in nanoseconds since the epoch; 0 where nothing does.
std::int64_t mtime_at(const std::string& path);

void set_mtime(const std::string& path, std::int64_t mtime_ns);

/// Forces all of a file system to disk.
void sync_all(const std::string& path);

/// Tells one start of the system from another.
std::string boot_id();

}  // namespace idsxml::os
