package ai.openclaw.oom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs another JVM with the main class and arguments given, and prints what it printed. */
public final class Nested {

  private Nested() {}

  public static void main(String[] args) throws Exception {
    System.out.print(new String(Child.run(command(args)).out(), "UTF-8"));
  }

  /** How to start a JVM like this one. */
  static String[] command(String... mainAndArguments) {
    String java = System.getProperty("java.home") + "/bin/java";
    List<String> command =
        new ArrayList<>(Arrays.asList(java, "-cp", System.getProperty("java.class.path")));
    command.addAll(Arrays.asList(mainAndArguments));
    return command.toArray(new String[0]);
  }
}
