package ai.openclaw.oom.cli.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A command line of the {@code java} launcher, taken apart. */
final class Launch {
  private static final Set<String> WITH_VALUE =
      new HashSet<>(
          Arrays.asList(
              "-cp",
              "-classpath",
              "--class-path",
              "-p",
              "--module-path",
              "--upgrade-module-path",
              "--add-modules",
              "--add-exports",
              "--add-opens",
              "--add-reads",
              "--limit-modules",
              "--patch-module",
              "--enable-native-access",
              "--source"));

  private Launch() {}

  /**
   * The main class, or the jar's path.
   *
   * @param commandLine each argument with a zero byte after it
   * @return null if there is none
   */
  static String main(String commandLine) {
    String[] arguments = commandLine.split("\0");
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
        return i + 1 < arguments.length ? arguments[i + 1] : null;
      }
      if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
        return argument;
      }
    }
    return null;
  }

  /** The options, with those of a variable of the environment ahead of them. */
  static List<String> options(String variable, String commandLine) {
    List<String> options = new ArrayList<>();
    if (variable != null) {
      options.addAll(Arrays.asList(variable.trim().split("\\s+")));
    }
    String main = main(commandLine);
    String[] arguments = commandLine.split("\0");
    for (int i = 1; i < arguments.length && !arguments[i].equals(main); i++) {
      options.add(arguments[i]);
    }
    return options;
  }
}
