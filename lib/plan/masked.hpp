#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace idsxml::planning {

/// A value with a letter for each of its expressions, so that it can be taken apart without looking into them.
class Masked {
 public:
  explicit Masked(std::string_view value);

  std::string_view text() const { return text_; }
  /// A part of text() with its expressions.
  std::string unmasked(std::string_view part) const;
  /// `text` without an expression at its end that may be empty, or stands for parameters: ${env.JDBC_PARAMS:}.
  std::string_view without_parameters(std::string_view part) const;
  /// Whether each expression in a part stands for one word, as far as its default tells: no host with its port.
  bool is_simple(std::string_view part) const;

 private:
  std::string text_;
  std::vector<std::string> expressions_;
};

}  // namespace idsxml::planning
