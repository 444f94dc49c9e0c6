#include "config/manifest.hpp"

#include <yaml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace idsxml::config {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;
constexpr std::string_view spaces = " \t\r\n";

void trim_left(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
}

/// Takes off what may stand before the root element of a document, or of a template of one.
void skip_prolog(std::string_view& text) {
  struct Part {
    std::string_view opens;
    std::string_view closes;
  };
  constexpr std::array<Part, 6> parts{
      {{"<?", "?>"}, {"<!--", "-->"}, {"{{", "}}"}, {"{%", "%}"}, {"{#", "#}"}, {"<%", "%>"}}};
  bool skipped = true;
  while (skipped) {
    trim_left(text);
    skipped = false;
    for (const Part& part : parts) {
      const std::size_t end = text.starts_with(part.opens) ? text.find(part.closes) : nowhere;
      if (end == nowhere) continue;
      text.remove_prefix(end + part.closes.size());
      skipped = true;
    }
  }
}

bool is_configuration(std::string_view text) {
  skip_prolog(text);
  if (!text.starts_with('<')) return false;
  const std::string_view tag = text.substr(1, text.find('>'));
  const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
  return (name == "server" || name == "domain" || name == "host") && tag.find("urn:jboss:domain:") != nowhere;
}

std::optional<EmbeddedKind> kind_of(std::string_view key, std::string_view value) {
  if (is_configuration(value)) return EmbeddedKind::configuration;
  if (key.ends_with(".cli")) return EmbeddedKind::script;
  return std::nullopt;
}

std::size_t behind_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == nowhere ? text.size() : end + 1;
}

/// libyaml counts characters; asked in ascending order, so that all answers cost one pass.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text) : text_(text) {}

  std::size_t of(std::size_t character) {
    while (character_ < character && byte_ < text_.size()) {
      ++byte_;
      while (byte_ < text_.size() && (static_cast<std::uint8_t>(text_[byte_]) & 0xC0U) == 0x80U) ++byte_;
      ++character_;
    }
    return byte_;
  }

 private:
  std::string_view text_;
  std::size_t character_ = 0;
  std::size_t byte_ = 0;
};

/// Between the quotes, or below the line with the indicator.
Stretch content_of(std::string_view yaml, Stretch scalar, yaml_scalar_style_t style) {
  if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
    return {std::min(behind_line(yaml, scalar.begin), scalar.end), scalar.end};
  if (style == YAML_PLAIN_SCALAR_STYLE) return scalar;
  return {scalar.begin + 1, scalar.end - 1};
}

/// XML does not care for folded line ends, but for escapes.
bool is_verbatim(std::string_view content, yaml_scalar_style_t style) {
  if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) return content.find('\\') == nowhere;
  if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE) return content.find("''") == nowhere;
  return true;
}

/// The events of libyaml, one at a time.
class Events {
 public:
  explicit Events(std::string_view yaml) {
    is_open_ = yaml_parser_initialize(&parser_) == 1;
    if (!is_open_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(yaml.data()), yaml.size());
  }
  ~Events() {
    forget();
    if (is_open_) yaml_parser_delete(&parser_);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// nullptr where the text is no YAML. Valid until the next call.
  const yaml_event_t* next() {
    forget();
    has_event_ = is_open_ && yaml_parser_parse(&parser_, &event_) == 1;
    return has_event_ ? &event_ : nullptr;
  }

 private:
  void forget() {
    if (has_event_) yaml_event_delete(&event_);
    has_event_ = false;
  }

  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool is_open_ = false;
  bool has_event_ = false;
};

/// Nothing where the text is no YAML.
std::optional<std::vector<Embedded>> embedded_in_yaml(std::string_view yaml) {
  std::vector<Embedded> found;
  Events events(yaml);
  ByteOffsets offsets(yaml);
  std::string key;
  while (const yaml_event_t* event = events.next()) {
    if (event->type == YAML_STREAM_END_EVENT) return found;
    if (event->type != YAML_SCALAR_EVENT) continue;
    const auto& scalar = event->data.scalar;
    const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
    if (const std::optional<EmbeddedKind> kind = kind_of(key, value)) {
      const std::size_t begin = offsets.of(event->start_mark.index);
      const Stretch content = content_of(yaml, {begin, offsets.of(event->end_mark.index)}, scalar.style);
      const bool verbatim = is_verbatim(yaml.substr(content.begin, content.end - content.begin), scalar.style);
      found.push_back({*kind, key, content, verbatim, verbatim ? std::string() : std::string(value)});
    }
    key = value;
  }
  return std::nullopt;
}

std::size_t indentation_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(spaces) == nowhere;
}

