#include "os/copy.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdint>
#include <string>

#include "os/checksum.hpp"
#include "os/descriptor.hpp"
#include "os/testing.hpp"

namespace {

using namespace idsxml::os;
using idsxml::os::testing::get;
using idsxml::os::testing::in_child;
using idsxml::os::testing::let_fail;
using idsxml::os::testing::put;
using idsxml::os::testing::Scratch;

/// The bytes that were told, or minus the errno.
std::int64_t copy(const std::string& from, const std::string& to) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  const Descriptor target(::open(to.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  std::int64_t told = 0;
  const int number =
      copy_content(source.get(), target.get(), [&](std::uint64_t bytes) { told += static_cast<std::int64_t>(bytes); });
  return number == 0 ? told : -number;
}

}  // namespace

TEST_CASE("a copy has the same bytes, and tells how many") {
  const Scratch scratch;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{3'000'000}}) {
    std::string bytes(size, 'x');
    if (size > 1) bytes[size / 2] = 'y';
    put(scratch / "a", bytes);
    CHECK(copy(scratch / "a", scratch / "b") == static_cast<std::int64_t>(size));
    CHECK(get(scratch / "b") == bytes);
  }
}

TEST_CASE("where the kernel does not copy, it is done by hand") {
  const Scratch scratch;
  put(scratch / "a", std::string(700'000, 'x') + "end");
  CHECK(in_child([&] {
          let_fail({SYS_copy_file_range, SYS_ioctl}, ENOSYS);
          return std::to_string(copy(scratch / "a", scratch / "b"));
        }) == "700003");
  CHECK(get(scratch / "b") == get(scratch / "a"));
}

TEST_CASE("holes stay holes, at the end as well") {
  const Scratch scratch;
  constexpr off_t size = 50'000'000;
  {
    const Descriptor file(::open((scratch / "a").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    REQUIRE(::pwrite(file.get(), "middle", 6, size / 2) == 6);
    REQUIRE(::ftruncate(file.get(), size) == 0);
  }
  CHECK(copy(scratch / "a", scratch / "b") == size);
  struct stat status {};
  REQUIRE(::stat((scratch / "b").c_str(), &status) == 0);
  CHECK(status.st_size == size);
  CHECK(status.st_blocks * 512 < size / 2);
  CHECK(checksum_of(scratch / "a") == checksum_of(scratch / "b"));
}

TEST_CASE("an error of the disk is told") {
  const Scratch scratch;
  put(scratch / "a", "content");
  CHECK(in_child([&] {
          let_fail({SYS_copy_file_range}, EIO);
          return std::to_string(copy(scratch / "a", scratch / "b"));
        }) == std::to_string(-EIO));
}

TEST_CASE("checksums are those of a zip") {
  const Scratch scratch;
  put(scratch / "a", "123456789");
  CHECK(checksum_of(scratch / "a") == Checksum{9, 0xCBF43926});
  CHECK_FALSE(checksum_of(scratch / "missing"));
}
