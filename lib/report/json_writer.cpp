#include "report/json_writer.hpp"

#include <fmt/format.h>

#include "xml/characters.hpp"

namespace idsxml::report {

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = xml::code_point(text, at).size;
    if (size == 0) return false;
    at += size;
  }
  return true;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
      ++at;
    } else if (c == '\n' || c == '\t' || c == '\r') {
      out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
      ++at;
    } else if ((c >= 0 && c < 0x20) || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      ++at;
    } else if (c > 0) {
      out += c;
      ++at;
    } else {
      const std::size_t size = xml::code_point(text, at).size;
      out += size == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, size);
      at += size == 0 ? 1 : size;
    }
  }
  out += '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(*out_, name);
  *out_ += ": ";
  after_key_ = true;
  return *this;
}

void JsonWriter::value(std::string_view text) {
  separate();
  append_json_string(*out_, text);
}

void JsonWriter::value(std::uint64_t number) {
  separate();
  *out_ += std::to_string(number);
}

void JsonWriter::value(bool truth) {
  separate();
  *out_ += truth ? "true" : "false";
}

void JsonWriter::null() {
  separate();
  *out_ += "null";
}

void JsonWriter::begin(char bracket) {
  separate();
  *out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_) new_line();
  *out_ += bracket;
  first_ = false;
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) *out_ += ',';
  if (depth_ > 0) new_line();
  first_ = false;
}

void JsonWriter::new_line() {
  *out_ += '\n';
  out_->append(2 * depth_, ' ');
}

}  // namespace idsxml::report
