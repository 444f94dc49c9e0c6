#pragma once

#include <string>
#include <string_view>

namespace idsxml::report {

/// Bytes as text of Markdown that shows as it is, also in a cell of a table: no markup, no HTML, and nobody is called
/// by a mention.
std::string markdown_text(std::string_view bytes);

}  // namespace idsxml::report
