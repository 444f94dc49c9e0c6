#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace idsxml::report {

/// Writes indented JSON as calls come. Strings are UTF-8; what is not becomes U+FFFD, so that the result is always
/// JSON.
class JsonWriter {
 public:
  /// Appends to `out`.
  explicit JsonWriter(std::string& out) : out_(&out) {}
  /// Writes a value into a larger text at that depth, whose separators are the caller's.
  JsonWriter(std::string& out, std::size_t depth) : out_(&out), depth_(depth), after_key_(true) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  JsonWriter& key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(std::uint64_t number);
  void value(int number) { value(static_cast<std::uint64_t>(number)); }
  void value(bool truth);
  void null();

  template <class Value>
  void member(std::string_view name, const Value& content) {
    key(name).value(content);
  }

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void new_line();

  std::string* out_;
  std::size_t depth_ = 0;
  bool first_ = true;  ///< nothing was written yet at this depth
  bool after_key_ = false;
};

/// Whether JSON can hold the text as it is.
bool is_utf8(std::string_view text);

/// The text between quotes, escaped.
void append_json_string(std::string& out, std::string_view text);

}  // namespace idsxml::report
