#include "xml/scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "xml/characters.hpp"
#include "xml/encoding.hpp"
#include "xml/namespaces.hpp"

namespace idsxml::xml {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

/// A kind of error: what it is called in docs/errors.md, and what to do about it.
struct Kind {
  const char* code;
  const char* advice;
};

namespace kind {
constexpr Kind empty{"XML001", "Check that the file was written or copied completely."};
constexpr Kind not_utf8{"XML003",
                        "Save the file as UTF-8, or declare the encoding that it is in: <?xml … encoding=\"…\"?>."};
constexpr Kind doctype{"XML010", "Remove the DOCTYPE, and write out the entities that it defines."};
constexpr Kind too_deep{"XML011", "Check whether start tags lost their end tags."};
constexpr Kind conflict{"XML012", "Resolve the conflict with git, then try again."};
constexpr Kind before_declaration{"XML013", "Remove whatever stands before <?xml, blank lines too."};
constexpr Kind declaration{"XML014", R"(Write it as <?xml version="1.0" encoding="UTF-8"?>.)"};
constexpr Kind version{"XML015", "Declare version=\"1.0\"."};
constexpr Kind nul{"XML016", "Check that the file is XML text and was not damaged."};
constexpr Kind character{"XML017", "Remove the character."};
constexpr Kind outside_root{"XML018", "Remove the text, or move it into the root element or a comment."};
constexpr Kind no_root{"XML019", "Check that this is the right file."};
constexpr Kind second_root{"XML020", "Keep one root element and move all others into it."};
constexpr Kind not_closed{"XML021", "Check that the file was copied completely, or add the missing end tag."};
constexpr Kind cut_off{"XML022", "Check that the file was copied completely, or close what is open."};
constexpr Kind mismatch{"XML023", "Make every start tag have its own end tag."};
constexpr Kind not_opened{"XML024", "Remove the end tag, or add the start tag that it belongs to."};
constexpr Kind name{"XML025", "If the '<' is meant as text, write &lt; instead."};
constexpr Kind tag{"XML026", "Check the quotes and the '>' of this tag and of the one before."};
constexpr Kind no_value{"XML027", "Write the attribute as name=\"value\"."};
constexpr Kind no_quotes{"XML028", "Put the value in quotes: name=\"value\"."};
constexpr Kind no_space{"XML029", "Put a space between the attributes, or add the quote that is missing before it."};
constexpr Kind less_than{"XML030", "Add the quote that is missing before it, or write &lt; instead."};
constexpr Kind twice{"XML031", "Remove one of the two."};
constexpr Kind twice_expanded{"XML032", "Remove one of the two."};
constexpr Kind entity{"XML033",
                      "Only &lt; &gt; &amp; &quot; &apos; are defined; write &amp; where '&' is meant as text."};
constexpr Kind ampersand{"XML034", "Write &amp; where '&' is meant as text."};
constexpr Kind character_reference{"XML035", "Remove the reference."};
constexpr Kind section_end{"XML036", "Write ]]&gt; instead, or check where the CDATA section begins."};
constexpr Kind comment{"XML037", "Write a single '-' or put a space between the two; end the comment with -->."};
constexpr Kind instruction{"XML038", "Correct or remove the processing instruction."};
constexpr Kind exclamation{"XML039", "Write <!-- … --> for a comment, or &lt;! for text."};
constexpr Kind unbound{"XML040",
                       "Declare the prefix with xmlns:prefix=\"…\" here or on an element around it, or remove it."};
constexpr Kind reserved{"XML041", "Choose another prefix or another namespace."};
constexpr Kind colon{"XML042", "Write names as name or prefix:name."};
constexpr Kind no_namespace{"XML043", "Give the prefix a namespace, or remove the declaration."};
constexpr Kind section_outside{"XML044", "Move the CDATA section into the root element, or remove it."};
}  // namespace kind

/// The line of an offset, from 1; CR LF, LF and a lone CR each end a line.
std::size_t line_of(std::string_view text, std::size_t offset) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < offset; ++i)
    if (text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n")) ++line;
  return line;
}

