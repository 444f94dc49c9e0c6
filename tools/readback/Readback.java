import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/** Prints what violations-lib reads in reports: parser, file, line, severity. Usage: Readback PARSER REPORT ... */
public final class Readback {
  private static final ViolationsLogger QUIET = new ViolationsLogger() {
    @Override
    public void log(Level level, String line) {}

    @Override
    public void log(Level level, String line, Throwable problem) {}
  };

  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String report = Files.readString(Path.of(arguments[i + 1]));
      for (Violation v : Parser.valueOf(arguments[i]).getViolationsParser().parseReportOutput(report, QUIET))
        System.out.printf("%s\t%s\t%d\t%s%n", arguments[i], v.getFile(), v.getStartLine(), v.getSeverity());
    }
  }
}