/// A line of a Helm template that holds a statement and nothing of the YAML.
bool is_statement(std::string_view line) {
  trim_left(line);
  const std::size_t last = line.find_last_not_of(spaces);
  return line.starts_with("{{") && last != nowhere && line.substr(0, last + 1).ends_with("}}");
}

/// The key of a line that ends in the indicator of a block scalar, as `standalone.xml: |-` does.
std::optional<std::string_view> key_of_block(std::string_view line) {
  line = line.substr(0, line.find(" #"));
  line = line.substr(0, line.find_last_not_of(spaces) + 1);
  const std::size_t indicator = line.find_last_not_of("+-0123456789");
  if (indicator == nowhere || (line[indicator] != '|' && line[indicator] != '>')) return std::nullopt;
  line = line.substr(0, indicator);
  line = line.substr(0, line.find_last_not_of(spaces) + 1);
  if (line.ends_with('-')) return std::string_view();
  if (!line.ends_with(':')) return std::nullopt;
  line.remove_suffix(1);
  line.remove_prefix(std::min(line.find_first_not_of(" -\"'"), line.size()));
  return line.substr(0, line.find_last_not_of("\"'") + 1);
}

/// Where the block ends whose header is indented by `indentation`.
std::size_t block_end(std::string_view yaml, std::size_t begin, std::size_t indentation) {
  std::size_t at = begin;
  while (at < yaml.size()) {
    const std::size_t next = behind_line(yaml, at);
    const std::string_view line = yaml.substr(at, next - at);
    if (!is_blank(line) && !is_statement(line) && indentation_of(line) <= indentation) break;
    at = next;
  }
  return at;
}

std::vector<Embedded> embedded_by_indentation(std::string_view yaml) {
  std::vector<Embedded> found;
  std::size_t at = 0;
  while (at < yaml.size()) {
    const std::size_t next = behind_line(yaml, at);
    const std::string_view line = yaml.substr(at, next - at);
    at = next;
    const std::optional<std::string_view> key = key_of_block(line);
    if (!key) continue;
    const std::size_t end = block_end(yaml, next, indentation_of(line));
    const std::optional<EmbeddedKind> kind = kind_of(*key, yaml.substr(next, end - next));
    if (!kind) continue;
    found.push_back({*kind, std::string(*key), {next, end}, true, {}});
    at = end;
  }
  return found;
}

/// In the whole an XML declaration does not stand at the beginning, as it must in a document.
void blank_declaration(std::string& text, std::size_t begin) {
  const std::size_t at = text.find_first_not_of(" \t", begin);
  if (at == nowhere || text.compare(at, 5, "<?xml") != 0) return;
  const std::size_t end = text.find("?>", at);
  if (end != nowhere) std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), end + 2 - at, ' ');
}

}  // namespace

std::vector<Embedded> embedded_in(std::string_view yaml) {
  // Folders are full of YAML that has nothing to do with servers.
  if (yaml.find("urn:jboss:domain:") == nowhere && yaml.find(".cli") == nowhere) return {};
  std::optional<std::vector<Embedded>> found = embedded_in_yaml(yaml);
  return found ? *std::move(found) : embedded_by_indentation(yaml);
}

std::string only(std::string_view whole, Stretch stretch) {
  std::string text(whole.substr(0, stretch.end));
  std::replace_if(
      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(stretch.begin),
      [](char c) { return c != '\n' && c != '\r'; }, ' ');
  blank_declaration(text, stretch.begin);
  return text;
}

}  // namespace idsxml::config