/// A name for a message: whole, unless it would fill the screen.
std::string shown(std::string_view name) {
  constexpr std::size_t longest = 60;
  if (name.size() <= longest) return std::string(name);
  std::size_t size = longest;
  while ((static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) --size;
  return fmt::format("{}…", name.substr(0, size));
}

/// A character for a message.
std::string shown(char32_t c) {
  switch (c) {
    case ' ':
      return "a space";
    case '\t':
      return "a tab";
    case '\n':
    case '\r':
      return "the end of the line";
    case 0xFEFF:
      return "a byte order mark (U+FEFF)";
    default:
      break;
  }
  if (c > ' ' && c < 0x7F) return fmt::format("'{}'", static_cast<char>(c));
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(c));
}

bool equal_ignoring_case(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y; });
}

/// The character that a reference stands for, given what is between '&' and ';'; 0 where there is none.
char32_t referred(std::string_view reference) {
  constexpr std::array<std::pair<std::string_view, char32_t>, 5> predefined{
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [entity, c] : predefined)
    if (reference == entity) return c;
  if (reference.substr(0, 1) != "#") return 0;
  const bool hexadecimal = reference.substr(1, 1) == "x";
  const char32_t base = hexadecimal ? 16 : 10;
  char32_t value = 0;
  for (const char c : reference.substr(hexadecimal ? 2 : 1)) {
    char32_t digit = base;
    if (c >= '0' && c <= '9') digit = static_cast<char32_t>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<char32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') digit = static_cast<char32_t>(c - 'A' + 10);
    value = value * base + digit;
    if (digit >= base || value > 0x10FFFF) return 0;
  }
  return is_legal(value) ? value : 0;
}

/// What must be unique among the attributes of one element.
struct Key {
  std::string_view name;
  std::uint32_t number;  ///< of the namespace
  std::uint32_t offset;

  bool same(const Key& other) const { return number == other.number && name == other.name; }
};

/// The offset of the first attribute that repeats one before it, or nowhere. May reorder `keys`.
std::size_t repeated(std::vector<Key>& keys) {
  constexpr std::size_t few = 12;  // up to here comparing each with each is faster than sorting
  if (keys.size() <= few) {
    for (std::size_t i = 1; i < keys.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (keys[i].same(keys[j])) return keys[i].offset;
    return nowhere;
  }
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    if (a.number != b.number) return a.number < b.number;
    const int order = a.name.compare(b.name);
    return order != 0 ? order < 0 : a.offset < b.offset;
  });
  std::size_t first = nowhere;
  for (std::size_t i = 1; i < keys.size(); ++i)
    if (keys[i].same(keys[i - 1])) first = std::min<std::size_t>(first, keys[i].offset);
  return first;
}

/// A line that git leaves where a merge stopped. The one in the middle is too common in prose to be looked for alone.
bool is_outer_conflict_mark(std::string_view line) {
  return line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
}

