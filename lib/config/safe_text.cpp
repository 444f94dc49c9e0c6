#include "config/safe_text.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "config/secret.hpp"
#include "xml/characters.hpp"
#include "xml/encoding.hpp"

namespace idsxml::config {
namespace {

constexpr std::string_view mask = "****";
constexpr std::string_view comment_begin = "<!--";
constexpr std::string_view cdata_begin = "<![CDATA[";

struct Range {
  std::size_t begin;
  std::size_t end;
};

/// A flag, nothing, or an expression that only names where the value comes from.
bool is_harmless(std::string_view value) {
  if (value.empty() || value == "true" || value == "false") return true;
  const bool expression = value.substr(0, 2) == "${" && value.find('}') == value.size() - 1;
  return expression && value.find(':') == std::string_view::npos;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool ends_name(char c) {
  return is_space(c) || c == '<' || c == '>' || c == '/' || c == '=' || c == '"' || c == '\'';
}
bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
}

/// Walks over one line of XML, which may begin and end anywhere.
class Walk {
 public:
  explicit Walk(std::string_view line) : line_(line) {}

  std::vector<Range> secrets() {
    const bool may_hold_login = line_.find('@') != std::string_view::npos;
    if (!may_hold_login && !may_name_secret(line_)) return {};
    while (at_ < line_.size()) step();
    add_assigned();
    add_defaults();
    add_repeated();
    std::sort(found_.begin(), found_.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  void step() {
    const char c = line_[at_];
    if (line_.substr(at_).starts_with(comment_begin)) {
      at_ += comment_begin.size();  // what it stands in goes on behind it
    } else if (line_.substr(at_).starts_with(cdata_begin)) {
      at_ += cdata_begin.size() - 1;
      content("]]>");
    } else if (c == '<') {
      ++at_;
      value_.reset();
      tag_ = name();
      enter_or_leave();
      in_secret_ = is_secret(tag_) || !secret_.empty();
    } else if (c == '>') {
      content("<");
    } else if (ends_name(c)) {
      ++at_;
    } else {
      attribute();
    }
  }

  void enter_or_leave() {
    if (!tag_.starts_with('/')) {
      if (secret_.empty() && is_secret(tag_)) secret_ = tag_;
    } else if (tag_.substr(1) == secret_) {
      secret_ = {};
    }
  }

  bool is_inside_secret() const { return !secret_.empty() && secret_.data() != tag_.data(); }

  std::string_view name() {
    const std::size_t begin = at_;
    if (at_ < line_.size() && line_[at_] == '/') ++at_;
    while (at_ < line_.size() && !ends_name(line_[at_])) ++at_;
    return line_.substr(begin, at_ - begin);
  }

  void skip_space() {
    while (at_ < line_.size() && is_space(line_[at_])) ++at_;
  }

  void attribute() {
    const std::string_view attribute_name = name();
    skip_space();
    if (at_ >= line_.size() || line_[at_] != '=') return;
    ++at_;
    skip_space();
    if (at_ >= line_.size()) return;
    if (line_[at_] != '"' && line_[at_] != '\'') return assigned(attribute_name);
    const char quote = line_[at_++];
    const std::size_t begin = at_;
    at_ = std::min(line_.find(quote, at_), line_.size());
    judge(attribute_name, {begin, at_});
    if (at_ < line_.size()) ++at_;
  }

  /// In an operation of jboss-cli, or in what a YAML has within quotes.
  void assigned(std::string_view word) {
    if (line_[at_] == '{') return;  // what is in there has names of its own
    if (!is_secret(word.substr(word.find_last_of(",({?&;") + 1))) return;
    const std::size_t begin = std::min(line_.find_first_not_of("\\\"'", at_), line_.size());
    at_ = std::min(line_.find_first_of("\\;&\"'<> \t,)}", begin), line_.size());
    add_unless_harmless({begin, at_});
  }

  void judge(std::string_view attribute_name, Range value) {
    const std::string_view text = line_.substr(value.begin, value.end - value.begin);
    const bool labels = attribute_name == "name" || attribute_name == "key";
    if (labels && is_secret(text)) {
      in_secret_ = true;
      if (value_) add_unless_harmless(*value_);
    }
    if (attribute_name == "value") value_ = value;
    const bool is_value = in_secret_ && attribute_name == "value";
    const bool is_inside = is_inside_secret() && !labels && attribute_name != "type";
    const bool secret = is_secret(attribute_name) || is_value || is_inside;
    if (secret) add_unless_harmless(value);
  }

  void content(std::string_view end_mark) {
    const bool empty_tag = at_ > 0 && line_[at_ - 1] == '/';
    if (empty_tag && !is_inside_secret()) secret_ = {};
    std::size_t begin = at_ + 1;
    at_ = std::min(line_.find(end_mark, at_), line_.size());
    while (begin < at_ && is_space(line_[begin])) ++begin;
    std::size_t end = at_;
    while (end > begin && is_space(line_[end - 1])) --end;
    if (in_secret_ && !empty_tag) add_unless_harmless({begin, std::max(begin, end)});
  }

  void add_unless_harmless(Range range) {
    if (!is_harmless(line_.substr(range.begin, range.end - range.begin))) add(range);
  }

  void add(Range range) {
    const bool known = std::any_of(found_.begin(), found_.end(), [&](const Range& other) {
      return range.begin < other.end && other.begin < range.end;
    });
    if (!known && range.begin < range.end) found_.push_back(range);
  }

  std::string_view word_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && is_of_word(line_[begin - 1])) --begin;
    return line_.substr(begin, end - begin);
  }

