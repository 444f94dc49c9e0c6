#include "os/server.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "idsxml/file.hpp"
#include "os/bytes.hpp"
#include "os/descriptor.hpp"
#include "os/folder.hpp"
#include "os/io_error.hpp"
#include "os/path.hpp"

namespace idsxml::os {
namespace {

using Arguments = std::vector<std::string_view>;

/// What JBoss Modules starts; its own options stand behind it, those of Java before.
constexpr std::string_view server_main = "org.jboss.as.standalone";

std::string command_line(const std::string& process) {
  constexpr std::size_t usual_size = 4096;
  constexpr std::size_t limit = 4U << 20U;  // the system's own limit on arguments, in practice
  const Descriptor fd(::open((process + "/cmdline").c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!fd || read_all(fd.get(), usual_size, limit, text) != 0) text.clear();  // it has ended, or is not ours to see
  return text;
}

Arguments split(std::string_view line) {
  Arguments arguments;
  while (!line.empty()) {
    arguments.push_back(line.substr(0, line.find('\0')));
    line.remove_prefix(std::min(arguments.back().size() + 1, line.size()));
  }
  return arguments;
}

/// The value of -Dname=value, which Java and the server both take; the server's stands last and wins.
std::optional<std::string_view> property(const Arguments& arguments, std::string_view name) {
  std::optional<std::string_view> value;
  for (std::string_view argument : arguments) {
    if (!argument.starts_with("-D")) continue;
    argument.remove_prefix(2);
    if (argument.starts_with(name) && argument.substr(name.size()).starts_with('=')) {
      value = argument.substr(name.size() + 1);
    }
  }
  return value;
}

/// The value of -c NAME, -c=NAME, --server-config NAME or --server-config=NAME.
std::optional<std::string_view> configuration_option(const Arguments& arguments) {
  auto argument = std::find(arguments.begin(), arguments.end(), server_main);
  std::optional<std::string_view> value;
  for (; argument != arguments.end(); ++argument) {
    for (const std::string_view option : {"-c", "--server-config"}) {
      if (!argument->starts_with(option)) continue;
      const std::string_view rest = argument->substr(option.size());
      if (rest.starts_with('=')) value = rest.substr(1);
      if (rest.empty() && argument + 1 != arguments.end()) value = *(argument + 1);
    }
  }
  return value;
}

/// `path` if it is absolute, else below `folder`.
std::string below(std::string_view folder, std::string_view path) {
  return path.starts_with('/') ? std::string(path) : join(folder, path);
}

/// The configuration that a server with this command line runs from, as that process sees it.
std::optional<std::string> configuration_of(const Arguments& arguments) {
  if (std::find(arguments.begin(), arguments.end(), server_main) == arguments.end()) return {};
  std::string folder;
  if (const auto configuration_folder = property(arguments, "jboss.server.config.dir")) {
    folder = *configuration_folder;
  } else if (const auto base = property(arguments, "jboss.server.base.dir")) {
    folder = join(*base, "configuration");
  } else if (const auto home = property(arguments, "jboss.home.dir")) {
    folder = join(*home, "standalone/configuration");
  } else {
    return {};
  }
  const auto usual = property(arguments, "jboss.server.default.config").value_or("standalone.xml");
  return below(folder, configuration_option(arguments).value_or(usual));
}

/// The file that a process, perhaps in a container with another root, sees under `path`.
std::optional<RunningServer> server_of(int id, const std::string& process, const std::string& path) {
  const std::string seen_from_here = process + (path.starts_with('/') ? "/root" : "/cwd/") + path;
  struct stat status {};
  const bool found = ::stat(seen_from_here.c_str(), &status) == 0 || ::stat(path.c_str(), &status) == 0;
  if (!found) return {};
  return RunningServer{id, status.st_dev, status.st_ino};
}

std::optional<RunningServer> server_in(const std::string& process) {
  const std::string name = name_of(process);
  int id = 0;
  if (std::from_chars(name.data(), name.data() + name.size(), id).ptr != name.data() + name.size()) return {};
  const std::string line = command_line(process);
  if (line.find(server_main) == std::string::npos) return {};
  const auto configuration = configuration_of(split(line));
  if (!configuration) return {};
  return server_of(id, process, *configuration);
}

std::vector<RunningServer> all_servers() {
  std::vector<RunningServer> servers;
  std::error_code error;
  for (const std::string& name : names_in("/proc", error))
    if (const auto server = server_in(join("/proc", name))) servers.push_back(*server);
  return servers;
}

/// Where a server of any kind says that its home is.
std::optional<std::string_view> home_of(const Arguments& arguments) {
  const auto is_server = [](std::string_view argument) {
    return argument.starts_with("org.jboss.as.") || argument.ends_with("jboss-modules.jar");
  };
  if (std::none_of(arguments.begin(), arguments.end(), is_server)) return {};
  const auto home = property(arguments, "jboss.home.dir");
  if (home) return home;
  const auto option = std::find(arguments.begin(), arguments.end(), "-jboss-home");  // of the controllers of a domain
  if (option == arguments.end() || option + 1 == arguments.end()) return {};
  return *(option + 1);
}

bool is_same_folder(const std::string& path, const struct stat& folder) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && status.st_dev == folder.st_dev && status.st_ino == folder.st_ino;
}

}  // namespace

std::vector<int> servers_of_home(const std::string& home) {
  struct stat wanted {};
  if (::stat(home.c_str(), &wanted) != 0) return {};
  std::vector<int> processes;
  std::error_code error;
  for (const std::string& name : names_in("/proc", error)) {
    const std::string process = join("/proc", name);
    int id = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), id).ptr != name.data() + name.size()) continue;
    const std::string line = command_line(process);
    const auto said = home_of(split(line));
    if (!said) continue;
    const std::string path(*said);
    // A process in a container has another root.
    std::string seen_from_here = process;
    seen_from_here.append(path.starts_with('/') ? "/root" : "/cwd/").append(path);
    if (is_same_folder(seen_from_here, wanted) || is_same_folder(path, wanted)) processes.push_back(id);
  }
  return processes;
}

}  // namespace idsxml::os

namespace idsxml {

std::vector<RunningServer> running_servers() {
  try {
    return os::all_servers();
  } catch (const std::bad_alloc&) {
    return {};
  }
}

std::optional<int> held_by_running_server(const std::string& path) {
  struct stat wanted {};
  if (::stat(path.c_str(), &wanted) != 0) return {};
  const auto servers = running_servers();
  const auto holder = std::find_if(servers.begin(), servers.end(), [&](const RunningServer& server) {
    return server.device == wanted.st_dev && server.inode == wanted.st_ino;
  });
  if (holder == servers.end()) return {};
  return holder->process;
}

}  // namespace idsxml