/// The first line up to the one of `offset` that git left there, or nowhere.
std::size_t conflict_before(std::string_view text, std::size_t offset) {
  std::size_t line = 0;
  while (true) {
    if (is_outer_conflict_mark(text.substr(line, 8))) return line;
    const std::size_t end = text.find_first_of("\r\n", line);
    if (end == nowhere || end >= offset) break;
    line = end + 1;
  }
  const std::string_view last = text.substr(line, 8);
  return last == "=======" || last == "=======\n" || last == "=======\r" ? line : nowhere;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::vector<ElementSpan>& spans) : text_(text), spans_(spans) {}

  std::optional<ScanError> run();

 private:
  struct Name {
    std::uint32_t begin;
    std::uint32_t local;  ///< begin, where there is no prefix
    std::uint32_t end;
  };
  struct Attribute {
    Name name;
    std::uint32_t value_begin;
    std::uint32_t value_end;
  };
  struct Open {
    std::uint32_t span;
    std::uint32_t name_end;
    std::size_t bindings;  ///< a mark of namespaces_
  };

  // All of these return false where they set error_, and leave at_ behind what they read where they do not.
  bool document();
  bool declaration();
  bool declared(std::size_t& next, bool is_spaced);
  bool check_version(std::string_view value, std::size_t offset);
  bool check_encoding(std::string_view value, std::size_t offset);
  bool check_standalone(std::string_view value, std::size_t offset);
  bool outside_root();
  bool content();
  bool markup();
  bool start_tag();
  bool attributes();
  bool attribute();
  bool value(const Attribute& attribute, char quote);
  bool unique();
  bool bind_prefixes();
  bool bind(const Attribute& declaration);
  bool resolve_prefixes();
  bool end_tag();
  bool wrong_end_tag();
  bool exclamation();
  bool comment();
  bool section();
  bool instruction();
  bool reference();
  bool read_name(Name& name);
  bool until(std::string_view terminator);
  bool character();

  bool fail(const Kind& kind, std::size_t offset, std::string message);
  bool fail_here(const Kind& kind, std::string message);
  bool fail_cut_off();
  void explain();

  bool local_name();
  void skip_space() { at_ = run_end(CharClass::space, text_, at_); }
  bool at_end() const { return at_ == text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool next_is(std::string_view word) const { return text_.substr(at_, word.size()) == word; }
  std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }

  std::string_view whole(Name name) const { return text_.substr(name.begin, name.end - name.begin); }
  std::string_view local(Name name) const { return text_.substr(name.local, name.end - name.local); }
  std::string_view prefix(Name name) const {
    return name.local == name.begin ? std::string_view() : text_.substr(name.begin, name.local - 1 - name.begin);
  }
  std::string_view name_of(const Open& open) const {
    const std::size_t begin = spans_[open.span].begin + 1;
    return text_.substr(begin, open.name_end - begin);
  }
  CodePoint next() const { return at_end() ? CodePoint{} : code_point(text_, at_); }
  std::string here_shown() const { return shown(next().value); }
  std::string element_shown() const { return shown(whole(element_)); }

  std::string_view text_;
  std::vector<ElementSpan>& spans_;
  std::size_t at_ = 0;
  std::size_t markup_ = nowhere;  ///< where the tag, comment, … begins that at_ is in
  std::vector<Open> open_;
  Name element_{};  ///< of the start tag being read, as attributes_ and namespaced_
  std::vector<Attribute> attributes_;
  bool namespaced_ = false;
  std::vector<Key> keys_;
  Namespaces namespaces_;
  std::optional<ScanError> error_;
};

std::optional<ScanError> Scanner::run() {
  spans_.clear();
  if (document()) return std::nullopt;
  explain();
  spans_.clear();
  return std::move(error_);
}

bool Scanner::document() {
  if (run_end(CharClass::space, text_, 0) == text_.size())
    return fail(kind::empty, 0, text_.empty() ? "the file is empty" : "the file holds nothing but white space");
  if (!declaration()) return false;
  while (true) {
    if (!(open_.empty() ? outside_root() : content())) return false;
    if (at_end()) break;
    markup_ = at_;
    if (!markup()) return false;
    markup_ = nowhere;
  }
  if (!open_.empty()) return fail_cut_off();
  if (spans_.empty()) return fail(kind::no_root, at_, "the file has no element");
  return true;
}

bool Scanner::declaration() {
  if (!next_is("<?xml") || !(text_.size() == 5 || peek(5) == '?' || is(CharClass::space, peek(5)))) return true;
  markup_ = 0;
  at_ = 5;
  std::size_t next = 0;
  while (true) {
    const bool is_spaced = is(CharClass::space, peek());
    skip_space();
    if (next > 0 && next_is("?>")) break;
    if (!declared(next, is_spaced)) return false;
  }
  at_ += 2;
  markup_ = nowhere;
  return true;
}

