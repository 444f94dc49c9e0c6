// What dialects say of order and of what is there unwritten.

#include "rules/load.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "rules/dialect.hpp"
#include "rules/tables.hpp"
#include "rules/walk.hpp"

using namespace idsxml;
using namespace idsxml::rules;

namespace {

Result<bool> load_dialect(const std::string& content, OwnedTables& tables) {
  return load("io.xml", R"(<dialect xmlns="urn:idsxml:dialect:1.0" subsystem="io">)" + content + "</dialect>", tables);
}

}  // namespace

TEST_CASE("a dialect says of which resources and values the order means something, and which resources are implied") {
  OwnedTables owned;
  REQUIRE(
      load_dialect(R"(<attribute name="methods" list="words" unordered="true"/><attribute name="names" list="words"/>
                          <resource step="stage=*" at="stage[@name]" ordered="true"/>
                          <resource step="pool=default" at="pool" implied="true"/>)",
                   owned));
  const Tables tables = owned.view();
  const ResourceForm& io = *dialect_of(tables, "io");
  const auto attributes = at(tables.attribute_forms, io.attributes);
  CHECK(attributes[0].unordered);
  CHECK_FALSE(attributes[1].unordered);
  const auto children = at(tables.resource_forms, io.children);
  CHECK(children[0].ordered);
  CHECK_FALSE(children[0].implied);
  CHECK(children[1].implied);
  CHECK_FALSE(children[1].ordered);
}

TEST_CASE("a dialect cannot imply what has a name of its own, nor ask for the order of a single value") {
  OwnedTables owned;
  CHECK_FALSE(load_dialect(R"(<resource step="pool=*" at="pool[@name]" implied="true"/>)", owned));
  CHECK_FALSE(load_dialect(R"(<attribute name="method" unordered="true"/>)", owned));
}

TEST_CASE("the order of a stack's protocols means something; a cache has its components unwritten") {
  const Tables& tables = builtin_tables();
  const auto form_of_kind = [&](std::string_view pattern) {
    for (const ResourceForm& form : tables.resource_forms)
      if (to_string(tables, form.pattern) == pattern) return form;
    return ResourceForm{};
  };
  CHECK(form_of_kind("subsystem=jgroups/stack=*/protocol=*").ordered);
  CHECK_FALSE(form_of_kind("subsystem=jgroups/stack=*").ordered);
  CHECK(form_of_kind("subsystem=infinispan/cache-container=*/local-cache=*/component=locking").implied);
  CHECK_FALSE(form_of_kind("subsystem=infinispan/cache-container=*/local-cache=*/store=file").implied);
}
