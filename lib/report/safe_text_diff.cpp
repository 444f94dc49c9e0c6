#include "report/safe_text_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "config/configuration.hpp"
#include "config/safe_text.hpp"
#include "idsxml/report.hpp"
#include "xml/document.hpp"
#include "xml/encoding.hpp"

namespace idsxml::report {
namespace {

/// A lone CR ends a line for everybody but diff. `next` is what follows the text.
std::string with_line_feeds(std::string_view text, char next) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const char following = i + 1 < result.size() ? result[i + 1] : next;
    if (result[i] == '\r' && following != '\n') result[i] = '\n';
  }
  return result;
}

/// The edits of a document's bytes as edits of its text.
std::vector<Edit> edits_of_text(const xml::Document& document, std::span<const Edit> edits) {
  const std::string_view bytes = document.bytes();
  const bool is_own = document.encoding() == xml::Encoding::utf8;
  const std::size_t mark = bytes.size() - document.text().size();  // a byte order mark, where the text is the bytes
  const auto offset = [&](std::size_t at) {
    return is_own ? at - mark : document.text().size() - xml::decode(bytes.substr(at), document.encoding()).text.size();
  };
  std::vector<Edit> result;
  for (const Edit& edit : edits) {
    const std::string replacement = is_own ? edit.replacement : xml::decode(edit.replacement, document.encoding()).text;
    const std::size_t end = offset(edit.end);
    const char next = end < document.text().size() ? document.text()[end] : '\0';
    result.push_back({offset(edit.begin), end, with_line_feeds(replacement, next)});
  }
  return result;
}

/// The lines of a document, without what is secret in them.
class SafeLines {
 public:
  explicit SafeLines(const xml::Document& document) : index_(document) {
    const std::string text = with_line_feeds(document.text(), '\0');
    starts_.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      starts_.push_back(at + 1);
  }

  /// By its number, from 1.
  std::string at(std::size_t number) const {
    const std::size_t begin = starts_[number - 1];
    const std::size_t size = index_.line_end(begin) - begin;
    const std::string line = config::quoted_line(index_, begin);
    return line.empty() && size > 0 ? fmt::format("({} bytes that are not shown)", size)
                                    : config::without_secrets(line);
  }

 private:
  xml::LineIndex index_;
  std::vector<std::size_t> starts_;
};

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// The first line of a range of a hunk: -12,7 or +12. An empty range is named by the line before it.
std::size_t first_line(std::string_view header, char mark) {
  const std::string_view range = header.substr(header.find(mark) + 1);
  std::size_t first = 0;
  const char* behind = std::from_chars(range.data(), range.data() + range.size(), first).ptr;
  const bool is_empty = std::string_view(behind, 3) == ",0 ";
  return is_empty ? first + 1 : first;
}

}  // namespace

std::vector<SafeHunk> safe_text_diff(const Configuration& before, const Configuration& after,
                                     std::span<const Edit> edits) {
  const xml::Document& old_document = before.state().document;
  const SafeLines olds(old_document);
  const SafeLines news(after.state().document);
  const std::string diff =
      unified_diff("f", with_line_feeds(old_document.text(), '\0'), edits_of_text(old_document, edits));
  std::vector<SafeHunk> hunks;
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  for (std::string_view rest = diff; !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (line.starts_with("@@")) {
      old_line = first_line(line, '-');
      new_line = first_line(line, '+');
      hunks.push_back({old_line, new_line, {}});
      continue;
    }
    // The names of the files come first; a backslash begins what diff says itself.
    if (hunks.empty() || line.empty() || line[0] == '\\') continue;
    hunks.back().lines.push_back({line[0], line[0] == '+' ? news.at(new_line) : olds.at(old_line)});
    if (line[0] != '+') ++old_line;
    if (line[0] != '-') ++new_line;
  }
  return hunks;
}

}  // namespace idsxml::report
