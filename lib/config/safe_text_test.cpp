#include "config/safe_text.hpp"

#include <doctest/doctest.h>

#include <string>

using idsxml::config::SafeLine;
using idsxml::config::without_secrets;

TEST_CASE("values of attributes that are named like a secret are masked") {
  CHECK(without_secrets(R"(<a password="x" Key-Password = 'y' clear-text="z"/>)") ==
        R"(<a password="****" Key-Password = '****' clear-text="****"/>)");
  CHECK(without_secrets(R"(<credential-reference store="s" alias="a" clear-text="x"/>)") ==
        R"(<credential-reference store="s" alias="a" clear-text="****"/>)");
}

TEST_CASE("values of properties that are named like a secret are masked") {
  CHECK(without_secrets(R"(<property name="clientSecret" value="x"/>)") ==
        R"(<property name="clientSecret" value="****"/>)");
  CHECK(without_secrets(R"(<secret value="x"/>)") == R"(<secret value="****"/>)");
  CHECK(without_secrets(R"(<option name="user" value="sa"/>)") == R"(<option name="user" value="sa"/>)");
}

TEST_CASE("the text of elements that are named like a secret is masked") {
  CHECK(without_secrets("<user-name>sa</user-name> <password> sa </password><b/>") ==
        "<user-name>sa</user-name> <password> **** </password><b/>");
  CHECK(without_secrets(R"(<property name="Password">x y</property>)") ==
        R"(<property name="Password">****</property>)");
  CHECK(without_secrets("<password>cut o") == "<password>****");
}

TEST_CASE("passwords within URLs are masked") {
  CHECK(without_secrets("<u>jdbc:mysql://h/d?user=a&amp;password=x&amp;b=c</u>") ==
        "<u>jdbc:mysql://h/d?user=a&amp;password=****&amp;b=c</u>");
  CHECK(without_secrets("jdbc:sqlserver://h;user=a;PWD=x;b=c") == "jdbc:sqlserver://h;user=a;PWD=****;b=c");
  CHECK(without_secrets("ldap://admin:x@host:389/dc=a") == "ldap://admin:****@host:389/dc=a");
  CHECK(without_secrets("http://host:8080/a@b") == "http://host:8080/a@b");
}

TEST_CASE("flags and expressions without a default are no secrets") {
  CHECK(without_secrets(R"(<a password-less="true" password="${env.P}" secret=""/>)") ==
        R"(<a password-less="true" password="${env.P}" secret=""/>)");
  CHECK(without_secrets(R"(<a password="${env.P:x}"/>)") == R"(<a password="****"/>)");
  CHECK(without_secrets(R"(<a password="${VAULT::a::b::1}"/>)") == R"(<a password="****"/>)");
}

