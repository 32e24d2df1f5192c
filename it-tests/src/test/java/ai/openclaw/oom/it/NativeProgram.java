package ai.openclaw.oom.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tests' own programs and libraries in C, of {@code src/test/native}. */
public final class NativeProgram {
  private static final Path SOURCES = Places.REPOSITORY.resolve("it-tests/src/test/native");

  private NativeProgram() {}

  /**
   * Compiles a static program, which runs in any root and as any user; or skips the test.
   *
   * @param who the test, as it is named in the line that says what is missing
   */
  public static Path build(String name, String who) throws IOException, InterruptedException {
    Ci.orSkip(Tool.isThere("gcc"), who + ": missing: gcc");
    return program(name, Places.newDirectory(name).resolve(name));
  }

  /**
   * Compiles a static program.
   *
   * @param options for the compiler
   * @return the output
   */
  public static Path program(String name, Path output, String... options) throws IOException {
    return compile(name, output, List.of("-O1", "-static"), options);
  }

  /** Likewise a library, to be loaded by a JVM or ahead of all others. */
  public static Path library(String name, Path output, String... options) throws IOException {
    return compile(name, output, List.of("-shared", "-fPIC"), options);
  }

  private static Path compile(String name, Path output, List<String> kind, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("gcc", "-Wall", "-Wextra", "-Werror"));
    command.addAll(kind);
    command.addAll(List.of("-o", output.toString(), SOURCES.resolve(name + ".c").toString()));
    // Behind the source, which may need a library that they name.
    command.addAll(List.of(options));
    Tool.run(command.toArray(String[]::new));
    return output;
  }
}
