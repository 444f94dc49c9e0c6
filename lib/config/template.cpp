#include "config/template.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace idsxml::config {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

struct Marker {
  std::string_view opens;
  std::string_view closes;
};
/// The longer goes before what it begins with.
constexpr std::array<Marker, 7> markers{
    {{"{{", "}}"}, {"{%", "%}"}, {"{#", "#}"}, {"<%", "%>"}, {"@@@", "@@@"}, {"#{", "}#"}, {"%%", "%%"}}};

/// How long a block may be; a search for its end that found none is not made again for every brace of a large file.
constexpr std::size_t longest_block = 4096;
constexpr std::size_t longest_word = 256;

/// Where the block ends that begins at `at`, if one does.
std::optional<std::size_t> block_end(std::string_view text, std::size_t at) {
  for (const Marker& marker : markers) {
    if (!text.substr(at).starts_with(marker.opens)) continue;
    const std::size_t inside = at + marker.opens.size();
    // Replacers' names are words: "100%% of …%%" is text.
    const bool is_word = marker.opens == marker.closes || marker.opens == "#{";
    const std::string_view rest = text.substr(inside, is_word ? longest_word : longest_block);
    const std::size_t size = rest.find(marker.closes);
    if (size == nowhere || size == 0) continue;
    if (is_word && rest.substr(0, size).find_first_of(" \t\r\n<>\"'=") != nowhere) continue;
    return inside + size + marker.closes.size();
  }
  return std::nullopt;
}

/// Where one of the markers may begin.
bool may_open(char c) {
  return c == '{' || c == '<' || c == '@' || c == '#' || c == '%';
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The first word of a block: if of {%- if x %}; "=" of <%= x %>, "/*" of {{/* x */}}.
std::string_view keyword_of(std::string_view block) {
  std::size_t begin = 2;
  while (begin < block.size() && (is_space(block[begin]) || block[begin] == '-' || block[begin] == '#')) ++begin;
  std::size_t end = begin;
  while (end < block.size() && ((block[end] >= 'a' && block[end] <= 'z') || block[end] == '/')) ++end;
  return block.substr(begin, end - begin);
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 17> opening_words{"if",     "unless", "for",     "range",  "with", "each",
                                                         "while",  "case",   "block",   "define", "call", "macro",
                                                         "filter", "raw",    "foreach", "ifelse", "until"};
constexpr std::array<std::string_view, 5> else_words{"else", "elif", "elsif", "elseif", "when"};

/// Of Ruby: <% ports.each do |port| %>.
bool opens_ruby_block(std::string_view block) {
  return block.starts_with("<%") && block.find(" do ") != nowhere;
}

bool closes(std::string_view word) {
  return word.starts_with("end") || (word.starts_with("/") && word.size() > 1);
}

/// A comment of the engine's may hold anything, and no statement.
bool is_comment(std::string_view block) {
  return block.starts_with("{#") || block.starts_with("<%#") || block.starts_with("{{/*") ||
         block.starts_with("{{- /*") || block.starts_with("{{!");
}

void blank(std::string& text, Stretch stretch) {
  for (std::size_t i = stretch.begin; i < stretch.end; ++i)
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
}

/// A placeholder as a value: what XML forbids there, and the quotes that would end it, are other characters.
void soften(std::string& text, Stretch stretch) {
  for (std::size_t i = stretch.begin; i < stretch.end; ++i)
    if (text[i] == '<' || text[i] == '&' || text[i] == '"' || text[i] == '\'') text[i] = '_';
  if (text.compare(stretch.begin, 2, "_%") == 0) {
    text[stretch.begin] = '{';
    text[stretch.end - 1] = '}';
  }
}

}  // namespace

bool has_placeholder(std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i)
    if (may_open(value[i]) && block_end(value, i)) return true;
  return false;
}

bool may_be_template(std::string_view text) {
  return std::any_of(markers.begin(), markers.end(),
                     [text](const Marker& marker) { return text.find(marker.closes) != nowhere; });
}

bool is_placeholder(std::string_view value) {
  return !value.empty() && may_open(value.front()) && block_end(value, 0) == value.size();
}

/// Goes through the text as far as XML can be seen in it.
struct Template::Scanner {
  explicit Scanner(Template& its) : found(&its), text(its.text_) {}

  void run() {
    while (at < text.size()) {
      if (in_quotes()) {
        step_in_quotes();
      } else if (in_tag) {
        step_in_tag();
      } else {
        step_in_text();
      }
    }
    end_run(false);
  }

