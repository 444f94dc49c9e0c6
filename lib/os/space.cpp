#include "os/space.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

namespace idsxml::os {
namespace {

constexpr long xfs_magic = 0x58465342;       // not in <linux/magic.h>
constexpr long bcachefs_magic = 0xca451a4e;  // likewise
constexpr std::array sharing{long{BTRFS_SUPER_MAGIC}, xfs_magic, bcachefs_magic};

}  // namespace

Space space_of(const std::string& folder) {
  Space space;
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) == 0) space.free = std::uint64_t{status.f_bavail} * status.f_frsize;
  struct statfs type {};
  if (::statfs(folder.c_str(), &type) == 0)
    space.shares_blocks = std::find(sharing.begin(), sharing.end(), type.f_type) != sharing.end();
  return space;
}

bool is_on_one_mount(const std::string& one, const std::string& other) {
  struct statx first {};
  struct statx second {};
  const auto look = [](const std::string& path, struct statx& status) {
    return ::statx(AT_FDCWD, path.c_str(), 0, STATX_MNT_ID, &status) == 0 && (status.stx_mask & STATX_MNT_ID) != 0;
  };
  if (!look(one, first) || !look(other, second)) return is_on_one_file_system(one, other);
  return first.stx_mnt_id == second.stx_mnt_id;
}

bool is_on_one_file_system(const std::string& one, const std::string& other) {
  struct stat first {};
  struct stat second {};
  return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

}  // namespace idsxml::os
