#include "git_call.hpp"

#include <fmt/format.h>

#include "arguments.hpp"
#include "report/display.hpp"

namespace idsxml::cli {

std::string GitCall::heading() const {
  using report::printable;
  if (is_unmerged) return fmt::format("* Unmerged path {}\n", printable(before.path));
  std::string text = fmt::format("diff --git a/{} b/{}\n", printable(before.path), printable(after.path));
  if (!before.is_there()) return text + fmt::format("new file mode {}\n", printable(after.mode));
  if (!after.is_there()) return text + fmt::format("deleted file mode {}\n", printable(before.mode));
  if (before.mode != after.mode)
    text += fmt::format("old mode {}\nnew mode {}\n", printable(before.mode), printable(after.mode));
  if (before.path != after.path)
    text += fmt::format("rename from {}\nrename to {}\n", printable(before.path), printable(after.path));
  return text;
}

Result<GitCall> git_call(const std::vector<std::string>& operands) {
  // path old-file old-hex old-mode new-file new-hex new-mode, then new-path and how alike they are of a renamed file
  const std::size_t size = operands.size();
  if (size != 1 && size != 7 && size != 9)
    return usage_error("CLI004", "--git takes the arguments that git hands to a diff driver",
                       "git config diff.idsxml.command 'idsxml diff --git'");
  GitCall call;
  call.before.path = call.after.path = operands[0];
  call.is_unmerged = size == 1;
  if (call.is_unmerged) return call;
  call.before.file = operands[1];
  call.before.mode = operands[3];
  call.after.file = operands[4];
  call.after.mode = operands[6];
  if (size == 9) call.after.path = operands[7];
  return call;
}

}  // namespace idsxml::cli