  bool in_quotes() const { return quote != '\0'; }

  void step_in_quotes() {
    if (may_open(text[at])) {
      if (const std::optional<std::size_t> end = block_end(text, at)) {
        found->placeholders_.push_back({at, *end});
        at = *end;
        return;
      }
    }
    if (text[at] == quote) quote = '\0';
    ++at;
  }

  void step_in_tag() {
    const char c = text[at];
    if (may_open(c)) {
      if (const std::optional<std::size_t> end = block_end(text, at)) return take_block(*end);
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '>') {
      in_tag = false;
      behind_start_tag = !is_end_tag && text[at - 1] != '/';
      run_has_line_end = false;
    }
    ++at;
  }

  void step_in_text() {
    const char c = text[at];
    if (may_open(c)) {
      if (const std::optional<std::size_t> end = block_end(text, at)) {
        run_blocks.push_back({at, *end});
        at = *end;
        return;
      }
    }
    if (c == '\n' || c == '\r') run_has_line_end = true;
    if (c != '<') {
      ++at;
      return;
    }
    for (const Marker& whole : {Marker{"<!--", "-->"}, Marker{"<![CDATA[", "]]>"}, Marker{"<?", "?>"}})
      if (text.substr(at).starts_with(whole.opens)) return skip(whole.closes);
    is_end_tag = text.substr(at).starts_with("</");
    end_run(is_end_tag);
    in_tag = true;
    ++at;
  }

  void skip(std::string_view until) {
    const std::size_t end = text.find(until, at);
    at = end == nowhere ? text.size() : end + until.size();
  }

  void take_block(std::size_t end) {
    add_block({at, end});
    at = end;
  }

  /// Between <port> and </port> a block is a value; anywhere else it stands for elements or for nothing.
  void end_run(bool at_end_tag) {
    const bool is_value = behind_start_tag && at_end_tag && !run_has_line_end;
    for (const Stretch& block : run_blocks) {
      if (is_value) {
        found->placeholders_.push_back(block);
      } else {
        add_block(block);
      }
    }
    run_blocks.clear();
    behind_start_tag = false;
  }

  void add_block(Stretch block) {
    found->blocks_.push_back(block);
    const std::string_view its = text.substr(block.begin, block.end - block.begin);
    if (is_comment(its)) return;
    const std::string_view word = keyword_of(its);
    if (closes(word)) {
      close(block);
    } else if (is_one_of(word, else_words)) {
      if (!open.empty()) {
        open.back().branches.back().end = block.begin;
        open.back().branches.push_back({block.end, block.end});
      }
    } else if (is_one_of(word, opening_words) || opens_ruby_block(its)) {
      open.push_back({{{block.end, block.end}}});
    }
  }

  void close(Stretch block) {
    if (open.empty()) return;
    open.back().branches.back().end = block.begin;
    found->choices_.push_back(std::move(open.back()));
    open.pop_back();
  }

  Template* found;
  std::string_view text;
  std::size_t at = 0;
  char quote = '\0';
  bool in_tag = false;
  bool is_end_tag = false;
  bool behind_start_tag = false;
  bool run_has_line_end = false;
  std::vector<Stretch> run_blocks;  ///< of the text since the last tag
  std::vector<Choice> open;
};

Template::Template(std::string_view text) : text_(text) {
  Scanner(*this).run();
}

std::size_t Template::variants() const {
  constexpr std::size_t most = 4;
  std::size_t count = 1;
  for (const Choice& choice : choices_) count = std::max(count, choice.branches.size());
  return std::min(count, most);
}

std::string Template::variant(std::size_t number) const {
  std::string text(text_);
  for (const Stretch& placeholder : placeholders_) soften(text, placeholder);
  for (const Stretch& block : blocks_) blank(text, block);
  for (const Choice& choice : choices_) {
    const std::size_t taken = std::min(number, choice.branches.size() - 1);
    for (std::size_t i = 0; i < choice.branches.size(); ++i)
      if (i != taken) blank(text, choice.branches[i]);
  }
  return text;
}

bool Template::is_conditional(std::size_t offset) const {
  return std::any_of(choices_.begin(), choices_.end(), [offset](const Choice& choice) {
    return choice.branches.front().begin <= offset && offset < choice.branches.back().end;
  });
}

}  // namespace idsxml::config
