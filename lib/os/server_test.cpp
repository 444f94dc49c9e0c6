#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "idsxml/file.hpp"
#include "os/testing.hpp"

using idsxml::held_by_running_server;
using idsxml::os::testing::put;
using idsxml::os::testing::Scratch;

namespace {

/// A process with the command line of a server, which waits until this object goes.
class FakeServer {
 public:
  FakeServer(const std::string& folder, const std::vector<std::string>& server_arguments) {
    std::array<int, 2> input{};
    std::array<int, 2> started{};
    REQUIRE(::pipe2(input.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(started.data(), O_CLOEXEC) == 0);
    input_ = input[1];
    process_ = ::fork();
    if (process_ == 0) run(folder, server_arguments, input[0]);
    ::close(input[0]);
    ::close(started[1]);
    char nothing = 0;
    (void)::read(started[0], &nothing, 1);  // ends when exec has closed the other end
    ::close(started[0]);
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;
  ~FakeServer() {
    ::close(input_);
    ::waitpid(process_, nullptr, 0);
  }

  int process() const { return process_; }

 private:
  [[noreturn]] static void run(const std::string& folder, const std::vector<std::string>& server_arguments, int input) {
    std::vector<std::string> arguments{"java", "-c", "read line"};
    arguments.insert(arguments.end(), server_arguments.begin(), server_arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(arguments.size() + 1);
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (::chdir(folder.c_str()) == 0 && ::dup2(input, STDIN_FILENO) == STDIN_FILENO)
      ::execv("/bin/sh", pointers.data());
    ::_exit(1);
  }

  int input_ = -1;
  pid_t process_ = -1;
};

struct Home {
  Scratch scratch;
  std::string configuration = scratch / "standalone/configuration";

  Home() {
    std::filesystem::create_directories(configuration);
    for (const char* name : {"/standalone.xml", "/standalone-ha.xml"}) put(configuration + name, "<server/>");
  }

  /// Whether a server started with these arguments holds standalone.xml (1), standalone-ha.xml (2), or both.
  int held_by(const std::vector<std::string>& arguments) const {
    const FakeServer server(scratch.path(), arguments);
    const auto held = [&](const char* name) {
      return held_by_running_server(configuration + name) == server.process();
    };
    return (held("/standalone.xml") ? 1 : 0) + (held("/standalone-ha.xml") ? 2 : 0);
  }
};

}  // namespace

TEST_CASE("a running server holds the configuration that its command line names") {
  const Home home;
  const std::string path = home.scratch.path();
  const std::string main = "org.jboss.as.standalone";
  const std::string home_dir = "-Djboss.home.dir=" + path;
  const std::string base_dir = "-Djboss.server.base.dir=" + path + "/standalone";
  CHECK(home.held_by({main, home_dir}) == 1);
  CHECK(home.held_by({home_dir, main}) == 1);
  CHECK(home.held_by({main, "-Djboss.home.dir=/nowhere", base_dir}) == 1);
  CHECK(home.held_by({main, home_dir, "-c", "standalone-ha.xml"}) == 2);
  CHECK(home.held_by({main, home_dir, "-c=standalone-ha.xml"}) == 2);
  CHECK(home.held_by({main, home_dir, "--server-config=standalone-ha.xml", "-b", "0.0.0.0"}) == 2);
  CHECK(home.held_by({main, home_dir, "--server-config", "standalone-ha.xml"}) == 2);
  CHECK(home.held_by({main, home_dir, "-Djboss.server.default.config=standalone-ha.xml"}) == 2);
  CHECK(home.held_by({main, "-Djboss.server.config.dir=" + home.configuration}) == 1);
}

TEST_CASE("a server that was started with relative paths is found too") {
  const Home home;
  CHECK(home.held_by({"org.jboss.as.standalone", "-Djboss.home.dir=."}) == 1);
}

TEST_CASE("other processes hold nothing") {
  const Home home;
  const std::string home_dir = "-Djboss.home.dir=" + home.scratch.path();
  CHECK(home.held_by({home_dir}) == 0);
  CHECK(home.held_by({"org.jboss.as.server", home_dir}) == 0);
  CHECK(home.held_by({"org.jboss.as.standalone"}) == 0);
  CHECK(home.held_by({"org.jboss.as.standalone", "-Djboss.home.dir=/nowhere"}) == 0);
  CHECK(home.held_by({"org.jboss.as.standalone", home_dir, "-c", "other.xml"}) == 0);
  CHECK_FALSE(held_by_running_server(home.configuration + "/standalone.xml"));
  CHECK_FALSE(held_by_running_server(home.configuration + "/missing.xml"));
}
