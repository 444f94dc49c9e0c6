#include "config/json_problem.hpp"

#include <algorithm>

namespace idsxml::config {
namespace {

/// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - unexpected
/// ']'; last read: ']'" without what is said elsewhere, and without what was read last: that may be a password.
std::string detail_of(std::string_view what) {
  what.remove_prefix(std::min(what.size(), what.find("] ") + 2));
  if (const std::size_t dash = what.find(" - "); dash != std::string_view::npos) what.remove_prefix(dash + 3);
  return std::string(what.substr(0, what.find("; last read")));
}

}  // namespace

JsonProblem json_problem(std::size_t read, std::string_view what) {
  return {read - std::min<std::size_t>(read, 1), "this is not JSON: " + detail_of(what)};
}

}  // namespace idsxml::config
