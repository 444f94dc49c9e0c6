#include "output.hpp"

namespace idsxml::cli {

Output::Output(const Arguments& arguments, Stream to, Terminal& on)
    : format(report_format(arguments.value("format").value_or("text"))),
      style(Terminal::style(to, arguments.value("color").value_or("auto"))),
      stream(to),
      terminal(&on) {
  style.quiet = arguments.has("quiet");
  style.verbose = arguments.has("verbose");
}

void Output::print(const ReportText& text) const {
  terminal->write(Stream::errors, text.errors);
  terminal->write(stream, text.report);
}

ExitStatus Output::fail(const Error& error) const {
  print(format->failure(error, style));
  return ExitStatus::failed;
}

}  // namespace idsxml::cli
