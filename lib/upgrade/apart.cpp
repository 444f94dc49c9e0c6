#include "upgrade/apart.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "os/io_error.hpp"
#include "os/path.hpp"
#include "os/space.hpp"
#include "upgrade/errors.hpp"

namespace idsxml::upgrading {
namespace {

namespace fs = std::filesystem;
using Kind = UpgradeAction::Kind;

std::optional<Error> refuse_shared(const std::string& old_folder, const std::string& new_folder) {
  std::error_code ignored;
  if (fs::is_symlink(new_folder, ignored))
    return error_of("UPG019",
                    fmt::format("{} is a link: what it leads to would be changed, which is not the new home's",
                                os::quoted(new_folder)),
                    "remove the link alone, or put a folder in its place; then do this again");
  if (is_one_folder(old_folder, new_folder))
    return error_of("UPG019",
                    fmt::format("{} and {} are one folder, mounted twice: the old home would be changed",
                                os::quoted(old_folder), os::quoted(new_folder)),
                    "unmount it from the new home, which gets a copy of its own; then do this again");
  return {};
}

}  // namespace

Error not_apart(const std::string& old_home, const std::string& new_home) {
  return error_of("UPG004",
                  fmt::format("the two homes are not apart: {} and {}", os::quoted(old_home), os::quoted(new_home)),
                  "unpack the new release into a folder of its own, beside the old one");
}

bool is_one_folder(const std::string& one, const std::string& other) {
  std::error_code ignored;
  return fs::equivalent(one, other, ignored);
}

std::optional<Error> refuse_shared(const std::string& old_home, const std::string& new_home,
                                   const std::vector<UpgradeAction>& actions) {
  for (const UpgradeAction& action : actions) {
    if (action.kind != Kind::folder && action.kind != Kind::touched) continue;
    if (auto error = refuse_shared(source_of(old_home, action), os::join(new_home, action.path))) return error;
  }
  return {};
}

std::optional<Error> refuse_mounted(const std::string& new_home, const std::vector<UpgradeAction>& actions) {
  std::string known;  // actions of one folder mostly stand together
  for (const UpgradeAction& action : actions) {
    if (!action.is_there || action.kind == Kind::folder || action.kind == Kind::touched) continue;
    const std::string folder = os::folder_of(os::join(new_home, action.path));
    if (folder == known) continue;
    if (!os::is_on_one_mount(folder, new_home))
      return error_of(
          "UPG019",
          fmt::format("{} is mounted into the new home: what is replaced in it could not be kept for --undo",
                      os::quoted(folder)),
          "unmount it, upgrade, and move what is then in that folder to where it shall lie");
    known = folder;
  }
  return {};
}

std::string source_of(const std::string& old_home, const UpgradeAction& action) {
  return action.source.starts_with('/') ? action.source : os::join(old_home, action.source);
}

}  // namespace idsxml::upgrading
