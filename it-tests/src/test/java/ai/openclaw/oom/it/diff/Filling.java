package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes argument lists that just fit, or just do not, into what the kernel takes: a matter of the
 * JVM's stack limit and environment, and so for the driver to reckon.
 */
final class Filling {
  /** An argument that begins so stands for the filling; the bytes to spare follow. */
  static final String MARK = "@filled, but for ";

  /** See {@code bprm_stack_limits} of the kernel's {@code fs/exec.c}. */
  private static final long LEAST = 128 * 1024;

  private static final long MOST = 6 * 1024 * 1024;
  private static final int POINTER = 8;
  private static final int PIECE = 100_000;

  private Filling() {}

  /** The bytes to spare that a last argument asks for; as many as there are if it is no filling. */
  static long spare(String last) {
    return last.startsWith(MARK) ? Long.parseLong(last.substring(MARK.length())) : Long.MAX_VALUE;
  }

  /** The command itself, or a filled one for an inherited environment. */
  static List<String> filled(List<String> command) throws IOException {
    String last = command.isEmpty() ? null : command.get(command.size() - 1);
    if (last == null || !last.startsWith(MARK)) {
      return command;
    }
    List<String> filled = new ArrayList<>(command.subList(0, command.size() - 1));
    long used = Files.readAllBytes(Path.of("/proc/self/environ")).length;
    used += (long) POINTER * System.getenv().size();
    // The kernel keeps the path of the file along with the arguments.
    used += filled.get(0).getBytes(UTF_8).length + 1;
    for (String argument : filled) {
      used += argument.getBytes(UTF_8).length + 1 + POINTER;
    }
    long rest = limit() - used - spare(last);
    for (; rest > POINTER + 1; rest -= PIECE + 1 + POINTER) {
      filled.add("x".repeat((int) Math.min(PIECE, rest - 1 - POINTER)));
    }
    return filled;
  }

  private static long limit() throws IOException {
    try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
      String soft =
          limits
              .filter(line -> line.startsWith("Max stack size"))
              .findFirst()
              .orElseThrow()
              .split("\\s{2,}")[1];
      long stack = soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
      return Math.max(LEAST, Math.min(MOST, stack / 4));
    }
  }
}
