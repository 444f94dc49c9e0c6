#include "os/copy.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include "os/bytes.hpp"

namespace idsxml::os {
namespace {

/// Between two words of progress.
constexpr off_t most_at_once = off_t{16} << 20U;

struct Range {
  off_t begin;
  off_t end;
};

bool is_unsupported(int number) {
  return number == EXDEV || number == ENOSYS || number == EINVAL || number == EOPNOTSUPP || number == EBADF ||
         number == EPERM;
}

int copy_through_memory(int from, int to, Range range, const Advanced& advanced) {
  std::array<char, std::size_t{256} << 10U> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
  if (::lseek(to, range.begin, SEEK_SET) < 0) return errno;
  for (off_t at = range.begin; at < range.end;) {
    const auto wanted = std::min<off_t>(range.end - at, static_cast<off_t>(buffer.size()));
    const ssize_t got = ::pread(from, buffer.data(), static_cast<std::size_t>(wanted), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;  // it has become shorter, which the caller sees
    if (const int number = write_all(to, {buffer.data(), static_cast<std::size_t>(got)})) return number;
    at += got;
    advanced(static_cast<std::uint64_t>(got));
  }
  return 0;
}

/// Within the kernel, where it can.
int copy_range(int from, int to, Range range, const Advanced& advanced) {
  off_t in = range.begin;
  off_t out = range.begin;
  while (in < range.end) {
    const auto wanted = static_cast<std::size_t>(std::min(range.end - in, most_at_once));
    const ssize_t done = ::copy_file_range(from, &in, to, &out, wanted, 0);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0 && !is_unsupported(errno)) return errno;
    if (done <= 0) return copy_through_memory(from, to, {in, range.end}, advanced);
    advanced(static_cast<std::uint64_t>(done));
  }
  return 0;
}

/// What is written from `begin` on, up to the next hole; all to the end where the file system tells of none.
Range next_data(int fd, off_t begin, off_t size) {
  const off_t data = ::lseek(fd, begin, SEEK_DATA);
  if (data < 0) return errno == ENXIO ? Range{size, size} : Range{begin, size};
  const off_t hole = ::lseek(fd, data, SEEK_HOLE);
  return {data, hole < 0 ? size : std::min(hole, size)};
}

}  // namespace

int copy_content(int from, int to, const Advanced& advanced) {
  struct stat status {};
  if (::fstat(from, &status) != 0) return errno;
  const off_t size = status.st_size;
  if (size == 0) return 0;
  if (::ioctl(to, FICLONE, from) == 0) {
    advanced(static_cast<std::uint64_t>(size));
    return 0;
  }
  for (off_t at = 0; at < size;) {
    const Range data = next_data(from, at, size);
    if (const int number = copy_range(from, to, data, advanced)) return number;
    advanced(static_cast<std::uint64_t>(data.begin - at));
    at = data.end;
  }
  return ::ftruncate(to, size) == 0 ? 0 : errno;  // it may end with a hole
}

}  // namespace idsxml::os