// One word of the XML declaration with its value. `next` is the first word that may come, and moves on.
bool Scanner::declared(std::size_t& next, bool is_spaced) {
  constexpr std::array<std::string_view, 3> words{"version", "encoding", "standalone"};
  const auto is_rest = [this](std::string_view word) { return word.starts_with(text_.substr(at_)); };
  if (is_rest("?>") || std::any_of(words.begin(), words.end(), is_rest)) return fail_cut_off();
  const auto* const word = std::find_if(words.begin(), words.end(), [this](auto each) { return next_is(each); });
  const auto which = static_cast<std::size_t>(word - words.begin());
  if (next == 0 && which != 0) return fail_here(kind::declaration, "the XML declaration does not begin with version");
  if (which < next || which == words.size())
    return fail_here(kind::declaration, fmt::format("{} is not expected in the XML declaration", here_shown()));
  if (!is_spaced) return fail_here(kind::declaration, fmt::format("a space is missing before {}", *word));
  next = which + 1;
  at_ += word->size();
  skip_space();
  if (peek() != '=') return fail_here(kind::declaration, fmt::format("'=' is missing after {}", *word));
  ++at_;
  skip_space();
  const char quote = peek();
  if (quote != '"' && quote != '\'')
    return fail_here(kind::declaration, fmt::format("the value of {} is not in quotes", *word));
  const std::size_t begin = ++at_;
  at_ = run_end(CharClass::name, text_, at_);
  if (peek() != quote)
    return fail_here(kind::declaration, fmt::format("{} is not allowed as part of {}", here_shown(), *word));
  ++at_;
  const std::string_view value = text_.substr(begin, at_ - 1 - begin);
  if (*word == "version") return check_version(value, begin);
  if (*word == "encoding") return check_encoding(value, begin);
  return check_standalone(value, begin);
}

bool Scanner::check_version(std::string_view value, std::size_t offset) {
  const bool is_known =
      value.starts_with("1.") && value.size() > 2 && value.find_first_not_of("0123456789", 2) == nowhere;
  return is_known ||
         fail(kind::version, offset, fmt::format("\"{}\" is not a version of XML that can be read", shown(value)));
}

// Whether it is the right one, the document knows, which has the bytes.
bool Scanner::check_encoding(std::string_view value, std::size_t offset) {
  const bool is_name = !value.empty() && is(CharClass::name_start, value[0]) && value[0] != '_';
  return is_name || fail(kind::declaration, offset, fmt::format("\"{}\" is not the name of an encoding", shown(value)));
}

bool Scanner::check_standalone(std::string_view value, std::size_t offset) {
  return value == "yes" || value == "no" ||
         fail(kind::declaration, offset, fmt::format("standalone is \"{}\", not yes or no", shown(value)));
}

bool Scanner::outside_root() {
  skip_space();
  if (at_end() || peek() == '<') return true;
  if (spans_.empty() && text_.substr(std::min(text_.size(), text_.find('<', at_)), 6).starts_with("<?xml "))
    return fail_here(kind::before_declaration, "there is text before the XML declaration");
  return fail_here(kind::outside_root, fmt::format("there is text {} the root element: {}",
                                                   spans_.empty() ? "before" : "after", here_shown()));
}

bool Scanner::content() {
  while (true) {
    at_ = run_end(CharClass::text, text_, at_);
    if (at_end() || peek() == '<') return true;
    if (peek() == '&') {
      if (!reference()) return false;
    } else {
      if (next_is("]]>")) return fail(kind::section_end, at_, "]]> stands outside of a CDATA section");
      if (!character()) return false;
    }
  }
}

bool Scanner::markup() {
  switch (peek(1)) {
    case '/':
      return end_tag();
    case '!':
      return exclamation();
    case '?':
      return instruction();
    default:
      return start_tag();
  }
}

bool Scanner::start_tag() {
  ++at_;
  namespaced_ = false;
  if (!read_name(element_)) return false;
  if (open_.empty() && !spans_.empty())
    return fail(kind::second_root, markup_, fmt::format("<{}> is a second root element", element_shown()));
  if (open_.size() == max_depth)
    return fail(kind::too_deep, markup_, fmt::format("elements are nested more than {} deep", max_depth));
  if (!attributes()) return false;
  const bool is_empty = peek() == '/';
  if (is_empty) ++at_;
  if (peek() != '>')
    return fail_here(kind::tag,
                     fmt::format("{} follows '/' in the tag of <{}>, not '>'", here_shown(), element_shown()));
  ++at_;

  const std::size_t bindings = namespaces_.mark();
  if (!unique()) return false;
  if (namespaced_ && !(bind_prefixes() && resolve_prefixes())) return false;
  const std::uint32_t end = here();
  if (is_empty) {
    namespaces_.unwind(bindings);
  } else {
    open_.push_back({static_cast<std::uint32_t>(spans_.size()), element_.end, bindings});
  }
  spans_.push_back({static_cast<std::uint32_t>(markup_), end, end, end});
  return true;
}

