#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Configurations that a template engine has still to fill in: Jinja, ERB, Go and Helm, Handlebars, and the markers of
/// simple replacers.
namespace idsxml::config {

/// Whether a placeholder stands in a value, so that nobody can say what a server will read there: {{ x }}, {% x %},
/// <%= x %>, @@@x@@@, #{x}#, %%x%%. The server's own expressions, ${x}, are none.
bool has_placeholder(std::string_view value);

/// Whether the value is one placeholder and nothing else.
bool is_placeholder(std::string_view value);

/// Whether it is worth a closer look: quickly told, and true of some texts that are no template.
bool may_be_template(std::string_view text);

/// Some of a text, in bytes.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What is the template engine's in a text, and what is left for an XML parser.
class Template {
 public:
  /// Borrows the text.
  explicit Template(std::string_view text);

  /// What stands between or within tags: statements, comments, and what the engine puts elements for; in order.
  const std::vector<Stretch>& blocks() const { return blocks_; }
  /// What stands for values.
  const std::vector<Stretch>& placeholders() const { return placeholders_; }
  bool is_template() const { return !blocks_.empty() || !placeholders_.empty(); }

  /// How many texts show each branch of each condition at least once; at most a few.
  std::size_t variants() const;
  /// The text with spaces for blocks, and for the branches that this variant does not take. Every byte that is left
  /// stands where it was.
  std::string variant(std::size_t number) const;

  /// Whether the engine decides if this place gets into a configuration.
  bool is_conditional(std::size_t offset) const;

 private:
  /// A condition or loop: where its branches begin, in order, and where the last one ends.
  struct Choice {
    std::vector<Stretch> branches;
  };
  struct Scanner;

  std::string_view text_;
  std::vector<Stretch> blocks_;
  std::vector<Stretch> placeholders_;
  std::vector<Choice> choices_;
};

}  // namespace idsxml::config
