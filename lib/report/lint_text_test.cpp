#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "report/display.hpp"
#include "report/format.hpp"
#include "report/lint_testing.hpp"

using namespace idsxml;
using namespace idsxml::report;
using namespace idsxml::report::testing;

namespace {

std::string text_of(const std::vector<LintedFile>& files, const ReportStyle& style = {}, const LintRun& about = run()) {
  return printed(lint_text_format, about, files, style).report;
}

}  // namespace

TEST_CASE(
    "lint's text: what stops the boot first, what a migration does in one group for a rule, then what to do next") {
  const LintedFile file = linted("standalone.xml", {fixable(11, "remove /extension=org.jboss.as.jdr"), left_over(),
                                                    fixable(432, "remove /subsystem=jdr")});
  CHECK(text_of({file}) ==
        "standalone.xml:7:20: error[WF0001]: Keycloak 13 has no module org.example\n"
        "  |\n"
        "7 |         <extension module=\"org.example\"/>\n"
        "  |                    ^^^^^^^^^^^^^^^^^^^^\n"
        "  = help: remove it with its subsystem, or install the module\n"
        "\n"
        "standalone.xml:11:9: note[KC0341]: Keycloak does not need the diagnostic reports\n"
        "    of JDR\n"
        "   = help: idsxml migrate would\n"
        "      11  remove /extension=org.jboss.as.jdr\n"
        "     432  remove /subsystem=jdr\n"
        "\n"
        "1 error, 0 warnings, 2 notes in 1 file for Keycloak 13 (WildFly 23)\n"
        "  to fix 2:     idsxml migrate --to keycloak:13 FILE\n"
        "  to see how:   idsxml migrate --to keycloak:13 --dry-run FILE\n"
        "  to know why:  idsxml explain ID\n");
}

TEST_CASE("lint's text: verbose tells every finding by itself, quiet only errors") {
  const LintedFile file = linted("a.xml", {fixable(11, "remove one"), left_over(), fixable(432, "remove the other")});
  const std::string all = text_of({file}, {.verbose = true});
  CHECK(all.find("a.xml:11:9: ") < all.find("a.xml:432:9: "));
  CHECK(all.find("432 |         <extension") != std::string::npos);
  const std::string few = text_of({file}, {.quiet = true});
  CHECK(few.find("a.xml:7:20: error[WF0001]") == 0);
  CHECK(few.find("KC0341") == std::string::npos);
}

TEST_CASE("lint's text: nothing found, and nothing read") {
  CHECK(text_of({linted("a.xml", {}), linted("b.xml", {})}) ==
        "nothing found in 2 files for Keycloak 13 (WildFly 23)\n");
  const ReportText text = printed(lint_text_format, run(), {unreadable("a.xml")});
  CHECK(text.report == "1 input could not be looked at\n");
  CHECK(text.errors.find("a.xml:2:6: error[XML028]") == 0);
}

TEST_CASE("lint's text: an id leads to its page where the terminal has links and pages are published") {
  LintRun about = run();
  about.page_url = "https://example.org/{id}.html";
  const std::string link = "\x1b]8;;https://example.org/WF0001.html\x1b\\WF0001\x1b]8;;\x1b\\";
  const LintedFile file = linted("a.xml", {left_over()});
  const std::string with = text_of({file}, {.hyperlinks = true}, about);
  CHECK(with.find("error[" + link + "]: ") != std::string::npos);
  CHECK(with.find("idsxml explain") == std::string::npos);
  CHECK(text_of({file}, {}, about).find('\x1b') == std::string::npos);
  CHECK(text_of({file}, {.hyperlinks = true}).find('\x1b') == std::string::npos);
  about.page_url = "https://example.org/\x1b\\\x1b]0;owned\x07{id}";
  CHECK(text_of({file}, {.hyperlinks = true}, about).find('\x1b') == std::string::npos);
}

TEST_CASE("lint's text: nothing of a file drives the terminal, and no secret is shown") {
  for (const bool verbose : {false, true}) {
    Finding deed = attacker();
    deed.outcome = Outcome::fixable;
    const ReportText text =
        printed(lint_text_format, run(), {linted(hostile, {attacker(), deed, deed})}, {.verbose = verbose});
    CHECK(text.report.find("hunter2") == std::string::npos);
    CHECK(text.report.find("****") != std::string::npos);
    const bool safe = std::all_of(text.report.begin(), text.report.end(), [](char c) {
      return c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F);
    });
    CHECK(safe);
  }
}

TEST_CASE("lint's text: no line is wider than the terminal, but for words that are") {
  const LintedFile file =
      linted("a.xml", {fixable(11, "set a to b and go on until the line is full and then some more"), left_over(),
                       fixable(432, "remove /subsystem=jdr")});
  for (const std::size_t width : {40U, 60U, 80U}) {
    std::string text = text_of({file}, {.width = width});
    text.erase(text.find("  to fix"));  // commands stay in one piece
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      CHECK(width_of(std::string_view(text).substr(at, end - at)) <= width);
      at = end + 1;
    }
  }
}