// Up to the '>' or '/' behind them.
bool Scanner::attributes() {
  attributes_.clear();
  while (true) {
    const std::size_t before = at_;
    skip_space();
    if (peek() == '>' || peek() == '/') return true;
    if (at_ == before) {
      const bool begins_name = !attributes_.empty() && is_name_start(next().value);
      if (begins_name)
        return fail(kind::no_space, at_,
                    fmt::format("a space is missing before this attribute of <{}>", element_shown()));
      return fail_here(kind::tag,
                       fmt::format("{} is not allowed here in the tag of <{}>", here_shown(), element_shown()));
    }
    if (!attribute()) return false;
  }
}

bool Scanner::attribute() {
  Attribute attribute{};
  if (!read_name(attribute.name)) return false;
  const std::string_view name = whole(attribute.name);
  skip_space();
  if (peek() != '=')
    return fail_here(kind::no_value,
                     fmt::format("the attribute {} of <{}> has no value", shown(name), element_shown()));
  ++at_;
  skip_space();
  const char quote = peek();
  if (quote != '"' && quote != '\'')
    return fail_here(kind::no_quotes, fmt::format("the value of the attribute {} of <{}> is not in quotes", shown(name),
                                                  element_shown()));
  ++at_;
  attribute.value_begin = here();
  if (!value(attribute, quote)) return false;
  attribute.value_end = here();
  ++at_;
  attributes_.push_back(attribute);
  if (name == "xmlns") namespaced_ = true;
  return true;
}

// Up to the quote behind it.
bool Scanner::value(const Attribute& attribute, char quote) {
  while (true) {
    at_ = run_end(CharClass::value, text_, at_);
    if (peek() == quote) return true;
    if (peek() == '<')
      return fail(kind::less_than, at_,
                  fmt::format("the value of the attribute {} of <{}> has a '<'", shown(whole(attribute.name)),
                              element_shown()));
    if (!(peek() == '&' ? reference() : character())) return false;
  }
}

bool Scanner::unique() {
  if (attributes_.size() < 2) return true;
  keys_.clear();
  for (const Attribute& attribute : attributes_) keys_.push_back({whole(attribute.name), 0, attribute.name.begin});
  const std::size_t offset = repeated(keys_);
  if (offset == nowhere) return true;
  const auto same = std::find_if(attributes_.begin(), attributes_.end(),
                                 [offset](const Attribute& attribute) { return attribute.name.begin == offset; });
  return fail(kind::twice, offset,
              fmt::format("<{}> has the attribute {} twice", element_shown(), shown(whole(same->name))));
}

bool Scanner::bind_prefixes() {
  return std::all_of(attributes_.begin(), attributes_.end(), [this](const Attribute& attribute) {
    const bool declares = prefix(attribute.name) == "xmlns" || whole(attribute.name) == "xmlns";
    return !declares || bind(attribute);
  });
}

bool Scanner::bind(const Attribute& declaration) {
  const bool is_default = declaration.name.local == declaration.name.begin;
  const std::string_view prefix = is_default ? std::string_view() : local(declaration.name);
  std::string name =
      attribute_value(text_.substr(declaration.value_begin, declaration.value_end - declaration.value_begin));
  if (prefix == "xmlns") return fail(kind::reserved, declaration.name.begin, "the prefix xmlns must not be declared");
  if (prefix == "xml" && name != xml_namespace)
    return fail(kind::reserved, declaration.value_begin, "the prefix xml must not be given another namespace");
  if (name == xmlns_namespace || (name == xml_namespace && prefix != "xml"))
    return fail(kind::reserved, declaration.value_begin, fmt::format("the namespace {} must not be declared", name));
  if (is_default) return true;
  if (name.empty())
    return fail(kind::no_namespace, declaration.value_begin,
                fmt::format("the prefix {} is declared without a namespace", shown(prefix)));
  namespaces_.bind(prefix, std::move(name));
  return true;
}

