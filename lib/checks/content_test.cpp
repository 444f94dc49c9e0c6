#include "checks/content.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "testing.hpp"

namespace fs = std::filesystem;
using namespace idsxml;
using checks::Violation;
using Kind = Violation::Kind;

namespace {

std::vector<Violation> violations(const pugi::xml_document& document, const char* release) {
  return checks::content_violations(document.document_element(), *parse_release(release));
}

/// Of a WildFly 23 with these subsystems; parsed here, so that the nodes outlive the call.
struct Checked {
  explicit Checked(const std::string& profile, const char* release = "wildfly:23") {
    const std::string text =
        fmt::format("<server xmlns=\"urn:jboss:domain:16.0\"><profile>{}</profile></server>", profile);
    REQUIRE(document.load_string(text.c_str()));
    found = violations(document, release);
  }

  pugi::xml_document document;
  std::vector<Violation> found;
};

std::string io(const std::string& content) {
  return "<subsystem xmlns=\"urn:jboss:domain:io:3.0\">" + content + "</subsystem>";
}

const Violation& only(const Checked& checked) {
  REQUIRE(checked.found.size() == 1);
  return checked.found.front();
}

}  // namespace

TEST_CASE("what a server accepts has no violation") {
  CHECK(Checked(io("<worker name=\"default\" io-threads=\"4\"/><buffer-pool name=\"default\"/>")).found.empty());
}

TEST_CASE("an element that the schema does not have is unknown, and the one that was meant is suggested") {
  const Checked checked(io("<wroker name=\"default\"/>"));
  CHECK(only(checked).kind == Kind::unknown_element);
  CHECK(only(checked).element.name() == std::string("wroker"));
  CHECK(only(checked).message == "`subsystem` has no element `wroker`");
  CHECK(only(checked).help == "did you mean `worker`?");
}

TEST_CASE("an element in the wrong place is told its place") {
  const Checked checked(io("<outbound-bind-address name=\"a\" match=\"0.0.0.0/0\" bind-address=\"127.0.0.1\"/>"));
  CHECK(only(checked).kind == Kind::misplaced_element);
  CHECK(only(checked).help == "it stands in worker");
}

TEST_CASE("an attribute that the element does not have is unknown, and the one that was meant is suggested") {
  const Checked checked(io("<worker name=\"default\" io-thread=\"4\"/>"));
  CHECK(only(checked).kind == Kind::unknown_attribute);
  CHECK(only(checked).attribute == "io-thread");
  CHECK(only(checked).help == "did you mean `io-threads`?");
}

TEST_CASE("a required attribute that is not there is missing") {
  const Checked checked(io("<worker io-threads=\"4\"/>"));
  CHECK(only(checked).kind == Kind::missing_attribute);
  CHECK(only(checked).message == "`worker` lacks the attribute `name`");
}

TEST_CASE("a value is checked as the type of its attribute") {
  for (const char* value :
       {"4", " 4 ", "-1", "${threads:4}", "${threads}", "${env.A,b:${c:4}}", "{{ threads }}", "@@@t@@@"}) {
    CAPTURE(value);
    CHECK(Checked(io(fmt::format("<worker name=\"a\" io-threads=\"{}\"/>", value))).found.empty());
  }
  for (const char* value :
       {"", "four", "4x", "4.5", "99999999999", "${threads:four}", "${threads:}", "1${threads:x}"}) {
    CAPTURE(value);
    const Checked checked(io(fmt::format("<worker name=\"a\" io-threads=\"{}\"/>", value)));
    CHECK(only(checked).kind == Kind::wrong_value);
    CHECK(only(checked).attribute == "io-threads");
  }
}

TEST_CASE("a wrong default of an expression is noticed late, but where servers resolve it while they boot") {
  CHECK(only(Checked(io("<worker name=\"a\" io-threads=\"${a:four}\"/>"))).help ==
        "an admin-only start does not notice");
  CHECK(only(Checked(io("<worker name=\"a\" io-threads=\"four\"/>"))).help.empty());
  pugi::xml_document document;
  document.load_string(
      "<server xmlns=\"urn:jboss:domain:16.0\"><socket-binding-group name=\"a\" default-interface=\"b\">"
      "<socket-binding name=\"c\" port=\"${d:four}\"/></socket-binding-group></server>");
  const auto found = violations(document, "wildfly:23");
  REQUIRE(found.size() == 1);
  CHECK(found[0].help.empty());
}

