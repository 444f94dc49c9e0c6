#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/detect.hpp"
#include "idsxml/migrate.hpp"
#include "xml/scan.hpp"

namespace {

using idsxml::Configuration;
using idsxml::Edit;
using idsxml::Migration;
using idsxml::xml::ElementSpan;

void require(bool holds, std::string_view promise) {
  if (holds) return;
  std::cerr << promise << '\n';
  std::abort();
}

/// The bytes with the edits made, if they are in order and do not overlap.
std::string edited(std::string_view bytes, const std::vector<Edit>& edits) {
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    require(at <= edit.begin && edit.begin <= edit.end && edit.end <= bytes.size(), "edits in order, without overlap");
    result.append(bytes, at, edit.begin - at).append(edit.replacement);
    at = edit.end;
  }
  return result.append(bytes, at);
}

void check_edits_of_findings(const Migration& migration) {
  std::size_t count = 0;
  for (const idsxml::Finding& finding : migration.findings) {
    count += finding.edits.size();
    require(finding.edits.empty() == (finding.outcome != idsxml::Outcome::done),
            "what is done has edits, and nothing else");
    require(!finding.rule.empty() && !finding.message.empty(), "findings say what");
  }
  require(count == migration.edits.size(), "every edit belongs to one finding");
}

/// Whether two siblings carry one name or type. No server takes such a configuration (WFLYCTL0212), and rules look at
/// the first of them only, so that a second run may find something to do for the other.
bool has_namesakes(pugi::xml_node parent) {
  std::set<std::string> names;
  for (const pugi::xml_node child : parent.children()) {
    for (const char* key : {"name", "type", "category", "module"}) {
      const pugi::xml_attribute attribute = child.attribute(key);
      if (attribute && !names.insert(std::string(key) + "=" + attribute.value()).second) return true;
    }
    if (has_namesakes(child)) return true;
  }
  return false;
}

bool names_a_resource_twice(std::string_view bytes) {
  pugi::xml_document document;
  document.load_buffer(bytes.data(), bytes.size());
  return has_namesakes(document);
}

void check_migration(const Configuration& configuration, const idsxml::Rules& rules, const idsxml::Release& to) {
  const idsxml::MigrateOptions options{.to = to};
  const auto migration = idsxml::migrate(configuration, rules, options);
  if (!migration) {
    require(!migration.error().code.starts_with("BUG"), migration.error().message);
    return;
  }
  require(edited(configuration.bytes(), migration->edits) == migration->bytes, "bytes outside of edits are the same");
  check_edits_of_findings(*migration);
  const auto result = Configuration::parse(migration->bytes);
  require(result.has_value(), "the result is a configuration");
  const auto again = idsxml::migrate(*result, rules, options);
  const bool is_promised = !names_a_resource_twice(configuration.bytes());
  require(again && (!is_promised || again->edits.empty()), "a second migration makes no edit");
}

/// Changes a text by whole elements and attributes, so that it stays well-formed and reaches the rules.
class Mutator {
 public:
  Mutator(std::string text, const std::vector<ElementSpan>& spans, unsigned seed)
      : text_(std::move(text)), spans_(spans), random_(seed) {}

  std::string mutated() {
    switch (below(6)) {
      case 0: {
        const ElementSpan& one = any();
        return text_.erase(one.begin, one.end - one.begin);
      }
      case 1: {
        const ElementSpan& one = any();
        return insert(text_.substr(one.begin, one.end - one.begin));
      }
      case 2: {
        const ElementSpan& one = any();
        const ElementSpan& other = any();
        return text_.replace(one.begin, one.end - one.begin, text_.substr(other.begin, other.end - other.begin));
      }
      case 3:
        return insert(std::string(pick(fillings)));
      case 4:
        return with_value_of_another();
      default:
        return with_value(std::string(pick(values)));
    }
  }

  /// With an element of another text.
  std::string crossed(std::string_view other, const std::vector<ElementSpan>& others) {
    const ElementSpan& one = others[below(others.size())];
    return insert(std::string(other.substr(one.begin, one.end - one.begin)));
  }

 private:
  static constexpr std::array<std::string_view, 8> fillings{
      "<!-- c -->", "<?p i?>", "<![CDATA[x]]>", "text",
      "\r\n",       "\t",      "&amp;",         "<extension module=\"org.keycloak.keycloak-server-subsystem\"/>"};
  static constexpr std::array<std::string_view, 10> values{
      "1.0", "", "&quot;&#10;", "true", "${a:1}", "default", "web", "keycloak", "\t&lt;", "urn:jboss:domain:x:9.0"};

  std::size_t below(std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random_); }
  const ElementSpan& any() { return spans_[below(spans_.size())]; }
  template <std::size_t Size>
  std::string_view pick(const std::array<std::string_view, Size>& of) {
    return of[below(Size)];
  }

  /// As the first content of an element, or before one.
  std::string insert(const std::string& what) {
    const ElementSpan& one = any();
    const bool inside = !one.is_empty_tag() && below(2) == 0;
    return text_.insert(inside ? one.open_end : one.begin, what);
  }

  std::string with_value_of_another() {
    const ElementSpan& other = any();
    const auto attributes = idsxml::xml::attributes_of(text_, other);
    if (attributes.empty()) return text_;
    const auto& its = attributes[below(attributes.size())];
    return text_[its.value_end] == '"' ? with_value(text_.substr(its.value_begin, its.value_end - its.value_begin))
                                       : text_;
  }

  std::string with_value(const std::string& value) {
    const auto attributes = idsxml::xml::attributes_of(text_, any());
    if (attributes.empty()) return text_;
    const auto& mine = attributes[below(attributes.size())];
    if (text_[mine.value_end] != '"') return text_;
    return text_.replace(mine.value_begin, mine.value_end - mine.value_begin, value);
  }

  std::string text_;
  const std::vector<ElementSpan>& spans_;
  std::mt19937 random_;
};

std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace

extern "C" {

// NOLINTBEGIN(readability-identifier-naming): libFuzzer's names

std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const idsxml::Rules rules = idsxml::Rules::builtin();
  static const std::array targets{*idsxml::parse_release("keycloak:13"), *idsxml::parse_release("keycloak:15"),
                                  *idsxml::parse_release("wildfly:23")};
  const auto configuration = Configuration::parse(std::string(view(data, size)));
  if (!configuration) {
    require(!configuration.error().message.empty(), "errors say what");
    return 0;
  }
  require(configuration->bytes() == view(data, size), "the bytes are kept");
  static_cast<void>(idsxml::detect(*configuration));
  check_migration(*configuration, rules, targets.at(size % targets.size()));
  return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  std::vector<ElementSpan> spans;
  if (seed % 4 == 0 || idsxml::xml::scan(view(data, size), spans)) return LLVMFuzzerMutate(data, size, max_size);
  const std::string result = Mutator(std::string(view(data, size)), spans, seed).mutated();
  if (result.empty() || result.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, result.data(), result.size());
  return result.size();
}

std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size, const std::uint8_t* other,
                                      std::size_t other_size, std::uint8_t* out, std::size_t max_size, unsigned seed) {
  std::vector<ElementSpan> spans;
  std::vector<ElementSpan> others;
  if (idsxml::xml::scan(view(data, size), spans) || idsxml::xml::scan(view(other, other_size), others)) return 0;
  const std::string result =
      Mutator(std::string(view(data, size)), spans, seed).crossed(view(other, other_size), others);
  if (result.size() > max_size) return 0;
  std::memcpy(out, result.data(), result.size());
  return result.size();
}

// NOLINTEND(readability-identifier-naming)
}
