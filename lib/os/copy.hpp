#pragma once

#include <cstdint>
#include <functional>

namespace idsxml::os {

/// Called with how many bytes more are done.
using Advanced = std::function<void(std::uint64_t bytes)>;

/// Copies the content of an open file into an empty one. Shares the blocks where the file system can, so that neither
/// file sees what is written to the other; holes stay holes. Memory is the same for every size. Returns 0 or the errno.
int copy_content(int from, int to, const Advanced& advanced);

}  // namespace idsxml::os
