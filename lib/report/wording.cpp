#include "report/wording.hpp"

#include <fmt/format.h>

#include "report/display.hpp"
#include "report/secrets.hpp"

namespace idsxml::report {

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string message_of(const Finding& finding) {
  std::string message = without_secrets(printable_lines(finding.message));
  if (finding.comments_removed > 0)
    message += fmt::format(" (with {} in it)", counted(finding.comments_removed, "comment"));
  return message;
}

}  // namespace idsxml::report
