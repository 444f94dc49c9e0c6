#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/diff.hpp"
#include "idsxml/idsxml.h"
#include "idsxml/lint.hpp"
#include "idsxml/migrate.hpp"
#include "idsxml/report.hpp"
#include "idsxml/rules.hpp"

/// What stands behind the opaque types, and what all functions of the C interface do alike. Texts that a structure
/// borrows are made with the object, so that asking cannot fail.
struct idsxml_error {
  idsxml::Error value;
};
struct idsxml_string {
  std::string value;
};
struct idsxml_configuration {
  idsxml::Configuration value;
};
struct idsxml_rules {
  /// The texts of a summary, which ends none of its own with a NUL.
  struct Texts {
    std::string id;
    std::string product;
    std::string release;
    std::string before;
    std::string title;
  };
  explicit idsxml_rules(idsxml::Rules of);

  idsxml::Rules value;
  std::vector<idsxml::RuleSummary> list;
  std::vector<Texts> texts;
};

namespace idsxml::c {

constexpr idsxml_text text_of(std::string_view text) {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}

constexpr idsxml_position position_of(const Position& position) {
  return {position.offset, position.line, position.column};
}

/// Null is as good as empty.
constexpr std::string_view view_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}
constexpr std::string_view view_of(const char* bytes, std::size_t size) {
  return size == 0 ? std::string_view() : std::string_view(bytes, size);
}

/// Too little memory to say so must not be too little to say it: this one is never freed.
idsxml_error* out_of_memory() noexcept;

void store(idsxml_error** error, Error value);

/// Runs what makes an object; nothing but its result and its error gets out.
template <class Make>
auto guarded(idsxml_error** error, const Make& make) noexcept -> decltype(make().release()) {
  if (error != nullptr) *error = nullptr;
  try {
    return make().release();
  } catch (...) {  // out of memory: whatever else can go wrong comes as a Result
    if (error != nullptr) *error = out_of_memory();
    return nullptr;
  }
}

template <class Handle>
std::unique_ptr<Handle> failure(Error value, idsxml_error** error) {
  store(error, std::move(value));
  return nullptr;
}

std::unique_ptr<idsxml_string> string_of(std::string value);

/// For a report in a format that there is none of.
std::unique_ptr<idsxml_string> unknown_format(std::string_view format, idsxml_error** error);

Rules rules_of(const idsxml_rules* rules);

Result<Release> release_of(const char* text);

std::vector<std::string> list_of(const char* const* ids, std::size_t count);

/// What the caller knows of a structure; the rest is as if it were 0.
template <class Struct>
Struct known(const Struct* given) {
  Struct all{};
  if (given != nullptr) std::memcpy(&all, given, std::min(given->struct_size, sizeof(Struct)));
  return all;
}

/// Writes what the caller's structure has room for.
template <class Struct>
void fill(Struct* out, Struct value) {
  const std::size_t size = std::min(out->struct_size, sizeof(Struct));
  value.struct_size = out->struct_size;
  std::memcpy(out, &value, size);
}

idsxml_severity severity_of(Severity severity);
/// What is none of the enumerators is an error.
Severity severity_from(idsxml_severity severity);

/// Without its fingerprint.
idsxml_finding finding_of(const Finding& finding);

/// Return 0 for an index that is too large, else 1.
int edit_at(std::span<const Edit> edits, std::size_t index, idsxml_edit* edit);
int edit_of(std::span<const Finding> findings, std::size_t finding, std::size_t index, idsxml_edit* edit);

Result<DiffOptions> diff_options_of(const idsxml_diff_options* given);

/// A difference with its texts.
struct DifferenceTexts {
  explicit DifferenceTexts(const Difference& difference);

  std::string address;
  std::string before;
  std::string after;
  std::vector<std::string> attributes;  ///< their values
};

std::vector<DifferenceTexts> texts_of(std::span<const Difference> differences);

idsxml_difference difference_of(const Difference& difference, const DifferenceTexts& texts);
int attribute_at(const Difference& difference, const DifferenceTexts& texts, std::size_t index,
                 idsxml_attribute* attribute);

}  // namespace idsxml::c
