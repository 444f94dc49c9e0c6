#include "os/io_error.hpp"

#include <doctest/doctest.h>

#include <cerrno>

namespace os = idsxml::os;

TEST_CASE("a name that is printable UTF-8 is shown as it is") {
  CHECK(os::quoted("") == "''");
  CHECK(os::quoted("a b.xml") == "'a b.xml'");
  CHECK(os::quoted("k\xC3\xB6nig-\xE2\x82\xAC-\xF0\x9F\x98\x80") == "'k\xC3\xB6nig-\xE2\x82\xAC-\xF0\x9F\x98\x80'");
}

TEST_CASE("what is not printable UTF-8 is shown by its bytes, so that no name can play tricks on a terminal") {
  CHECK(os::quoted("a\nb\x1B[2J\x7F") == "'a\\x0Ab\\x1B[2J\\x7F'");
  CHECK(os::quoted("\xFF\xFE") == "'\\xFF\\xFE'");
  CHECK(os::quoted("\xC3") == "'\\xC3'");
  CHECK(os::quoted("\xC0\xAF") == "'\\xC0\\xAF'");
  CHECK(os::quoted("\xC2\x9B") == "'\\xC2\\x9B'");
  CHECK(os::quoted("\xE0\x80\xAF") == "'\\xE0\\x80\\xAF'");
  CHECK(os::quoted("\xED\xA0\x80") == "'\\xED\\xA0\\x80'");
  CHECK(os::quoted("\xF4\x90\x80\x80") == "'\\xF4\\x90\\x80\\x80'");
  CHECK(os::quoted("\xE2\x82") == "'\\xE2\\x82'");
}

TEST_CASE("a reason that the table does not know is told in the system's words") {
  const auto error = os::writing_error(EIO, "f.xml");
  CHECK(error.code == "IO032");
  CHECK(error.message == "cannot write 'f.xml': Input/output error");
}

TEST_CASE("out of memory is an error like any other") {
  const auto result = os::guarded([]() -> idsxml::Result<int> { throw std::bad_alloc(); });
  REQUIRE_FALSE(result);
  CHECK(result.error().code == "IO050");
}
