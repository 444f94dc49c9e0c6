#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <vector>

#include "xml/expat_referee.hpp"
#include "xml/scan.hpp"

namespace {

using idsxml::xml::ElementSpan;

[[noreturn]] void report(std::string_view what) {
  std::cerr << what << '\n';
  std::abort();
}

void require(bool holds, std::string_view promise) {
  if (!holds) report(promise);
}

// Each span lies inside of the innermost one that is open where it begins.
void check_nesting(std::string_view text, const std::vector<ElementSpan>& spans) {
  std::vector<ElementSpan> open;
  for (const ElementSpan& span : spans) {
    require(span.begin < span.open_end && span.open_end <= span.close_begin && span.close_begin <= span.end, "ordered");
    require(span.end <= text.size(), "inside of the text");
    require(text[span.begin] == '<' && text[span.open_end - 1] == '>' && text[span.end - 1] == '>', "from < to >");
    require(span.is_empty_tag() || text.substr(span.close_begin, 2) == "</", "closed by an end tag");
    while (!open.empty() && open.back().end <= span.begin) open.pop_back();
    require(open.empty() == (&span == &spans.front()), "one root");
    require(open.empty() || (open.back().open_end <= span.begin && span.end <= open.back().close_begin), "nested");
    open.push_back(span);
  }
}

void check_attributes(std::string_view text, const ElementSpan& element) {
  std::size_t at = element.begin + 1;
  for (const auto& attribute : attributes_of(text, element)) {
    require(at < attribute.name_begin && attribute.name_begin < attribute.name_end, "attributes in order");
    require(attribute.name_end < attribute.value_begin && attribute.value_begin <= attribute.value_end,
            "name, then value");
    require(text[attribute.value_begin - 1] == text[attribute.value_end], "value in quotes");
    at = attribute.value_end;
  }
  require(at < element.open_end, "attributes inside of the start tag");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<ElementSpan> spans;
  const auto error = idsxml::xml::scan(text, spans);
  if (const auto difference = idsxml::xml::disagreement(text)) report(*difference);
  if (error) {
    require(error->offset <= size && !error->message.empty() && !error->advice.empty(),
            "errors tell where, what, what to do");
    return 0;
  }
  check_nesting(text, spans);
  for (const ElementSpan& span : spans) check_attributes(text, span);
  return 0;
}
