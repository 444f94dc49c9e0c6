#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <limits>

#include "idsxml/file.hpp"
#include "os/descriptor.hpp"
#include "os/testing.hpp"

using idsxml::read_file;
using idsxml::os::testing::become_nobody;
using idsxml::os::testing::in_child;
using idsxml::os::testing::put;
using idsxml::os::testing::Scratch;

namespace {

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::string code_of_reading(const std::string& path, std::size_t max_size = unlimited) {
  const auto file = read_file(path, max_size);
  return file ? "read" : file.error().code;
}

std::string content_of(const std::string& path) {
  const auto file = read_file(path, unlimited);
  return file ? file->bytes : file.error().code;
}

}  // namespace

TEST_CASE("a file is read byte for byte, an empty one and one with NULs too") {
  const Scratch scratch;
  const std::string odd("\xEF\xBB\xBF<a>\r\n\0\xFF", 10);
  for (const std::string& bytes : {std::string(), std::string("<a/>"), odd, std::string(1'000'000, 'x')}) {
    put(scratch / "a.xml", bytes);
    CHECK(content_of(scratch / "a.xml") == bytes);
  }
}

TEST_CASE("the identity tells what was read from anything else") {
  const Scratch scratch;
  const std::string path = scratch / "a.xml";
  put(path, "<a/>");
  const auto first = read_file(path, unlimited);
  const auto again = read_file(path, unlimited);
  REQUIRE(first);
  REQUIRE(again);
  CHECK(first->identity == again->identity);
  CHECK(first->identity.size == 4);

  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  put(path, "<b/>");
  const std::array times{status.st_atim, status.st_mtim};
  REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) == 0);
  const auto other = read_file(path, unlimited);
  REQUIRE(other);
  CHECK(other->identity.mtime_ns == first->identity.mtime_ns);
  CHECK(other->identity != first->identity);
}

TEST_CASE("the permission bits come with the file") {
  const Scratch scratch;
  put(scratch / "a.xml", "<a/>");
  REQUIRE(::chmod((scratch / "a.xml").c_str(), 0640) == 0);
  const auto file = read_file(scratch / "a.xml", unlimited);
  REQUIRE(file);
  CHECK(file->mode == 0640);
}

TEST_CASE("names may hold anything that the system lets them") {
  const Scratch scratch;
  for (const std::string& name : {std::string("with space.xml"), std::string("k\xF6nig\xFF.xml"),
                                  std::string("a\nb.xml"), std::string("-"), std::string(255, 'n')}) {
    put(scratch / name, name);
    CHECK(content_of(scratch / name) == name);
  }
}

TEST_CASE("relative paths are those of the current folder") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "sub");
  put(scratch / "a.xml", "<a/>");
  const auto read_from = [&](const std::string& folder, const std::string& path) {
    return in_child([&] { return ::chdir(folder.c_str()) == 0 ? content_of(path) : "chdir"; });
  };
  CHECK(read_from(scratch.path(), "a.xml") == "<a/>");
  CHECK(read_from(scratch.path(), "./a.xml") == "<a/>");
  CHECK(read_from(scratch / "sub", "../a.xml") == "<a/>");
}

TEST_CASE("a file is read up to the limit, and not one byte beyond") {
  const Scratch scratch;
  put(scratch / "a.xml", "12345");
  CHECK(code_of_reading(scratch / "a.xml", 5) == "read");
  CHECK(code_of_reading(scratch / "a.xml", 4) == "IO009");
  CHECK(code_of_reading(scratch / "a.xml", 0) == "IO009");
}

TEST_CASE("the limit is looked at before reading: a terabyte is refused at once") {
  const Scratch scratch;
  put(scratch / "a.xml", "");
  REQUIRE(::truncate((scratch / "a.xml").c_str(), off_t{1} << 40) == 0);
  CHECK(code_of_reading(scratch / "a.xml", 256U << 20U) == "IO009");
}

TEST_CASE("a file that claims to be empty is held to the limit while it is read") {
  CHECK(code_of_reading("/proc/self/status", 16) == "IO009");
  CHECK(code_of_reading("/proc/self/status") == "read");
}

