#pragma once

// For tests only: a second opinion on what is well-formed, by a parser that half the world relies on.

#include <expat.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/characters.hpp"
#include "xml/scan.hpp"

namespace idsxml::xml {

/// Why expat refuses the text as an XML document with namespaces and without a DOCTYPE, or nothing. `encoding` is one
/// that overrides the document's own; nullptr lets expat find out.
inline std::optional<std::string> expat_refusal(std::string_view text, const char* encoding = "UTF-8") {
  constexpr char separator = '!';  // may stand in a URI, so that expat has nothing against it there
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreateNS(encoding, separator),
                                                                            &XML_ParserFree);
  XML_SetUserData(parser.get(), parser.get());
  XML_SetStartDoctypeDeclHandler(parser.get(),
                                 [](void* data, auto...) { XML_StopParser(static_cast<XML_Parser>(data), XML_FALSE); });
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE) == XML_STATUS_OK)
    return std::nullopt;
  return XML_ErrorString(XML_GetErrorCode(parser.get()));
}

/// The text with other characters than ASCII written in ASCII letters, so that what was a name stays one, what was none
/// stays none, and different names stay different. Expat knows names by the fourth edition; those by the fifth become
/// plain to it.
inline std::string with_plain_names(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point(text, at);
    if (c.size < 2 || !is_legal(c.value)) {
      plain += text[at++];
      continue;
    }
    at += c.size;
    plain += is_name_start(c.value) ? 'u' : is_name_character(c.value) ? '.' : '*';
    plain += std::to_string(static_cast<std::uint32_t>(c.value));
    plain += '_';
  }
  return plain;
}

/// Where scan() refuses what expat accepts, and both have a reason.
struct KnownDifference {
  std::string_view code;
  std::string_view reason;
};
inline constexpr std::array known_differences{
    KnownDifference{"XML011", "expat sets no limit to the depth"},
    KnownDifference{"XML015", "expat takes any word for a version"},
};

/// What scan() and expat say about the text, where one accepts what the other refuses for no known reason. The text has
/// no byte order mark.
inline std::optional<std::string> disagreement(std::string_view text) {
  constexpr std::array<std::string_view, 3> byte_order_marks{"\xEF\xBB\xBF", "\xFE\xFF", "\xFF\xFE"};
  const auto begins_text = [text](std::string_view mark) { return text.starts_with(mark); };
  if (std::any_of(byte_order_marks.begin(), byte_order_marks.end(), begins_text)) return std::nullopt;

  std::vector<ElementSpan> spans;
  const std::optional<ScanError> error = scan(text, spans);
  const std::optional<std::string> refusal = expat_refusal(text);
  if (error.has_value() == refusal.has_value()) return std::nullopt;
  const bool is_known = error && std::any_of(known_differences.begin(), known_differences.end(),
                                             [&](const auto& known) { return error->code == known.code; });
  if (is_known) return std::nullopt;
  const std::string plain = with_plain_names(text);
  if (plain != text) return disagreement(plain);
  return "scan: " + (error ? error->code + (' ' + error->message) : "accepted") +
         ", expat: " + refusal.value_or("accepted");
}

}  // namespace idsxml::xml
