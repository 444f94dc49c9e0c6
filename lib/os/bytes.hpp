#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace idsxml::os {

/// A 64-bit hash; the same in every version of idsxml, since it is written into journals.
std::uint64_t hash_of(std::string_view bytes);

std::string hexadecimal(std::uint64_t number);

// These return 0 or the errno.

/// Reads to the end into `bytes`; `expected` is a guess of how much. More than `limit` bytes are EFBIG.
int read_all(int fd, std::size_t expected, std::size_t limit, std::string& bytes);

/// Writes at the descriptor's position.
int write_all(int fd, std::string_view bytes);

/// fsync, except where the file system knows no such thing.
int sync(int fd);

/// Makes `bytes` the content of an open file, on disk.
int overwrite(int fd, std::string_view bytes);

}  // namespace idsxml::os
