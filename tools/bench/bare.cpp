// The bare program that idsxml's whole runs are compared with: pugixml loads a file and saves it, and nothing else.
#include <pugixml.hpp>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  pugi::xml_document document;
  return document.load_file(argv[1]) && document.save_file(argv[2]) ? 0 : 1;
}
