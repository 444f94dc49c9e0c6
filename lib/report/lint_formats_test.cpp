#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "report/format.hpp"
#include "report/lint_testing.hpp"
#include "report/location.hpp"

using namespace idsxml;
using namespace idsxml::report;
using namespace idsxml::report::testing;

namespace {

std::string all_of(const LintFormat& format, const LintRun& about, const std::vector<LintedFile>& files) {
  const ReportText text = printed(format, about, files);
  return text.errors + text.report;
}

}  // namespace

TEST_CASE("no format lets a file, a name or a rule drive a terminal, or shows a secret") {
  LintRun about = run();
  about.errors.push_back(Error{"IO001", hostile, hostile, {}, {}});
  about.notices.push_back({"IO060", Severity::note, hostile, hostile});
  LintedFile file = linted(hostile, {attacker(), left_over()});
  file.notices = about.notices;
  for (const LintFormat* format : lint_formats()) {
    CAPTURE(format->name);
    const std::string text = all_of(*format, about, {file, unreadable(hostile)});
    CHECK(text.find("hunter2") == std::string::npos);
    const bool no_controls =
        std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || c < 0 || c >= ' '; });
    CHECK(no_controls);
  }
}

TEST_CASE("every format has a name of its own, by which it is found; the first is for people") {
  for (const LintFormat* format : lint_formats()) CHECK(lint_format(format->name) == format);
  CHECK(lint_formats().front()->name == "text");
  CHECK(lint_format("yaml") == nullptr);
}

TEST_CASE("what is suppressed is in the formats that can say so, and in no other") {
  Finding finding = left_over();
  finding.suppression = Suppression{Suppression::Kind::baseline, "known since May"};
  for (const LintFormat* format : lint_formats()) {
    CAPTURE(format->name);
    const bool tells = format->name == "json" || format->name == "sarif";
    const std::string text = all_of(*format, run(), {linted("a.xml", {finding}), linted("b.xml", {left_over()})});
    CHECK((text.find("known since May") != std::string::npos) == tells);
    const std::string none = all_of(*format, run(), {linted("a.xml", {finding})});
    CHECK((none.find("no module org.example") != std::string::npos) == tells);
  }
}

TEST_CASE("paths are told from the folder of the run where they are in it") {
  LintRun about = run();
  about.folder = "/srv/repo";
  CHECK(relative_path(about, "./a/../b.xml") == "b.xml");
  CHECK(relative_path(about, "/srv/repo/conf/a.xml") == "conf/a.xml");
  CHECK(relative_path(about, "/srv/repository/a.xml") == "/srv/repository/a.xml");
  CHECK(relative_path(about, "../a.xml") == "../a.xml");
  CHECK(relative_path(run(), "/srv/a.xml") == "/srv/a.xml");
  CHECK(relative_path(about, "-") == "-");
}

TEST_CASE("a path becomes a reference that leads back to it") {
  CHECK(uri_of("conf/a b:c%.xml") == "conf/a%20b%3Ac%25.xml");
  CHECK(uri_of("/srv/\xC3\xA4\xFF.xml") == "file:///srv/%C3%A4%FF.xml");
}

TEST_CASE("a place ends behind its last code point") {
  Place place{{0, 1, 3}, 4, "a \xC3\xA4\xC3\xB6.", false};
  CHECK(end_column(place) == 5);
  place.line.clear();
  CHECK(end_column(place) == 0);
}

TEST_CASE("equal findings are told apart by their order") {
  const std::vector<std::string> prints = unique_fingerprints({left_over(), fixable(3, "x"), left_over()});
  CHECK(prints[0].substr(0, 16) == prints[2].substr(0, 16));
  CHECK(prints[0].substr(16) == "/1");
  CHECK(prints[2].substr(16) == "/2");
  CHECK(prints[1].substr(16) == "/1");
}

TEST_CASE("XML holds any name") {
  CHECK(xml_value("<a b=\"&\">\x01\xFF") == "&lt;a b=&quot;&amp;&quot;>\\x01\\xFF");
  CHECK(xml_content("]]>\xEF\xBF\xBE") == "]]&gt;\\u{FFFE}");
}
