#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"

namespace idsxml::xml {

/// Where an element stands in the text it was scanned from, in bytes from 0.
struct ElementSpan {
  std::uint32_t begin;        ///< its '<'
  std::uint32_t open_end;     ///< behind the '>' of its start tag
  std::uint32_t close_begin;  ///< the '<' of its end tag; equal to open_end and end in <empty/>
  std::uint32_t end;          ///< behind its last '>'

  bool is_empty_tag() const { return close_begin == end; }
};

/// Why a text is not well-formed, and where in it.
struct ScanError {
  const char* code;  ///< XML…; see docs/errors.md
  std::string message;
  std::string advice;
  std::size_t offset;  ///< in bytes from 0
};

/// How deep elements may be nested; real configurations stay under 20.
inline constexpr std::size_t max_depth = 1000;

/// Decides whether `text` is a namespace-well-formed XML 1.0 document without a DOCTYPE, as strictly as a server would.
/// `text` is UTF-8 without a byte order mark, smaller than 4 GiB. No entity is expanded, nothing is read but `text`.
/// Fills `spans` with every element in document order, so that their begins ascend; with none where there is an error.
/// Returns nothing where all is well. No text takes longer than its size times the logarithm of the number of
/// attributes of one element, or of declarations in scope.
std::optional<ScanError> scan(std::string_view text, std::vector<ElementSpan>& spans);

/// One attribute of a start tag, in bytes from 0 of the text that the tag was taken from.
struct AttributeSpan {
  std::uint32_t name_begin;
  std::uint32_t name_end;
  std::uint32_t value_begin;  ///< behind the opening quote
  std::uint32_t value_end;    ///< the closing quote
};

/// An attribute's value as a processor reports it, given the bytes between its quotes in a text that scan() accepted.
std::string attribute_value(std::string_view raw);

/// Goes through the attributes of the start tag at `element.begin` of a text that scan() accepted, xmlns declarations
/// included, in order. Borrows the text.
class AttributeSpans {
 public:
  AttributeSpans(std::string_view text, const ElementSpan& element);

  /// Nothing behind the last one.
  std::optional<AttributeSpan> next();

 private:
  std::string_view text_;
  std::size_t at_;
};

/// All of them.
std::vector<AttributeSpan> attributes_of(std::string_view text, const ElementSpan& element);

}  // namespace idsxml::xml
