#include "report/html_page.hpp"

#include <fmt/format.h>

#include "report/display.hpp"
#include "report/html_assets.hpp"

namespace idsxml::report::html {
namespace {

std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// U+FFFE and U+FFFF are printable, if anything is, but neither XML nor HTML takes them.
std::string_view escape_of_noncharacter(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) == "\xEF\xBF\xBE") return "\\u{FFFE}";
  if (text.substr(at, 3) == "\xEF\xBF\xBF") return "\\u{FFFF}";
  return {};
}

std::string links_of(const Page& page) {
  if (page.links.empty()) return {};
  return fmt::format("<nav aria-labelledby=\"parts\">\n<h2 id=\"parts\">On this page</h2>\n<ul>\n{}</ul>\n</nav>\n",
                     page.links);
}

// Without the script it would do nothing, so it is the script that shows it.
constexpr std::string_view tools = R"(<div id="tools" role="search" aria-label="What is shown" hidden="hidden">
<label for="filter">Filter</label>
<input id="filter" type="search" placeholder="address, attribute, value, rule" autocomplete="off" spellcheck="false" />
<button type="button" id="expand">Expand all</button>
<button type="button" id="collapse">Collapse all</button>
<span id="shown" role="status"></span>
</div>
)";

}  // namespace

std::string text(std::string_view bytes) {
  const std::string shown = printable(bytes);
  std::string result;
  result.reserve(shown.size() + shown.size() / 8);
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (const std::string_view escape = escape_of(shown[at]); !escape.empty()) {
      result += escape;
    } else if (const std::string_view visible = escape_of_noncharacter(shown, at); !visible.empty()) {
      result += visible;
      at += 2;
    } else {
      result += shown[at];
    }
  }
  return result;
}

std::string code(std::string_view bytes) {
  return "<code><bdi>" + text(bytes) + "</bdi></code>";
}

std::string heading(std::size_t level, std::string_view content) {
  return fmt::format("<h{0}>{1}</h{0}>", level, content);
}

std::string badge(const Badge& badge) {
  return fmt::format(R"(<span class="badge {}"><span aria-hidden="true">{}</span> {}</span>)", badge.kind, badge.sign,
                     badge.word);
}

std::string fold(const Fold& fold) {
  const std::string id = fold.id.empty() ? "" : fmt::format(" id=\"{}\"", fold.id);
  return fmt::format("<details class=\"{}\"{} open=\"open\">\n<summary>{}</summary>\n{}</details>\n", fold.kind, id,
                     fold.summary, fold.content);
}

std::string link(std::string_view id, std::string_view name, std::string_view beside) {
  const std::string more = beside.empty() ? "" : fmt::format(" <span class=\"aside\">{}</span>", beside);
  return fmt::format("<li><a href=\"#{}\">{}</a>{}</li>\n", id, name, more);
}

std::string callout(const Callout& callout) {
  return fmt::format("<div class=\"callout {}\">\n<p>{} <strong>{}</strong> {}</p>\n{}</div>\n", callout.badge.kind,
                     badge(callout.badge), text(callout.code), callout.title, callout.content);
}

std::string page(const Page& page) {
  const std::string title = text(page.title);
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<meta name="color-scheme" content="light dark" />
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>{title}</h1>
{header}</header>
{links}{tools}<main id="main" tabindex="-1">
{main}</main>
<footer>
{footer}</footer>
<script>{script}</script>
</body>
</html>
)",
                     fmt::arg("style_hash", style_sheet_hash), fmt::arg("script_hash", script_hash),
                     fmt::arg("title", title), fmt::arg("style", style_sheet), fmt::arg("header", page.header),
                     fmt::arg("links", links_of(page)), fmt::arg("tools", tools), fmt::arg("main", page.main),
                     fmt::arg("footer", page.footer), fmt::arg("script", script));
}

}  // namespace idsxml::report::html
