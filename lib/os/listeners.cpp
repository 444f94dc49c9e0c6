#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

#include "os/folder.hpp"
#include "os/path.hpp"
#include "os/server.hpp"

namespace idsxml::os {
namespace {

struct Listener {
  std::uint16_t port = 0;
  std::string socket;  ///< its number, as /proc writes it
};

/// A line of /proc/net/tcp: sl, local address, remote address, state, …, the inode in column 9.
void add_listeners(const std::string& path, std::vector<Listener>& listeners) {
  constexpr std::string_view listening = "0A";
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::array<std::string, 10> fields;
    for (std::string& field : fields) words >> field;
    const std::size_t colon = fields[1].rfind(':');
    if (fields[3] != listening || colon == std::string::npos) continue;
    Listener listener{0, fields[9]};
    std::from_chars(fields[1].data() + colon + 1, fields[1].data() + fields[1].size(), listener.port, 16);
    listeners.push_back(std::move(listener));
  }
}

std::string link_text(const std::string& path) {
  std::string text(PATH_MAX, '\0');
  const ssize_t length = ::readlink(path.c_str(), text.data(), text.size());
  text.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return text;
}

/// Numbers of the sockets whose processes this user may look into.
std::set<std::string> visible_sockets() {
  std::set<std::string> sockets;
  std::error_code ignored;
  for (const std::string& process : names_in("/proc", ignored)) {
    const std::string folder = join(join("/proc", process), "fd");
    for (const std::string& fd : names_in(folder, ignored)) {
      constexpr std::string_view begin = "socket:[";
      const std::string text = link_text(join(folder, fd));
      if (text.starts_with(begin)) sockets.insert(text.substr(begin.size(), text.size() - begin.size() - 1));
    }
  }
  return sockets;
}

}  // namespace

std::vector<std::uint16_t> unknown_listeners(const std::vector<std::uint16_t>& ports) {
  std::vector<Listener> listeners;
  for (const char* path : {"/proc/net/tcp", "/proc/net/tcp6"}) add_listeners(path, listeners);
  std::erase_if(listeners,
                [&](const Listener& each) { return std::find(ports.begin(), ports.end(), each.port) == ports.end(); });
  if (listeners.empty()) return {};
  const std::set<std::string> visible = visible_sockets();
  std::set<std::uint16_t> unknown;
  for (const Listener& each : listeners)
    if (!visible.contains(each.socket)) unknown.insert(each.port);
  return {unknown.begin(), unknown.end()};
}

}  // namespace idsxml::os