TEST_CASE("a misspelt subsystem is an unknown element") {
  CHECK(only(Checked("<subystem xmlns=\"urn:jboss:domain:io:3.0\"/>")).help == "did you mean `subsystem`?");
}

TEST_CASE("true and false are what a boolean can be, in any case") {
  const auto with = [](const char* value) {
    return Checked(io(fmt::format("<buffer-pool name=\"a\" direct-buffers=\"{}\"/>", value)));
  };
  CHECK(with("TRUE").found.empty());
  CHECK(only(with("1")).message == "`direct-buffers` must be true or false, not `1`");
}

TEST_CASE("a word that is none of the choices is wrong, and the near one is suggested") {
  const Checked checked(
      "<subsystem xmlns=\"urn:jboss:domain:jpa:1.1\"><jpa "
      "default-extended-persistence-inheritance=\"DEEEP\"/></subsystem>");
  CHECK(only(checked).kind == Kind::wrong_choice);
  CHECK(only(checked).help == "did you mean `DEEP`?");
}

TEST_CASE("the text of an element is checked like an attribute") {
  const std::string head = "<subsystem xmlns=\"urn:jboss:domain:jca:5.0\"><default-workmanager><short-running-threads>";
  const std::string tail = "</short-running-threads></default-workmanager></subsystem>";
  CHECK(Checked(head + "<core-threads count=\"5\"/><queue-length count=\"5\"/><max-threads count=\"5\"/>" + tail)
            .found.empty());
  CHECK(only(Checked(head + "stray<core-threads count=\"5\"/><queue-length count=\"5\"/><max-threads count=\"5\"/>" +
                     tail))
            .kind == Kind::stray_text);
}

TEST_CASE("elements of a standalone server stand in the order of the schema") {
  pugi::xml_document document;
  document.load_string("<server xmlns=\"urn:jboss:domain:16.0\"><profile/><extensions/></server>");
  const auto found = violations(document, "wildfly:23");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Kind::wrong_order);
  CHECK(found[0].help == "it stands before `profile`");
}

TEST_CASE("every problem of a configuration is found, in its order") {
  const Checked checked(io("<worker/><bufer-pool/><worker name=\"a\" stack-size=\"x\"/>"));
  REQUIRE(checked.found.size() == 3);
  CHECK(checked.found[0].kind == Kind::missing_attribute);
  CHECK(checked.found[1].kind == Kind::unknown_element);
  CHECK(checked.found[2].kind == Kind::wrong_value);
}

TEST_CASE("what has an unknown schema, or one that the release does not read, is not looked at") {
  CHECK(Checked("<subsystem xmlns=\"urn:example:1.0\"><anything/></subsystem>").found.empty());
  CHECK(Checked("<subsystem xmlns=\"urn:jboss:domain:undertow:12.0\"><anything/></subsystem>", "wildfly:18")
            .found.empty());
}

TEST_CASE("a prefix makes no difference, nor does the namespace of an element inside of a subsystem") {
  CHECK(Checked("<i:subsystem xmlns:i=\"urn:jboss:domain:io:3.0\"><i:worker name=\"a\"/></i:subsystem>").found.empty());
  CHECK(only(Checked("<i:subsystem xmlns:i=\"urn:jboss:domain:io:3.0\"><i:wroker name=\"a\"/></i:subsystem>")).kind ==
        Kind::unknown_element);
  CHECK(Checked(io("<worker xmlns=\"urn:jboss:domain:io:1.1\" name=\"a\"/>")).found.empty());
}

TEST_CASE("attributes of other namespaces are unknown, but for the place of the schema at the root") {
  CHECK(only(Checked(io("<worker xmlns:x=\"urn:x\" x:y=\"z\" name=\"a\"/>"))).attribute == "x:y");
  pugi::xml_document document;
  document.load_string(
      "<server xmlns=\"urn:jboss:domain:16.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"a b\"/>");
  CHECK(violations(document, "wildfly:23").empty());
}

TEST_CASE("configurations that real servers accepted have no violation") {
  int read = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(testing::testdata() / "servers")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("migrated-")) continue;
    CAPTURE(entry.path().string());
    pugi::xml_document document;
    REQUIRE(document.load_file(entry.path().c_str(), pugi::parse_full));
    const auto found = violations(document, name == "migrated-13.xml" ? "keycloak:13" : "keycloak:15");
    CHECK_MESSAGE(found.empty(), (found.empty() ? "" : found.front().message));
    ++read;
  }
  CHECK(read > 0);
}
