package ai.openclaw.oom.it;

import static org.junit.jupiter.api.extension.ExtensionContext.Namespace.GLOBAL;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Notes how each row went on each JDK, and prints and stores the matrix when all tests are done. A
 * row is a test method, or a case if the method runs many.
 */
final class Matrix implements InvocationInterceptor {

  private final Map<String, Map<Jdk, String>> rows = new TreeMap<>();

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    List<Object> arguments = method.getArguments();
    String row = arguments.size() > 1 ? arguments.get(1).toString() : row(method.getExecutable());
    String cell = "FAILED";
    try {
      invocation.proceed();
      cell = "ok";
    } catch (TestAbortedException e) {
      cell = notApplicable(e.getMessage());
      throw e;
    } finally {
      note(test, row, (Jdk) arguments.get(0), cell);
    }
  }

  static String notApplicable(String reason) {
    return "n/a (" + reason + ")";
  }

  static String row(Method test) {
    String group = test.getDeclaringClass().getSimpleName().replaceFirst("IT$", "");
    return group + "." + test.getName();
  }

  /**
   * Fills a cell.
   *
   * @param row such as {@code Starts.runtimeExecLine}, which is printed as "starts: runtime exec
   *     line"
   */
  static void note(ExtensionContext test, String row, Jdk jdk, String cell) {
    Shared shared =
        test.getRoot()
            .getStore(GLOBAL)
            .computeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
    shared.matrix.note(words(row), jdk, cell);
  }

  private static String words(String name) {
    return name.replaceFirst("\\.", ": ")
        .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
        .toLowerCase(Locale.ROOT);
  }

  private synchronized void note(String row, Jdk jdk, String cell) {
    rows.computeIfAbsent(row, key -> new TreeMap<>(Jdks.ORDER)).put(jdk, cell);
  }

  /** The one matrix of all test classes. JUnit closes what is in the root's store at the end. */
  private static final class Shared implements AutoCloseable {

    private final Matrix matrix = new Matrix();

    @Override
    public void close() throws IOException {
      String text = matrix.text();
      System.out.println(text);
      Files.writeString(Places.matrix(), text);
    }
  }

  private synchronized String text() {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(" ".repeat(width));
    Jdks.all().forEach(jdk -> text.append(cell(jdk.label())));
    rows.forEach((row, cells) -> text.append(line(row, width, cells)));
    return text.append('\n').toString();
  }

  /** What makes a cell "n/a" stands at the end of the line. */
  private static String line(String row, int width, Map<Jdk, String> cells) {
    StringBuilder line = new StringBuilder("\n" + row + " ".repeat(width - row.length()));
    String reason = "";
    for (Jdk jdk : Jdks.all()) {
      String cell = cells.getOrDefault(jdk, "NOT RUN");
      line.append(cell(cell.replaceFirst(" \\(.*", "")));
      reason = cell.startsWith("n/a") ? "  " + cell : reason;
    }
    return line + reason;
  }

  private static String cell(String text) {
    return String.format("  %-10s", text);
  }
}
