#include "xml/document.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "xml/encoding.hpp"

namespace idsxml::xml {
namespace {

constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";
constexpr std::string_view utf16le_bom = "\xFF\xFE";
constexpr std::string_view utf16be_bom = "\xFE\xFF";

struct Form {
  Encoding encoding;
  std::size_t bom;
};

Form form_by_bom(std::string_view bytes) {
  if (bytes.starts_with(utf8_bom)) return {Encoding::utf8, utf8_bom.size()};
  if (bytes.starts_with(utf16le_bom)) return {Encoding::utf16le, utf16le_bom.size()};
  if (bytes.starts_with(utf16be_bom)) return {Encoding::utf16be, utf16be_bom.size()};
  return {Encoding::utf8, 0};
}

/// What the XML declaration names, in upper case; empty where it names nothing.
std::string declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml ") && !text.starts_with("<?xml\t") && !text.starts_with("<?xml\r") &&
      !text.starts_with("<?xml\n"))
    return {};
  const std::string_view declaration = text.substr(0, text.find("?>"));
  const std::size_t word = declaration.find("encoding");
  if (word == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("'\"", word);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  std::string name(declaration.substr(open + 1, close - open - 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

std::optional<Encoding> encoding_by_name(std::string_view name) {
  if (name.empty() || name == "UTF-8" || name == "UTF8") return Encoding::utf8;
  if (name == "US-ASCII" || name == "ASCII") return Encoding::ascii;
  if (name == "ISO-8859-1" || name == "LATIN1") return Encoding::latin1;
  return std::nullopt;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

bool is_utf16(Encoding encoding) {
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be;
}

/// Whether the character is the last of a line: CR LF, LF and a lone CR each end one.
bool ends_line(std::string_view text, std::size_t at) {
  return text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
}

constexpr std::size_t block_size = 4096;

/// A whole file in one line would be copied with every finding, and nobody could read it.
constexpr std::size_t longest_quoted_line = 10'000;

std::string_view quotable(std::string_view line) {
  return line.size() <= longest_quoted_line ? line : std::string_view{};
}

Error error_at(std::string_view text, std::size_t offset, const ScanError& problem) {
  Error error{
      .code = problem.code, .message = problem.message, .advice = problem.advice, .where = Position{}, .line = {}};
  error.where->offset = offset;
  const std::size_t end = std::min(problem.offset, text.size());
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < end; ++i) {
    if (!ends_line(text, i)) continue;
    ++error.where->line;
    line_begin = i + 1;
  }
  error.where->column = 1;
  for (std::size_t i = line_begin; i < end; ++i)
    error.where->column += (static_cast<std::uint8_t>(text[i]) & 0xC0U) != 0x80U;
  error.line = as_utf8(quotable(text.substr(line_begin, text.find_first_of("\r\n", line_begin) - line_begin)));
  return error;
}

Error unsupported_encoding(std::string_view text, const std::string& name) {
  const std::size_t at = text.find("encoding");
  return error_at(
      text, at,
      {"XML002", "the encoding " + name + " is not supported", "save the file as UTF-8 and declare that", at});
}

}  // namespace

Result<Document> Document::parse(std::string bytes) {
  Document document;
  document.bytes_ = std::move(bytes);
  const Form form = form_by_bom(document.bytes_);
  document.encoding_ = form.encoding;
  document.bom_ = form.bom;
  const std::string_view body = std::string_view(document.bytes_).substr(form.bom);
  if (body.empty())
    return Error{.code = "XML001",
                 .message = "the file is empty",
                 .advice = "restore it from a backup",
                 .where = Position{},
                 .line = {}};

  if (!is_utf16(form.encoding)) {
    const std::string name = declared_encoding(body);
    const std::optional<Encoding> declared = encoding_by_name(name);
    if (!declared || (form.bom != 0 && *declared != Encoding::utf8)) return unsupported_encoding(body, name);
    document.encoding_ = *declared;
  }
  if (document.encoding_ != Encoding::utf8) {
    Decoded decoded = decode(body, document.encoding_);
    if (decoded.bad_byte)
      return error_at(decoded.text, form.bom + *decoded.bad_byte,
                      {"XML003", "this byte does not belong to the encoding that the file declares",
                       "save the file as UTF-8", decoded.text.size()});
    document.text_ = std::move(decoded.text);
    document.has_own_text_ = true;
    const std::string name = is_utf16(form.encoding) ? declared_encoding(document.text_) : std::string();
    if (!name.empty() && !name.starts_with("UTF-16")) return unsupported_encoding(document.text_, name);
  }

  const std::string_view text = document.text();
  if (text.size() >= std::numeric_limits<std::uint32_t>::max())
    return Error{.code = "XML004", .message = "the file is larger than 4 GiB", .advice = {}, .where = {}, .line = {}};
  if (const std::optional<ScanError> problem = scan(text, document.spans_))
    return error_at(text, document.byte_offset(problem->offset), *problem);
  return document;
}

std::string Document::apply(const std::vector<Edit>& edits) const {
  if (edits.empty()) return bytes_;
  std::string edited = splice(text(), edits);
  if (!has_own_text_ && bom_ == 0) return edited;
  return bytes_.substr(0, bom_) + encode(edited, encoding_);
}

std::size_t Document::byte_offset(std::size_t text_offset) const {
  if (!has_own_text_) return bom_ + text_offset;
  return bom_ + encoded_size(text().substr(0, text_offset), encoding_);
}

LineIndex::LineIndex(const Document& document)
    : LineIndex(document.text(), document.encoding(), document.byte_offset(0)) {}

LineIndex::LineIndex(std::string_view text) : LineIndex(text, Encoding::utf8, 0) {}

LineIndex::LineIndex(std::string_view text, Encoding encoding, std::size_t first_byte)
    : text_(text), encoding_(encoding), starts_{0} {
  constexpr std::size_t nowhere = std::string_view::npos;
  std::size_t longest = 0;
  std::size_t lf = text.find('\n');
  std::size_t cr = text.find('\r');
  while (lf != nowhere || cr != nowhere) {
    const std::size_t next = std::min(lf, cr) + 1;
    if (lf != next) {  // else it is the CR of a CR LF
      longest = std::max(longest, next - starts_.back());
      starts_.push_back(next);
    }
    (lf < cr ? lf : cr) = text.find(lf < cr ? '\n' : '\r', next);
  }
  longest = std::max(longest, text.size() - starts_.back());
  Block block{.characters = 0, .bytes = first_byte};
  blocks_.push_back(block);
  if (encoding == Encoding::utf8 && longest <= block_size) return;
  for (std::size_t at = block_size; at <= text.size(); at += block_size) {
    const std::string_view before = text.substr(at - block_size, block_size);
    block.characters += characters_in(before);
    block.bytes += encoded_size(before, encoding);
    blocks_.push_back(block);
  }
}

LineIndex::Block LineIndex::before(std::size_t text_offset) const {
  const std::size_t whole = text_offset / block_size;
  const std::string_view rest = text_.substr(whole * block_size, text_offset % block_size);
  return {.characters = blocks_[whole].characters + characters_in(rest),
          .bytes = blocks_[whole].bytes + encoded_size(rest, encoding_)};
}

std::size_t LineIndex::line_of(std::size_t text_offset) const {
  return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), text_offset) - starts_.begin());
}

Position LineIndex::at(std::size_t text_offset) const {
  const std::size_t line = line_of(text_offset);
  if (encoding_ == Encoding::utf8 && blocks_.size() == 1) {
    const std::size_t begin = starts_[line - 1];
    return {.offset = blocks_[0].bytes + text_offset,
            .line = line,
            .column = 1 + characters_in(text_.substr(begin, text_offset - begin))};
  }
  const Block here = before(text_offset);
  return {.offset = here.bytes, .line = line, .column = 1 + here.characters - before(starts_[line - 1]).characters};
}

std::string_view LineIndex::line_at(std::size_t text_offset) const {
  const std::size_t begin = starts_[line_of(text_offset) - 1];
  return quotable(text_.substr(begin, line_end(text_offset) - begin));
}

std::size_t LineIndex::line_end(std::size_t text_offset) const {
  const std::size_t line = line_of(text_offset);
  if (line == starts_.size()) return text_.size();
  std::size_t end = starts_[line] - 1;
  if (end > starts_[line - 1] && text_[end] == '\n' && text_[end - 1] == '\r') --end;
  return std::max(end, text_offset);
}

}  // namespace idsxml::xml