  /// Within a value, which has no quotes of its own.
  void add_assigned_at(std::size_t begin) {
    if (begin >= line_.size() || line_[begin] == '"' || line_[begin] == '\'') return;
    const std::size_t end = std::min(line_.find_first_of(";&\"'<> \t,", begin), line_.size());
    const std::string_view value = line_.substr(begin, end - begin);
    const bool has_names = value.starts_with('{') && value.find('=') != std::string_view::npos;
    if (!has_names) add_unless_harmless({begin, end});
  }

  /// ${env.DB_PASSWORD:what is taken where there is none}
  void add_defaults() {
    for (std::size_t at = line_.find("${"); at != std::string_view::npos; at = line_.find("${", at + 1)) {
      const std::size_t colon = std::min(line_.find_first_of(":}", at), line_.size());
      if (colon == line_.size() || line_[colon] == '}' || !is_secret(line_.substr(at, colon - at))) continue;
      std::size_t end = colon + 1;
      for (std::size_t depth = 1; end < line_.size(); ++end) {
        if (line_[end] == '{') ++depth;
        if (line_[end] == '}' && --depth == 0) break;
      }
      add_unless_harmless({colon + 1, end});
    }
  }

  /// password=… and scheme://user:password@host, wherever they stand.
  void add_assigned() {
    for (std::size_t at = line_.find('='); at != std::string_view::npos; at = line_.find('=', at + 1))
      if (is_secret(word_before(at))) add_assigned_at(at + 1);
    for (std::size_t at = line_.find("://"); at != std::string_view::npos; at = line_.find("://", at + 1)) {
      const std::size_t authority_end = std::min(line_.find_first_of("/\"'<> ", at + 3), line_.size());
      const std::string_view authority = line_.substr(at + 3, authority_end - at - 3);
      const std::size_t host = authority.rfind('@');
      const std::size_t colon = authority.find(':');
      if (host != std::string_view::npos && colon < host) add({at + 3 + colon + 1, at + 3 + host});
    }
    // Oracle's: jdbc:oracle:thin:scott/tiger@…
    constexpr std::string_view thin = ":thin:";
    if (const std::size_t at = line_.find(thin); at != std::string_view::npos) {
      const std::size_t user = at + thin.size();
      const std::size_t slash = line_.find_first_of("/@\"'<> ", user);
      const std::size_t host = line_.find_first_of("@\"'<> ", user);
      if (host != std::string_view::npos && line_[host] == '@' && line_[slash] == '/') add({slash + 1, host});
    }
  }

