#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// What the tests of this folder need: places to write, and real faults.
namespace idsxml::os::testing {

/// A new, empty folder that goes with this object.
class Scratch {
 public:
  Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const { return path_ + '/' + std::string(name); }
  std::vector<std::string> names() const;  ///< sorted

 private:
  std::string path_;
};

void put(const std::string& path, std::string_view bytes);
std::string get(const std::string& path);  ///< throws where there is nothing to read

/// Runs `work` in a child process, which may give up its rights, change its mounts or its folder; what it returned, or
/// why it did not.
std::string in_child(const std::function<std::string()>& work);

// For use in a child. They throw, with the reason, where this machine does not let tests do so.

void become_nobody();  ///< gives up root
void enter_mount_namespace();
void mount_tmpfs(const std::string& folder, const std::string& size);
void mount_over_itself(const std::string& file);
void make_read_only(const std::string& tmpfs);
/// From here on, these system calls fail with `number` instead of being made.
void let_fail(const std::vector<int>& system_calls, int number);

/// Runs `work` in a child, which is killed instead of making its system call number `most` (from 0); the calls it made.
std::vector<long> calls_of(const std::function<void()>& work, std::size_t most);

}  // namespace idsxml::os::testing