bool Scanner::resolve_prefixes() {
  const auto fail_unbound = [this](Name name) {
    return fail(kind::unbound, name.begin,
                fmt::format("the prefix {} of {} is not declared", shown(prefix(name)), shown(whole(name))));
  };
  if (prefix(element_) == "xmlns")
    return fail(kind::reserved, element_.begin, "an element must not have the prefix xmlns");
  if (!prefix(element_).empty() && namespaces_[prefix(element_)] == 0) return fail_unbound(element_);

  keys_.clear();
  for (const Attribute& attribute : attributes_) {
    const std::string_view its = prefix(attribute.name);
    if (its.empty() || its == "xmlns") continue;
    const std::uint32_t number = namespaces_[its];
    if (number == 0) return fail_unbound(attribute.name);
    keys_.push_back({local(attribute.name), number, attribute.name.begin});
  }
  const std::size_t offset = repeated(keys_);
  if (offset == nowhere) return true;
  const auto same = std::find_if(attributes_.begin(), attributes_.end(),
                                 [offset](const Attribute& attribute) { return attribute.name.begin == offset; });
  return fail(kind::twice_expanded, offset,
              fmt::format("<{}> has the attribute {} twice, under two prefixes of the same namespace", element_shown(),
                          shown(whole(same->name))));
}

bool Scanner::end_tag() {
  at_ += 2;
  if (open_.empty() || !next_is(name_of(open_.back()))) return wrong_end_tag();
  at_ += name_of(open_.back()).size();
  skip_space();
  if (peek() != '>') return wrong_end_tag();
  ++at_;
  ElementSpan& span = spans_[open_.back().span];
  span.close_begin = static_cast<std::uint32_t>(markup_);
  span.end = here();
  namespaces_.unwind(open_.back().bindings);
  open_.pop_back();
  return true;
}

bool Scanner::wrong_end_tag() {
  at_ = markup_ + 2;
  Name name{};
  if (!read_name(name)) return false;
  const std::string closed = shown(whole(name));
  if (open_.empty()) return fail(kind::not_opened, markup_, fmt::format("</{}> closes no element", closed));
  const std::string_view expected = name_of(open_.back());
  if (whole(name) == expected) {
    skip_space();
    return fail_here(kind::tag, fmt::format("{} is not allowed in the end tag </{}>", here_shown(), closed));
  }
  // A prefix of the right end tag at the end of the file is a file cut off, not the wrong name.
  if (at_end() && expected.starts_with(whole(name))) return fail_cut_off();
  const std::size_t line = line_of(text_, spans_[open_.back().span].begin);
  const bool is_open =
      std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return name_of(open) == whole(name); });
  const auto still_open = fmt::format("<{}>, opened in line {}", shown(expected), line);
  return fail(kind::mismatch, markup_,
              is_open ? fmt::format("{}, is not closed before </{}>", still_open, closed)
                      : fmt::format("</{}> closes no element; {}, is still open", closed, still_open));
}

bool Scanner::exclamation() {
  if (next_is("<!--")) return comment();
  if (next_is("<![CDATA[")) return section();
  if (equal_ignoring_case(text_.substr(at_, 9), "<!doctype"))
    return fail(kind::doctype, at_, "the file has a DOCTYPE, which is refused and not read");
  constexpr std::array<std::string_view, 3> beginnings{"<!--", "<![CDATA[", "<!DOCTYPE"};
  const bool is_cut_off = std::any_of(beginnings.begin(), beginnings.end(), [this](std::string_view beginning) {
    return beginning.starts_with(text_.substr(at_));
  });
  if (is_cut_off) return fail_cut_off();
  return fail(kind::exclamation, at_, "<! begins neither a comment nor a CDATA section");
}

bool Scanner::comment() {
  at_ += 4;
  if (!until("--")) return false;
  if (peek(2) == '>') {
    at_ += 3;
    return true;
  }
  if (at_ + 2 == text_.size()) return fail_cut_off();
  return fail(kind::comment, at_, "-- must not stand inside a comment");
}

bool Scanner::section() {
  if (open_.empty()) return fail(kind::section_outside, at_, "a CDATA section stands outside of the root element");
  at_ += 9;
  if (!until("]]>")) return false;
  at_ += 3;
  return true;
}

