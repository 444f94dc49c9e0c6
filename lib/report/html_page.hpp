#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What every page has: one file that needs no other, opens nothing, and runs nothing but its own small script. Pages
/// are XML as well as HTML, so that a strict parser can tell whether something got out of its element.
namespace idsxml::report::html {

/// Bytes of any origin as the content of an element or as an attribute's value; what cannot be seen, or would turn the
/// direction of the text, appears as \xHH or \u{HHHH}.
std::string text(std::string_view bytes);

/// The same, of what stands in a file: a piece of code that does not change the order of the text around it.
std::string code(std::string_view bytes);

/// <h2>…</h2>. `content` is HTML.
std::string heading(std::size_t level, std::string_view content);

/// A word that has a colour, and a sign for those who do not see it: + added.
struct Badge {
  std::string_view kind;  ///< a class of the style sheet
  std::string_view sign;
  std::string word;
};
std::string badge(const Badge& badge);

/// What can be closed: open at first, so that a page without its script hides nothing. The texts are HTML.
struct Fold {
  std::string_view kind;  ///< a class of the style sheet
  std::string id = {};    ///< empty for none
  std::string summary;
  std::string content;
};
std::string fold(const Fold& fold);

/// An item of a list of what is on the page: a link to the element of that id, and what is said beside it. HTML.
std::string link(std::string_view id, std::string_view name, std::string_view beside = {});

/// A paragraph of what somebody has to know. HTML.
struct Callout {
  Badge badge;
  std::string code;
  std::string title;
  std::string content;
};
std::string callout(const Callout& callout);

/// All of a page. The texts are HTML, but the title.
struct Page {
  std::string title;
  std::string header;  ///< below the title
  std::string links;   ///< items of a list; empty for none
  std::string main;
  std::string footer;
};
std::string page(const Page& page);

}  // namespace idsxml::report::html
