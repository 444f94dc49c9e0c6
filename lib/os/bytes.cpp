#include "os/bytes.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace idsxml::os {
namespace {

/// Whether the last call may be made again at once; waits where the descriptor does not block by itself.
bool try_again(int fd, short events) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  pollfd waiting{fd, events, 0};
  return ::poll(&waiting, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

// Eight bytes a step. Each step is a bijection of the state, so a change of one word always shows; the shift keeps two
// changes from cancelling out in the top bits.
std::uint64_t hash_of(std::string_view bytes) {
  constexpr std::uint64_t prime = 0x9E3779B97F4A7C15;
  std::uint64_t state = bytes.size() * prime;
  const auto mix = [&](std::uint64_t word) {
    state = (state ^ word) * prime;
    state ^= state >> 32U;
  };
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t taken = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), taken);
    mix(word);
    bytes.remove_prefix(taken);
  }
  mix(0);
  return state;
}

std::string hexadecimal(std::uint64_t number) {
  std::array<char, 16> digits{};
  char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  return {digits.data(), end};
}

int read_all(int fd, std::size_t expected, std::size_t limit, std::string& bytes) {
  limit = std::min(limit, bytes.max_size() / 2);
  bytes.resize(std::min(expected, limit) + 1);  // one more than expected: the end shows itself without growing
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) bytes.resize(std::min(2 * filled, limit + 1));
    const ssize_t got = ::read(fd, bytes.data() + filled, bytes.size() - filled);
    if (got == 0) break;
    if (got < 0 && !try_again(fd, POLLIN)) return errno;
    if (got > 0) filled += static_cast<std::size_t>(got);
    if (filled > limit) return EFBIG;
  }
  bytes.resize(filled);
  return 0;
}

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && !try_again(fd, POLLOUT)) return errno;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int sync(int fd) {
  if (::fsync(fd) == 0) return 0;
  const bool unknown_here = errno == EINVAL || errno == EOPNOTSUPP || errno == ENOSYS;
  return unknown_here ? 0 : errno;
}

int overwrite(int fd, std::string_view bytes) {
  if (::lseek(fd, 0, SEEK_SET) < 0) return errno;
  if (const int number = write_all(fd, bytes)) return number;
  if (::ftruncate(fd, static_cast<off_t>(bytes.size())) != 0) return errno;
  return sync(fd);
}

}  // namespace idsxml::os
