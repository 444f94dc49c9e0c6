#include "archive.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

namespace idsxml::cli {
namespace {

namespace fs = std::filesystem;

Error archive_error(const std::string& file, const std::string& why, const std::string& advice) {
  return Error{"UPG016", fmt::format("cannot make the archive '{}': {}", file, why), advice, {}, {}};
}

/// The exit status of `tar` with these arguments; -1 where it could not be started.
int run_tar(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t process = 0;
  if (::posix_spawnp(&process, "tar", nullptr, nullptr, pointers.data(), environ) != 0) return -1;
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::optional<Error> make_archive(const std::string& folder, const std::string& file) {
  std::error_code ignored;
  if (fs::exists(file, ignored)) return archive_error(file, "it exists already", "name another file");
  const fs::path home = fs::canonical(folder, ignored);
  const fs::path path = fs::weakly_canonical(fs::absolute(file, ignored), ignored);
  if (path.native().starts_with(home.native() + '/'))
    return archive_error(file, "it would lie in the old home, which is only read", "name a file elsewhere");
  // Under another name until it is whole; what it is compressed with is in the end of the name.
  const fs::path part = path.parent_path() / (".idsxml-part-" + path.filename().native());
  fs::remove(part, ignored);
  // Passwords and keys are in it: nobody else may read it, not even while it is made.
  const int made = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) return archive_error(file, std::system_category().message(errno), "name a file in a folder of yours");
  ::close(made);
  const int status =
      run_tar({"tar", "--create", "--auto-compress", "--sparse", "--acls", "--xattrs", "--file=" + part.native(),
               "--directory=" + home.parent_path().native(), "./" + home.filename().native()});
  if (status != 0) {
    fs::remove(part, ignored);
    if (status < 0)
      return archive_error(file, "the program tar could not be run", "install tar, or leave --archive out");
    return archive_error(file, "tar did not finish", "see what it said above");
  }
  std::error_code error;
  fs::rename(part, path, error);
  if (error) return archive_error(file, error.message(), "");
  return {};
}

}  // namespace idsxml::cli
