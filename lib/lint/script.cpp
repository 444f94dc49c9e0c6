#include "lint/script.hpp"

#include <algorithm>
#include <optional>

namespace idsxml::script {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;
constexpr std::string_view blanks = " \t\r";

/// Some of the script that knows where it stands there.
struct Part {
  std::string_view text;
  std::size_t begin = 0;

  Part from(std::size_t at) const {
    at = std::min(at, text.size());
    return {text.substr(at), begin + at};
  }
  Part trimmed() const { return from(text.find_first_not_of(blanks)); }
  std::string_view word() const { return text.substr(0, text.find_first_of(" \t\r(")); }
  /// Behind the first word.
  Part rest() const { return from(word().size()).trimmed(); }
};

/// The first of `stops` outside of quotes; the size of the text where there is none.
std::size_t find_bare(std::string_view text, std::string_view stops) {
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (stops.find(c) != nowhere) {
      return i;
    }
  }
  return text.size();
}

std::string_view unquoted(std::string_view name) {
  if (name.size() >= 2 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front())
    return name.substr(1, name.size() - 2);
  return name;
}

struct Addressed {
  Kind kind;
  Part step;
  std::string_view name;
};

/// The subsystem or extension that an address is of: /subsystem=x, /profile=p/subsystem=x, /host=h/extension=y.
std::optional<Addressed> addressed(Part address) {
  while (address.text.starts_with('/')) {
    const Part step = address.from(1);
    const std::size_t size = find_bare(step.text, "/: \t\r(");
    const std::string_view text = step.text.substr(0, size);
    const std::size_t equals = text.find('=');
    if (equals == nowhere) return std::nullopt;
    const std::string_view type = text.substr(0, equals);
    const std::string_view name = unquoted(text.substr(equals + 1));
    if (type == "subsystem") return Addressed{Kind::subsystem, {text, step.begin}, name};
    if (type == "extension") return Addressed{Kind::extension, {text, step.begin}, name};
    if (type != "profile" && type != "host") return std::nullopt;
    address = step.from(size);
  }
  return std::nullopt;
}

class Reader {
 public:
  std::vector<Mention> read(std::string_view script) {
    std::size_t at = 0;
    while (at < script.size()) {
      const std::size_t end = std::min(script.find('\n', at), script.size());
      take(Part{script.substr(at, end - at), at}.trimmed());
      at = end + 1;
    }
    return std::move(found_);
  }

 private:
  void take(Part command) {
    if (command.text.starts_with('/')) return mention(command);
    const std::string_view word = command.word();
    if (word == "if" || word == "try") {
      if (depth_++ == 0) ++blocks_;
      const std::size_t of = command.text.find(" of ");
      if (word == "if" && of != nowhere) mention(command.from(of + 4).trimmed());
    } else if (word == "end-if" || word == "end-try") {
      if (depth_ > 0) --depth_;
    } else if (word == "cd" || word == "ls") {
      mention(command.rest());
    } else if (word == "for") {
      const std::size_t in = command.text.find(" in ");
      if (in != nowhere) mention(command.from(in + 4).trimmed());
    }
  }

  void mention(Part address) {
    const std::optional<Addressed> its = addressed(address);
    if (!its || its->name.empty()) return;
    found_.push_back({its->kind, its->name, its->step.begin, its->step.begin + its->step.text.size(), depth_ > 0,
                      depth_ > 0 ? blocks_ : 0});
  }

  std::vector<Mention> found_;
  std::size_t depth_ = 0;
  std::size_t blocks_ = 0;
};

}  // namespace

std::vector<Mention> mentions_in(std::string_view script) {
  return Reader().read(script);
}

std::string joined(std::string_view script) {
  std::string text(script);
  bool is_continued = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::size_t first = text.find_first_not_of(blanks, at);
    const bool is_comment = !is_continued && first < line_end && text[first] == '#';
    const std::size_t last = line_end == at ? nowhere : text.find_last_not_of('\r', line_end - 1);
    is_continued = !is_comment && last != nowhere && last >= at && text[last] == '\\' && line_end < text.size();
    if (is_continued) std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(last), line_end + 1 - last, ' ');
    at = line_end + 1;
  }
  return text;
}

}  // namespace idsxml::script
