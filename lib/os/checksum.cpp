#include "os/checksum.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "os/open_file.hpp"

namespace idsxml::os {
namespace {

constexpr std::array<std::uint32_t, 256> crc_table = [] {
  constexpr std::uint32_t polynomial = 0xEDB88320;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t rest = i;
    for (int bit = 0; bit < 8; ++bit) rest = (rest & 1U) != 0 ? polynomial ^ (rest >> 1U) : rest >> 1U;
    table[i] = rest;
  }
  return table;
}();

void add(Checksum& checksum, std::string_view bytes) {
  std::uint32_t state = ~checksum.crc;
  for (const char byte : bytes) state = crc_table[(state ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (state >> 8U);
  checksum.crc = ~state;
  checksum.size += bytes.size();
}

}  // namespace

std::optional<Checksum> checksum_of(const std::string& path) {
  const auto file = open_regular(path, O_RDONLY);
  if (!file) return {};
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
  Checksum checksum;
  for (;;) {
    const ssize_t got = ::read(file->fd.get(), buffer.data(), buffer.size());
    if (got == 0) return checksum;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {};
    add(checksum, {buffer.data(), static_cast<std::size_t>(got)});
  }
}

}  // namespace idsxml::os