bool Scanner::instruction() {
  at_ += 2;
  const std::size_t begin = at_;
  if (!local_name())
    return fail_here(kind::instruction, fmt::format("<? is followed by {}, not by a name", here_shown()));
  if (peek() == ':') return fail(kind::instruction, at_, "the name of a processing instruction has a colon");
  const std::string_view target = text_.substr(begin, at_ - begin);
  if (target == "xml" && spans_.empty())
    return fail(kind::before_declaration, 0,
                fmt::format("the XML declaration stands in line {}, not at the very beginning of the file",
                            line_of(text_, markup_)));
  if (equal_ignoring_case(target, "xml"))
    return fail(kind::instruction, markup_, fmt::format("<?{} is reserved for the first line of a file", target));
  if (!next_is("?>") && !is(CharClass::space, peek()))
    return fail_here(kind::instruction,
                     fmt::format("{} is not allowed in the name of a processing instruction", here_shown()));
  if (!until("?>")) return false;
  at_ += 2;
  return true;
}

bool Scanner::reference() {
  const std::size_t begin = at_++;
  if (peek() == '#') ++at_;
  const bool is_character = at_ > begin + 1;
  if (is_character) {
    at_ = run_end(CharClass::name, text_, at_);
  } else if (!local_name()) {
    return at_end() ? fail_cut_off() : fail(kind::ampersand, begin, "'&' stands alone");
  }
  if (at_end()) return fail_cut_off();
  const std::string_view whole = text_.substr(begin + 1, at_ - begin - 1);
  if (peek() != ';') return fail(kind::ampersand, begin, fmt::format("&{} has no ';' at its end", shown(whole)));
  ++at_;
  if (referred(whole) != 0) return true;
  if (is_character)
    return fail(kind::character_reference, begin,
                fmt::format("&{}; stands for no character that is allowed", shown(whole)));
  return fail(kind::entity, begin, fmt::format("the entity &{}; is not defined", shown(whole)));
}

bool Scanner::read_name(Name& name) {
  name.begin = name.local = here();
  if (!local_name()) {
    if (peek() == ':') return fail(kind::colon, at_, "a name begins with a colon");
    return fail_here(kind::name, fmt::format("a name cannot begin with {}", here_shown()));
  }
  if (peek() == ':') {
    ++at_;
    namespaced_ = true;
    name.local = here();
    if (!local_name())
      return fail_here(kind::colon, fmt::format("there is no name after the colon of {}",
                                                shown(text_.substr(name.begin, at_ - name.begin))));
    if (peek() == ':')
      return fail(kind::colon, at_,
                  fmt::format("there is a second colon after {}", shown(text_.substr(name.begin, at_ - name.begin))));
  }
  name.end = here();
  return true;
}

// Without a colon. Not an error where there is none.
bool Scanner::local_name() {
  if (!is(CharClass::name_start, peek()) && !is_name_start(next().value)) return false;
  while (true) {
    at_ = run_end(CharClass::name, text_, at_);
    if (is_ascii(peek())) return true;
    const CodePoint wide = next();
    if (!is_name_character(wide.value)) return true;
    at_ += wide.size;
  }
}

// Up to the terminator.
bool Scanner::until(std::string_view terminator) {
  while (true) {
    at_ = run_end(CharClass::section, text_, at_);
    if (next_is(terminator)) return true;
    if (!character()) return false;
  }
}

bool Scanner::character() {
  if (at_end()) return fail_cut_off();
  const CodePoint c = next();
  if (c.size == 0) {
    const unsigned byte = static_cast<unsigned char>(peek());
    return fail(kind::not_utf8, at_, fmt::format("the byte 0x{:02X} is not valid UTF-8 here", byte));
  }
  if (c.value == 0) return fail(kind::nul, at_, "the file has a NUL character, so it is not a text file");
  if (!is_legal(c.value)) return fail(kind::character, at_, fmt::format("{} is not allowed in XML", shown(c.value)));
  at_ += c.size;
  return true;
}

bool Scanner::fail(const Kind& kind, std::size_t offset, std::string message) {
  error_ = ScanError{kind.code, std::move(message), kind.advice, offset};
  return false;
}

