package ai.openclaw.oom.probe;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/**
 * What a restored checkpoint does to a JVM's environment: variables are added and changed, in the
 * one of the process and in Java's own copy of it. Steps of {@link Steps}.
 */
public final class Restored {
  /** The step that starts {@link #TOOL} with the JVM's environment, and prints what it sees. */
  public static final String INHERITED = "tool-inherited";

  /** Likewise with an environment of its own, in which one variable is more. */
  public static final String WITH_MAP = "tool-with-map";

  /** A command below {@code PATH}: prints itself, and then like {@code cat} what it is given. */
  public static final String TOOL = "tool";

  private Restored() {}

  static void addTo(Map<String, Steps.Step> steps) {
    steps.put(INHERITED, none -> Environments.seen(tool()));
    steps.put(WITH_MAP, none -> withMap());
    steps.put("restore", words -> restore(words.split(" ")));
  }

  /**
   * The step that changes the environment.
   *
   * @param library does so for the process
   * @param variables as {@code NAME=value}, without blanks
   */
  public static String restore(String library, String... variables) {
    return "restore " + library + " " + String.join(" ", variables);
  }

  private static ProcessBuilder tool() {
    return new ProcessBuilder(TOOL, "-", "/proc/self/environ", Child.SCORE_FILE);
  }

  private static String withMap() throws Exception {
    ProcessBuilder builder = tool();
    builder.environment().put("ADDED", "a value");
    return Environments.seen(builder);
  }

  private static String restore(String... libraryAndVariables) throws Exception {
    Path file = Paths.get("restored");
    Map<Object, Object> copy = environment();
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i < libraryAndVariables.length; i++) {
      String variable = libraryAndVariables[i];
      int equals = variable.indexOf('=');
      copy.put(
          made("Variable", variable.substring(0, equals)),
          made("Value", variable.substring(equals + 1)));
      lines.append(variable).append('\n');
    }
    Files.write(file, lines.toString().getBytes(StandardCharsets.US_ASCII));
    System.load(libraryAndVariables[0]);
    putAll();
    return "restored";
  }

  private static native void putAll();

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> environment() throws ReflectiveOperationException {
    Field field = Class.forName("java.lang.ProcessEnvironment").getDeclaredField("theEnvironment");
    field.setAccessible(true);
    return (Map<Object, Object>) field.get(null);
  }

  private static Object made(String kind, String text) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.lang.ProcessEnvironment$" + kind);
    Method valueOf = type.getMethod("valueOf", String.class);
    valueOf.setAccessible(true);
    return valueOf.invoke(null, text);
  }
}
