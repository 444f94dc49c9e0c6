// The part of testing.hpp that is no declaration; named as a test, so that the library does not take it in.
#include "os/testing.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reg.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace idsxml::os::testing {
namespace {

namespace fs = std::filesystem;

void require(bool done, const std::string& what) {
  if (!done) throw std::runtime_error(what + ": " + std::generic_category().message(errno));
}

int wait_for(pid_t child) {
  int status = 0;
  require(::waitpid(child, &status, 0) == child, "waitpid");
  return status;
}

std::string read_to_end(int fd) {
  std::string text;
  std::array<char, 4096> part{};
  ssize_t got = 0;
  while ((got = ::read(fd, part.data(), part.size())) > 0) text.append(part.data(), static_cast<std::size_t>(got));
  return text;
}

std::string outcome_of(const std::function<std::string()>& work) {
  try {
    return work();
  } catch (const std::exception& failure) {
    return failure.what();
  }
}

}  // namespace

Scratch::Scratch() : path_((fs::temp_directory_path() / "idsxml-test-XXXXXX").native()) {
  require(::mkdtemp(path_.data()) != nullptr, "mkdtemp " + path_);
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> Scratch::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().native());
  std::sort(names.begin(), names.end());
  return names;
}

void put(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  require(!file.fail(), "write " + path);
}

std::string get(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  require(file.is_open(), "read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string in_child(const std::function<std::string()>& work) {
  std::array<int, 2> pipe{};
  require(::pipe2(pipe.data(), O_CLOEXEC) == 0, "pipe");
  const pid_t child = ::fork();
  require(child >= 0, "fork");
  if (child == 0) {
    const std::string outcome = outcome_of(work);
    ::_exit(::write(pipe[1], outcome.data(), outcome.size()) < 0 ? 1 : 0);
  }
  ::close(pipe[1]);
  const std::string outcome = read_to_end(pipe[0]);
  ::close(pipe[0]);
  const int status = wait_for(child);
  return WIFSIGNALED(status) ? "killed by signal " + std::to_string(WTERMSIG(status)) : outcome;
}

void become_nobody() {
  constexpr uid_t nobody = 65534;
  if (::geteuid() != 0) return;
  require(::setgroups(0, nullptr) == 0 && ::setgid(nobody) == 0 && ::setuid(nobody) == 0, "give up root");
}

void enter_mount_namespace() {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(CLONE_NEWNS) != 0) {
    require(::unshare(CLONE_NEWNS | CLONE_NEWUSER) == 0, "this test needs root or user namespaces");
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
    put("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
  }
  // In a chroot the root is no mount point (EINVAL): what is mounted there is left to whoever made the chroot.
  require(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 || errno == EINVAL, "make mounts private");
}

void mount_tmpfs(const std::string& folder, const std::string& size) {
  require(::mount("tmpfs", folder.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0, "mount tmpfs");
}

void mount_over_itself(const std::string& file) {
  require(::mount(file.c_str(), file.c_str(), nullptr, MS_BIND, nullptr) == 0, "bind mount");
}

void make_read_only(const std::string& tmpfs) {
  require(::mount("tmpfs", tmpfs.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0, "mount read-only");
}

void let_fail(const std::vector<int>& system_calls, int number) {
  std::vector<sock_filter> filter{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const int call : system_calls) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call), 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(number)));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  require(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
  require(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "this test needs seccomp");
}

std::vector<long> calls_of(const std::function<void()>& work, std::size_t most) {
  const pid_t child = ::fork();
  require(child >= 0, "fork");
  if (child == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(2);
    (void)::raise(SIGSTOP);
    work();
    ::_exit(0);
  }
  require(WIFSTOPPED(wait_for(child)), "this test needs ptrace");
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  constexpr int call_stop = SIGTRAP | 0x80;
  std::vector<long> calls;
  bool inside = false;  // each call stops twice, when it is entered and when it is left
  for (;;) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    const int status = wait_for(child);
    if (!WIFSTOPPED(status)) return calls;
    if (WSTOPSIG(status) != call_stop) continue;
    inside = !inside;
    if (!inside) continue;
    if (calls.size() == most) break;
    calls.push_back(::ptrace(PTRACE_PEEKUSER, child, sizeof(long) * ORIG_RAX, nullptr));
  }
  ::kill(child, SIGKILL);
  wait_for(child);
  return calls;
}

}  // namespace idsxml::os::testing
