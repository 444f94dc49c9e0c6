#include "report/diff_parts.hpp"
#include "report/format.hpp"
#include "report/json_parts.hpp"
#include "report/json_writer.hpp"

// Published as docs/schema/diff-1.schema.json: a member once there stays, with its meaning, while its number is the
// same.
namespace idsxml::report {
namespace {

void write(JsonWriter& json, const AddressStep& step);
void write(JsonWriter& json, const AttributeValue& value);
void write(JsonWriter& json, const NamedValue& attribute);
void write(JsonWriter& json, const Difference& difference);

template <class Values>
void list(JsonWriter& json, std::string_view name, const Values& values) {
  json.key(name).begin_array();
  for (const auto& value : values) write(json, value);
  json.end_array();
}

template <class Value>
void optional_member(JsonWriter& json, std::string_view name, const std::optional<Value>& value) {
  json.key(name);
  if (value) {
    write(json, *value);
  } else {
    json.null();
  }
}

void write(JsonWriter& json, const AddressStep& step) {
  json.begin_object();
  json.member("type", step.type);
  json.member("name", step.name);
  json.member("element", step.is_element);
  json.end_object();
}

std::string_view name_of(AttributeValue::Shape shape) {
  if (shape == AttributeValue::Shape::one) return "one";
  return shape == AttributeValue::Shape::list ? "list" : "map";
}

std::string_view name_of(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::added:
      return "added";
    case Difference::Kind::removed:
      return "removed";
    case Difference::Kind::changed:
      return "changed";
    case Difference::Kind::reordered:
      return "reordered";
    case Difference::Kind::schema:
      break;
  }
  return "schema";
}

void write_item(JsonWriter& json, const ValueItem& item, AttributeValue::Shape shape) {
  json.begin_object();
  if (shape == AttributeValue::Shape::map) json.member("key", item.key);
  json.member("text", item.text);
  json.end_object();
}

void write(JsonWriter& json, const AttributeValue& value) {
  json.begin_object();
  json.member("shape", name_of(value.shape));
  json.key("items").begin_array();
  for (const ValueItem& item : value.items) write_item(json, item, value.shape);
  json.end_array();
  json.member("secret", value.is_secret);
  optional_member(json, "where", value.place);
  json.end_object();
}

void write(JsonWriter& json, const NamedValue& attribute) {
  json.begin_object();
  json.member("name", attribute.name);
  json.key("value");
  write(json, attribute.value);
  json.end_object();
}

void write(JsonWriter& json, const Difference& difference) {
  json.begin_object();
  json.member("kind", name_of(difference.kind));
  json.member("address", to_string(difference.address));
  list(json, "steps", difference.address);
  json.member("of_elements", difference.is_of_elements());
  optional_text(json, "attribute", difference.attribute);
  optional_member(json, "before", difference.before);
  optional_member(json, "after", difference.after);
  json.key("default");
  if (difference.default_value) {
    json.value(*difference.default_value);
  } else {
    json.null();
  }
  list(json, "attributes", difference.attributes);
  optional_member(json, "where_before", difference.place_before);
  optional_member(json, "where_after", difference.place_after);
  json.end_object();
}

ReportText write(const DiffReport& report, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:diff:1");
  json.member("idsxml", report.version);
  json.member("before", report.before);
  json.member("after", report.after);
  json.key("release");
  write(json, report.diff.release);
  array(json, "notices", report.notices);
  list(json, "differences", report.diff.differences);
  json.key("elements").begin_array();
  for (const Address& address : report.diff.elements) json.value(to_string(address));
  json.end_array();
  const DiffCounts counts = counts_of(report.diff);
  json.key("summary").begin_object();
  json.member("means_the_same", report.diff.means_the_same());
  json.member("added", counts.added);
  json.member("removed", counts.removed);
  json.member("changed", counts.changed);
  json.member("reordered", counts.reordered);
  json.member("schemas", counts.schemas);
  json.end_object();
  json.end_object();
  text.report += '\n';
  return text;
}

}  // namespace

const DiffFormat diff_json_format{"json", write};

}  // namespace idsxml::report
