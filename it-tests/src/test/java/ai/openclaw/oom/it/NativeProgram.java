package ai.openclaw.oom.it;

import java.io.IOException;
import java.nio.file.Path;

/** The tests' own programs in C: static ones, which run in any root and as any user. */
public final class NativeProgram {

  private NativeProgram() {}

  /**
   * Compiles one of {@code src/test/native}, or skips the test.
   *
   * @param who the test, as it is named in the line that says what is missing
   */
  public static Path build(String name, String who) throws IOException, InterruptedException {
    Ci.orSkip(Tool.isThere("gcc"), who + ": missing: gcc");
    Path program = Places.newDirectory(name).resolve(name);
    Path source = Places.REPOSITORY.resolve("it-tests/src/test/native/" + name + ".c");
    Tool.run(
        "gcc",
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-static",
        "-o",
        program.toString(),
        source.toString());
    return program;
  }
}