// The character at at_ is wrong there; if it is wrong everywhere, that is what to say.
bool Scanner::fail_here(const Kind& kind, std::string message) {
  const std::size_t offset = at_;
  return character() && fail(kind, offset, std::move(message));
}

bool Scanner::fail_cut_off() {
  if (markup_ == nowhere) {
    const std::size_t begin = spans_[open_.back().span].begin;
    return fail(kind::not_closed, text_.size(),
                fmt::format("the file ends before <{}>, which was opened in line {}, is closed",
                            shown(name_of(open_.back())), line_of(text_, begin)));
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> markups{{{"<!--", "comment"},
                                                                                  {"<![", "CDATA section"},
                                                                                  {"<!", "markup"},
                                                                                  {"<?", "processing instruction"},
                                                                                  {"</", "end tag"},
                                                                                  {"<", "start tag"}}};
  const auto* const markup = std::find_if(markups.begin(), markups.end(), [this](const auto& candidate) {
    return text_.substr(markup_).starts_with(candidate.first);
  });
  return fail(
      kind::cut_off, markup_,
      fmt::format("the file ends inside the {} that begins in line {}", markup->second, line_of(text_, markup_)));
}

// Looks for the cause behind the error.
void Scanner::explain() {
  if (error_->code == kind::doctype.code) return;
  const std::size_t conflict = conflict_before(text_, error_->offset);
  if (conflict != nowhere) {
    fail(kind::conflict, conflict, "unresolved git merge conflict");
    return;
  }
  constexpr std::array about_structure{&kind::outside_root, &kind::second_root, &kind::not_closed, &kind::mismatch,
                                       &kind::not_opened};
  const bool is_structure = std::any_of(about_structure.begin(), about_structure.end(),
                                        [this](const Kind* kind) { return error_->code == kind->code; });
  if (is_structure && text_.find("{%") != nowhere)
    error_->advice = "The file looks like a template ({% … %}): render it first, then use the result.";
}

}  // namespace

std::optional<ScanError> scan(std::string_view text, std::vector<ElementSpan>& spans) {
  return Scanner(text, spans).run();
}

std::string attribute_value(std::string_view raw) {
  const bool is_plain =
      std::none_of(raw.begin(), raw.end(), [](char c) { return c == '&' || is(CharClass::space, c); });
  if (is_plain) return std::string(raw);
  std::string value;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '&') {
      const std::size_t end = raw.find(';', i);
      append_utf8(value, referred(raw.substr(i + 1, end - i - 1)));
      i = end;
    } else if (!is(CharClass::space, raw[i])) {
      value += raw[i];
    } else if (raw[i] != '\r' || raw.substr(i + 1, 1) != "\n") {
      value += ' ';
    }
  }
  return value;
}

AttributeSpans::AttributeSpans(std::string_view text, const ElementSpan& element) : text_(text), at_(element.begin) {
  while (!is(CharClass::space, text[at_]) && text[at_] != '/' && text[at_] != '>') ++at_;
}

std::optional<AttributeSpan> AttributeSpans::next() {
  const auto offset = [](std::size_t at) { return static_cast<std::uint32_t>(at); };
  const std::size_t begin = run_end(CharClass::space, text_, at_);
  if (text_[begin] == '/' || text_[begin] == '>') return std::nullopt;
  std::size_t name_end = begin;
  while (!is(CharClass::space, text_[name_end]) && text_[name_end] != '=') ++name_end;
  std::size_t quote = name_end;
  while (text_[quote] != '"' && text_[quote] != '\'') ++quote;
  const std::size_t value_end = text_.find(text_[quote], quote + 1);
  at_ = value_end + 1;
  return AttributeSpan{offset(begin), offset(name_end), offset(quote + 1), offset(value_end)};
}

std::vector<AttributeSpan> attributes_of(std::string_view text, const ElementSpan& element) {
  std::vector<AttributeSpan> attributes;
  AttributeSpans rest(text, element);
  while (const std::optional<AttributeSpan> attribute = rest.next()) attributes.push_back(*attribute);
  return attributes;
}

}  // namespace idsxml::xml