TEST_CASE("what is no regular file is refused, each kind by its name, and none of them hangs") {
  const Scratch scratch;
  REQUIRE(::mkfifo((scratch / "fifo").c_str(), 0600) == 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string socket_path = scratch / "socket";
  REQUIRE(socket_path.size() < sizeof address.sun_path);
  socket_path.copy(address.sun_path, socket_path.size());
  const idsxml::os::Descriptor server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the interface of the system
  REQUIRE(::bind(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);

  CHECK(code_of_reading(scratch / "missing.xml") == "IO001");
  CHECK(code_of_reading("") == "IO001");
  CHECK(code_of_reading(scratch.path()) == "IO003");
  CHECK(code_of_reading("/dev/null") == "IO004");
  CHECK(code_of_reading("/dev/zero") == "IO004");
  CHECK(code_of_reading(scratch / "fifo") == "IO005");
  CHECK(code_of_reading(scratch / "socket") == "IO006");
}

TEST_CASE("links are followed; one that leads nowhere or in a circle is refused") {
  const Scratch scratch;
  put(scratch / "a.xml", "<a/>");
  std::filesystem::create_symlink("a.xml", scratch / "link.xml");
  std::filesystem::create_symlink("gone.xml", scratch / "dangling.xml");
  std::filesystem::create_symlink("loop.xml", scratch / "loop.xml");
  CHECK(content_of(scratch / "link.xml") == "<a/>");
  CHECK(code_of_reading(scratch / "loop.xml") == "IO008");
  const auto dangling = read_file(scratch / "dangling.xml", unlimited);
  REQUIRE_FALSE(dangling);
  CHECK(dangling.error().code == "IO007");
  CHECK(dangling.error().message.find("'gone.xml'") != std::string::npos);
}

TEST_CASE("a path that cannot be is refused") {
  const Scratch scratch;
  put(scratch / "a.xml", "<a/>");
  CHECK(code_of_reading(scratch / "a.xml/b.xml") == "IO011");
  CHECK(code_of_reading(scratch / std::string(256, 'n')) == "IO011");
  CHECK(code_of_reading(std::string(5000, '/') + "a.xml") == "IO011");
}

TEST_CASE("a file or folder that may not be read is refused") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "closed");
  put(scratch / "closed/a.xml", "<a/>");
  put(scratch / "a.xml", "<a/>");
  REQUIRE(::chmod((scratch / "a.xml").c_str(), 0) == 0);
  REQUIRE(::chmod((scratch / "closed").c_str(), 0) == 0);
  REQUIRE(::chmod(scratch.path().c_str(), 0755) == 0);
  const auto code = [](const std::string& path) {
    return in_child([&] {
      become_nobody();
      return code_of_reading(path);
    });
  };
  CHECK(code(scratch / "a.xml") == "IO002");
  CHECK(code(scratch / "closed/a.xml") == "IO002");
  REQUIRE(::chmod((scratch / "closed").c_str(), 0700) == 0);
}

TEST_CASE("a missing folder is named, since there the typing mistake is") {
  const Scratch scratch;
  const auto file = read_file(scratch / "no-such/a.xml", unlimited);
  REQUIRE_FALSE(file);
  CHECK(file.error().advice.find("no-such") != std::string::npos);
}

TEST_CASE("a stream is read to its end or to the limit") {
  const auto read_pipe = [](std::string_view bytes, std::size_t max_size) {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    const idsxml::os::Descriptor out(pipe[0]);
    {
      const idsxml::os::Descriptor in(pipe[1]);
      REQUIRE_FALSE(idsxml::write_stream(in.get(), bytes));
    }
    const auto text = idsxml::read_stream(out.get(), max_size);
    return text ? *text : text.error().code;
  };
  CHECK(read_pipe("", 10).empty());
  CHECK(read_pipe("<a/>", 4) == "<a/>");
  CHECK(read_pipe("<a/>", 3) == "IO009");
}

TEST_CASE("a stream that gives its bytes slowly is read whole") {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
  const idsxml::os::Descriptor out(pipe[0]);
  const pid_t writer = ::fork();
  if (writer == 0) {
    for (int i = 0; i < 3; ++i) {
      ::usleep(1000);
      (void)idsxml::write_stream(pipe[1], std::string(100'000, 'x'));
    }
    ::_exit(0);
  }
  ::close(pipe[1]);
  const auto text = idsxml::read_stream(out.get(), unlimited);
  REQUIRE(text);
  CHECK(text->size() == 300'000);
}

TEST_CASE("what cannot be a stream is refused") {
  const Scratch scratch;
  const idsxml::os::Descriptor folder(::open(scratch.path().c_str(), O_RDONLY | O_CLOEXEC));
  const auto from_folder = idsxml::read_stream(folder.get(), unlimited);
  REQUIRE_FALSE(from_folder);
  CHECK(from_folder.error().code == "IO003");
  const auto from_nothing = idsxml::read_stream(-1, unlimited);
  REQUIRE_FALSE(from_nothing);
  CHECK(from_nothing.error().code == "IO010");
}

TEST_CASE("a stream that takes no more is an error") {
  const idsxml::os::Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  const auto error = idsxml::write_stream(full.get(), "<a/>");
  REQUIRE(error);
  CHECK(error->code == "IO024");
}

TEST_CASE("a folder is told from a file") {
  const Scratch scratch;
  put(scratch / "a.xml", "<a/>");
  std::filesystem::create_symlink(".", scratch / "link");
  CHECK(idsxml::is_folder(scratch.path()));
  CHECK(idsxml::is_folder(scratch / "link"));
  CHECK_FALSE(idsxml::is_folder(scratch / "a.xml"));
  CHECK_FALSE(idsxml::is_folder(scratch / "missing"));
}
