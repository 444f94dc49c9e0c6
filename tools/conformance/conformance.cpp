// Gives every document of the W3C XML conformance suite to idsxml and to expat, and prints one line of tab-separated
// values for each: id, the suite's label, our verdict, expat's verdict, and the reason where ours is not what the label
// asks for. Exits 1 where such a reason is missing. See the script `run` beside this file.

#include <expat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "xml/document.hpp"

namespace {

using namespace std::string_view_literals;

struct Counts {
  int agreed = 0;
  int doctype = 0;
  int explained = 0;
  int unexplained = 0;
};

constexpr std::string_view accepted = "accepted";
constexpr std::string_view unexplained = "UNEXPLAINED";

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) std::cerr << path << " cannot be read\n";
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string our_verdict(std::string bytes) {
  const auto document = idsxml::xml::Document::parse(std::move(bytes));
  return document ? std::string(accepted) : document.error().code;
}

std::string expat_verdict(std::string_view bytes) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreateNS(nullptr, '!'),
                                                                            &XML_ParserFree);
  const auto status = XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), XML_TRUE);
  return status == XML_STATUS_OK ? std::string(accepted) : XML_ErrorString(XML_GetErrorCode(parser.get()));
}

/// Whether a processor that does not validate does what the label asks for.
bool satisfies(std::string_view verdict, std::string_view label) {
  if (label == "error") return true;  // processors may do either
  return (verdict == accepted) == (label != "not-wf");
}

/// Why our verdict may differ from the label.
std::string_view reason(pugi::xml_node test, std::string_view verdict) {
  const std::string_view version = test.attribute("VERSION").as_string("1.0");
  const std::string_view edition = test.attribute("EDITION").as_string("5");
  if (verdict == "XML010") return "DOCTYPE, refused by design";
  if (satisfies(verdict, test.attribute("TYPE").value())) return {};
  if (verdict == "XML002") return "encoding, refused by design";
  if (version.find("1.0") == std::string_view::npos)
    return "a rule of XML 1.1; read as XML 1.0, as its fifth edition says";
  if (edition.find('5') == std::string_view::npos) return "a rule that the fifth edition dropped";
  if (test.attribute("NAMESPACE").as_string("yes") == "no"sv) return "a test without namespaces";
  return unexplained;
}

void judge(pugi::xml_node test, const std::string& folder, Counts& counts) {
  const std::string bytes = read(folder + test.attribute("URI").value());
  const std::string ours = our_verdict(bytes);
  const std::string_view why = reason(test, ours);
  ++(why.empty()          ? counts.agreed
     : ours == "XML010"   ? counts.doctype
     : why == unexplained ? counts.unexplained
                          : counts.explained);
  std::cout << test.attribute("ID").value() << '\t' << test.attribute("TYPE").value() << '\t' << ours << '\t'
            << expat_verdict(bytes) << '\t' << why << '\n';
}

void judge_all(pugi::xml_node cases, const std::string& folder, Counts& counts) {
  for (const pugi::xml_node node : cases) {
    if (node.name() == "TEST"sv) judge(node, folder, counts);
    if (node.name() == "TESTCASES"sv) judge_all(node, folder + node.attribute("xml:base").value(), counts);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string suite = argc == 2 ? argv[1] : "";
  pugi::xml_document index;
  if (!index.load_file((suite + "/cleaned/xmlconf-flattened.xml").c_str())) {
    std::cerr << "usage: idsxml_conformance DIR, where DIR/cleaned/xmlconf-flattened.xml is the suite's index\n";
    return 2;
  }
  Counts counts;
  std::cout << "id\tlabel\tidsxml\texpat\treason\n";
  judge_all(index.document_element(), suite + "/xmlconf/", counts);
  std::cerr << counts.agreed << " as labelled, " << counts.doctype << " with DOCTYPE, " << counts.explained
            << " different for a known reason, " << counts.unexplained << " different without one\n";
  return counts.unexplained == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
