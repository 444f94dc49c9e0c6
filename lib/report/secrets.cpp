#include "report/secrets.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "config/secret.hpp"

namespace idsxml::report {
namespace {

constexpr std::string_view mask = "****";

/// In a URL or a list of properties the secret follows one of these.
constexpr std::array<std::string_view, 3> assignments{"password=", "passwd=", "pwd="};

struct Range {
  std::size_t begin;
  std::size_t end;
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

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

/// Walks over one line of XML, which may begin and end anywhere.
class Walk {
 public:
  explicit Walk(std::string_view line) : line_(line) {}

  std::vector<Range> secrets() {
    while (at_ < line_.size()) step();
    add_assigned();
    std::sort(found_.begin(), found_.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  void step() {
    const char c = line_[at_];
    if (c == '<') {
      ++at_;
      in_secret_ = config::is_secret(name());
    } else if (c == '>') {
      content();
    } else if (ends_name(c)) {
      ++at_;
    } else {
      attribute();
    }
  }

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
    if (at_ >= line_.size() || (line_[at_] != '"' && line_[at_] != '\'')) return;
    const char quote = line_[at_++];
    const std::size_t begin = at_;
    at_ = std::min(line_.find(quote, at_), line_.size());
    judge(attribute_name, {begin, at_});
    if (at_ < line_.size()) ++at_;
  }

  void judge(std::string_view attribute_name, Range value) {
    const std::string_view text = line_.substr(value.begin, value.end - value.begin);
    const bool labels = attribute_name == "name" || attribute_name == "key";
    if (labels && config::is_secret(text)) in_secret_ = true;
    const bool secret = config::is_secret(attribute_name) || (in_secret_ && attribute_name == "value");
    if (secret && !is_harmless(text)) found_.push_back(value);
  }

  void content() {
    const bool empty_tag = at_ > 0 && line_[at_ - 1] == '/';
    std::size_t begin = at_ + 1;
    at_ = std::min(line_.find('<', at_), line_.size());
    while (begin < at_ && is_space(line_[begin])) ++begin;
    std::size_t end = at_;
    while (end > begin && is_space(line_[end - 1])) --end;
    if (in_secret_ && !empty_tag && !is_harmless(line_.substr(begin, end - begin))) found_.push_back({begin, end});
  }

  void add(Range range) {
    const bool known = std::any_of(found_.begin(), found_.end(), [&](const Range& other) {
      return range.begin < other.end && other.begin < range.end;
    });
    if (!known && range.begin < range.end) found_.push_back(range);
  }

  /// password=… and scheme://user:password@host, wherever they stand.
  void add_assigned() {
    const std::string lowered = lower(line_);
    for (const std::string_view assignment : assignments) {
      for (std::size_t at = lowered.find(assignment); at != std::string::npos; at = lowered.find(assignment, at + 1)) {
        const std::size_t begin = at + assignment.size();
        if (begin < line_.size() && (line_[begin] == '"' || line_[begin] == '\'')) continue;
        const std::size_t end = std::min(line_.find_first_of(";&\"'<> \t,", begin), line_.size());
        if (!is_harmless(line_.substr(begin, end - begin))) add({begin, end});
      }
    }
    for (std::size_t at = line_.find("://"); at != std::string_view::npos; at = line_.find("://", at + 1)) {
      const std::size_t authority_end = std::min(line_.find_first_of("/\"'<> ", at + 3), line_.size());
      const std::string_view authority = line_.substr(at + 3, authority_end - at - 3);
      const std::size_t host = authority.rfind('@');
      const std::size_t colon = authority.find(':');
      if (host != std::string_view::npos && colon < host) add({at + 3 + colon + 1, at + 3 + host});
    }
  }

  std::string_view line_;
  std::size_t at_ = 0;
  bool in_secret_ = false;  ///< the element, or the property that it sets, is named like a secret
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

}  // namespace idsxml::report