  /// In a comment somebody kept the old one, or says which it is.
  void add_repeated() {
    const std::size_t comment = line_.find(comment_begin);
    if (comment == std::string_view::npos) return;
    for (const Range& secret : std::vector<Range>(found_)) {
      const std::string_view value = line_.substr(secret.begin, secret.end - secret.begin);
      if (value.size() < 3) continue;
      for (std::size_t at = line_.find(value, comment); at != std::string_view::npos; at = line_.find(value, at + 1))
        add({at, at + value.size()});
    }
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::string_view tag_;        ///< the last one's name
  std::string_view secret_;     ///< the name of the outermost element that is named like a secret and still open
  std::optional<Range> value_;  ///< of the tag's attribute "value", whose name may follow
  bool in_secret_ = false;      ///< the element, or the property that it sets, is named like a secret
  std::vector<Range> found_;
};

/// Where an offset of the line stands once the secrets are masked; one within a secret goes to `inside` of its mask.
std::size_t carried(std::size_t offset, const std::vector<Range>& secrets, std::size_t inside) {
  std::size_t result = offset;
  for (const Range& secret : secrets) {
    if (offset <= secret.begin) break;
    const bool behind = offset >= secret.end;
    result -= std::min(offset, secret.end) - secret.begin;
    result += behind ? mask.size() : inside;
  }
  return result;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

constexpr std::size_t longest_context = 10'000;

/// The line with the rest of the tag, or of the text behind a tag, that it begins and ends within. Nothing where that
/// is too much.
std::optional<Range> with_tags_around(std::string_view text, Range line) {
  const std::size_t first = text.find_first_not_of(" \t", line.begin);
  if (first < line.end && text[first] != '<') {
    const std::size_t window = line.begin - std::min(line.begin, longest_context);
    const std::string_view before = text.substr(window, line.begin - window);
    std::size_t begin = before.rfind('<');
    while (begin != std::string_view::npos && before.substr(begin).starts_with("<!"))
      begin = begin == 0 ? std::string_view::npos : before.rfind('<', begin - 1);
    if (begin == std::string_view::npos && window > 0) return std::nullopt;
    line.begin = begin == std::string_view::npos ? line.begin : window + begin;
  }
  const std::size_t last = text.substr(0, line.end).find_last_not_of(" \t");
  if (last != std::string_view::npos && last >= line.begin && text[last] != '>') {
    const std::string_view behind = text.substr(line.end, longest_context);
    const std::size_t end = behind.find('>');
    if (end == std::string_view::npos && behind.size() == longest_context) return std::nullopt;
    line.end += std::min(end, behind.size());
  }
  return line;
}

}  // namespace

SafeLine without_secrets(std::string_view line, std::size_t begin, std::size_t end) {
  const std::vector<Range> secrets = Walk(line).secrets();
  SafeLine safe{"", carried(begin, secrets, 0), carried(end, secrets, mask.size())};
  std::size_t copied = 0;
  for (const Range& secret : secrets) {
    safe.text += line.substr(copied, secret.begin - copied);
    safe.text += mask;
    copied = secret.end;
  }
  safe.text += line.substr(copied);
  return safe;
}

std::string without_secrets(std::string_view text) {
  return without_secrets(text, 0, 0).text;
}

std::string with_stars(std::string_view line) {
  std::string result;
  std::size_t copied = 0;
  for (const Range& secret : Walk(line).secrets()) {
    result += line.substr(copied, secret.begin - copied);
    result.append(characters(line.substr(secret.begin, secret.end - secret.begin)), '*');
    copied = secret.end;
  }
  return result += line.substr(copied);
}

std::string quoted_line(const xml::LineIndex& lines, std::size_t text_offset) {
  const std::size_t begin = lines.line_begin(text_offset);
  std::string line(lines.line_at(text_offset));
  const auto around = with_tags_around(lines.text(), {begin, begin + line.size()});
  if (!around) return {};
  for (const Range& secret : Walk(lines.text().substr(around->begin, around->end - around->begin)).secrets()) {
    const std::size_t first = std::max(around->begin + secret.begin, begin);
    const std::size_t last = std::min(around->begin + secret.end, begin + line.size());
    if (first >= last) continue;
    if (!xml::is_ascii(lines.text().substr(first, last - first)))
      return {};  // stars would not stand in the same columns
    std::fill(line.begin() + static_cast<std::ptrdiff_t>(first - begin),
              line.begin() + static_cast<std::ptrdiff_t>(last - begin), '*');
  }
  return xml::as_utf8(line);
}

}  // namespace idsxml::config