TEST_CASE("a value whose end is not on the line is masked to the line's end") {
  CHECK(without_secrets(R"(<a password="x y)") == R"(<a password="****)");
}

TEST_CASE("a place keeps its text, wherever it stands") {
  const std::string line = R"(<a password="longer than its mask" b="1"/>)";
  const auto marked = [&](std::size_t begin, std::size_t end) {
    const SafeLine safe = without_secrets(line, begin, end);
    return safe.text.substr(safe.begin, safe.end - safe.begin);
  };
  CHECK(marked(0, 2) == "<a");
  const std::size_t b = line.find("b=\"1");
  CHECK(marked(b, b + 5) == "b=\"1\"");
  const std::size_t inside = line.find("than");
  CHECK(marked(inside, inside + 4) == "****");
  CHECK(marked(0, line.size()) == R"(<a password="****" b="1"/>)");
}

TEST_CASE("a property's value is masked where its name follows, too") {
  CHECK(without_secrets(R"(<property value="x" name="my.password"/><property value="y" name="b"/>)") ==
        R"(<property value="****" name="my.password"/><property value="y" name="b"/>)");
}

TEST_CASE("what is secret to JGroups, key stores and those who misspell it is masked") {
  CHECK(without_secrets(R"(<property name="auth_value">x</property>)") ==
        R"(<property name="auth_value">****</property>)");
  CHECK(without_secrets(R"(<a clear-txt="x" passwrd="y" keystore-pass="z"/>)") ==
        R"(<a clear-txt="****" passwrd="****" keystore-pass="****"/>)");
}

TEST_CASE("secrets in CDATA, and behind a comment, are masked") {
  CHECK(without_secrets("<password><![CDATA[x<y]]></password>") == "<password><![CDATA[****]]></password>");
  CHECK(without_secrets("<password><!-- old -->x</password>") == "<password><!-- old -->****</password>");
}

TEST_CASE("a secret that a comment of the line repeats is masked there, too") {
  CHECK(without_secrets(R"(<a password="abc"/><!-- was abc -->)") == R"(<a password="****"/><!-- was **** -->)");
}

TEST_CASE("secrets in operations of jboss-cli, and in Oracle's URLs, are masked") {
  CHECK(without_secrets("/a=b:add(user-name=sa,credential-reference={clear-text=x})") ==
        "/a=b:add(user-name=sa,credential-reference={clear-text=****})");
  CHECK(without_secrets("<u>jdbc:oracle:thin:scott/x@//h/d</u>") == "<u>jdbc:oracle:thin:scott/****@//h/d</u>");
}

TEST_CASE("a secret becomes as many stars as it has characters, so that columns stay") {
  CHECK(idsxml::config::with_stars("<a password=\"äbc\" b=>") == "<a password=\"***\" b=>");
  CHECK(idsxml::config::with_stars("<a b=\"c\"/>") == "<a b=\"c\"/>");
}

TEST_CASE("a line has stars for its secrets, and for those that the lines around it give away") {
  const auto line = [](std::string_view text, std::string_view place) {
    return idsxml::config::quoted_line(idsxml::xml::LineIndex(text), text.find(place));
  };
  CHECK(line("<p name=\"password\"\n   value=\"abc\"/>", "value") == "   value=\"***\"/>");
  CHECK(line("<p\n value=\"abc\" c=\"d\"\n name=\"password\"/>", "value") == " value=\"***\" c=\"d\"");
  CHECK(line("<p password=\"abc\n  def\" x=\"\"/>", "def") == "*****\" x=\"\"/>");
  CHECK(line("<password>\n  abc\n</password>", "abc") == "  ***");
  CHECK(line("<p password=\"abc\"/>", "p ") == "<p password=\"***\"/>");
  CHECK(line("<p name=\"user\"\n   value=\"abc\"/>", "value") == "   value=\"abc\"/>");
}

TEST_CASE("the default of an expression is masked where its variable is named like a secret") {
  CHECK(without_secrets("${env.DB_PASSWORD:x{y}z} ${env.HOST:h}") == "${env.DB_PASSWORD:****} ${env.HOST:h}");
  CHECK(without_secrets(R"(<p name="a" value="${env.SECRET:x}"/>)") == R"(<p name="a" value="${env.SECRET:****}"/>)");
}

TEST_CASE("what follows any secret's name and an equals sign within a value is masked") {
  CHECK(without_secrets(R"(<p value="-Da=1 -Ddb.secret=x -Db"/>)") == R"(<p value="-Da=1 -Ddb.secret=**** -Db"/>)");
  CHECK(without_secrets("<u>https://h/?access_token=x&amp;b=c</u>") == "<u>https://h/?access_token=****&amp;b=c</u>");
}

TEST_CASE("what stands in an element that is named like a secret is masked, and nothing behind it") {
  CHECK(without_secrets("<password><value>x</value></password><a b=\"c\">d</a>") ==
        "<password><value>****</value></password><a b=\"c\">d</a>");
  CHECK(without_secrets(R"(<secret><plain v="x"/></secret><secret/><a b="c"/>)") ==
        R"(<secret><plain v="****"/></secret><secret/><a b="c"/>)");
}
