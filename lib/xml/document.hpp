#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "idsxml/result.hpp"
#include "xml/edit.hpp"
#include "xml/scan.hpp"

namespace idsxml::xml {

enum class Encoding { utf8, utf16le, utf16be, latin1, ascii };

/// A well-formed XML document: the bytes as they came, the same as UTF-8 text, and where each element stands in that
/// text.
class Document {
 public:
  /// Takes `bytes` in UTF-8, UTF-16 with a byte order mark, US-ASCII or ISO-8859-1. Errors: XML….
  static Result<Document> parse(std::string bytes);

  std::string_view bytes() const { return bytes_; }
  /// The bytes, of a document that is no longer needed.
  std::string release() && { return std::move(bytes_); }
  /// The document as UTF-8 without a byte order mark; offsets of spans and edits are into this.
  std::string_view text() const {
    return has_own_text_ ? std::string_view(text_) : std::string_view(bytes_).substr(bom_);
  }
  const std::vector<ElementSpan>& spans() const { return spans_; }
  Encoding encoding() const { return encoding_; }

  /// The bytes of this document with `edits` made to its text, in its own encoding. Bytes outside the edits are the
  /// same.
  std::string apply(const std::vector<Edit>& edits) const;

  /// Where an offset into the text lies in the file's bytes.
  std::size_t byte_offset(std::size_t text_offset) const;

 private:
  std::string bytes_;
  std::string text_;
  bool has_own_text_ = false;
  std::size_t bom_ = 0;
  Encoding encoding_ = Encoding::utf8;
  std::vector<ElementSpan> spans_;
};

/// Answers for offsets into a document's text where a person would look for them. Borrows the document.
class LineIndex {
 public:
  explicit LineIndex(const Document& document);
  /// The same for a UTF-8 text that is no document; its offsets are those of its bytes.
  explicit LineIndex(std::string_view text);
  Position at(std::size_t text_offset) const;
  /// The line that holds the offset, UTF-8, without its end; empty where it is longer than 10,000 bytes.
  std::string_view line_at(std::size_t text_offset) const;
  /// Where that line ends, before its line end.
  std::size_t line_end(std::size_t text_offset) const;
  /// Where it begins.
  std::size_t line_begin(std::size_t text_offset) const { return starts_[line_of(text_offset) - 1]; }
  std::string_view text() const { return text_; }

 private:
  std::size_t line_of(std::size_t text_offset) const;
  /// What stands before a block of the text. A whole file may be one line: places are counted from their block on.
  struct Block {
    std::size_t characters = 0;
    std::size_t bytes = 0;  ///< in the document's own encoding
  };
  Block before(std::size_t text_offset) const;

  LineIndex(std::string_view text, Encoding encoding, std::size_t first_byte);

  std::string_view text_;
  Encoding encoding_;
  std::vector<std::size_t> starts_;
  std::vector<Block> blocks_;  ///< the first alone where bytes are the text's and no line is longer than a block
};

}  // namespace idsxml::xml
