package ai.openclaw.oom.assembly;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.log.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The options: key, default and what is allowed, in one place. Each can be given as agent argument
 * {@code key=value} or as system property {@code openclaw.oom.key}; the argument wins.
 */
public enum Options {
  ENABLED("enabled", "true", "true", "false"),
  SCORE("score", "1000", 1, 1000),
  SHIM("shim", "auto", "auto", "sh", "native", "parent", Options.ABSOLUTE_PATH),
  SHELL_ENV("shell-env", "strip", "strip", "restore"),
  FALLBACK("fallback", "parent", "parent", "none"),
  INCLUDE("include", "", Options.GLOBS),
  EXCLUDE("exclude", "", Options.GLOBS),
  NESTED("nested", "middle", "middle", "raised"),
  KEEP_RAISED("keep-raised", "auto", "auto", "off"),
  STRAYS("strays", "raise", "raise", "leave"),
  EXISTING("existing", "raise", "raise", "leave"),
  REPORT_KILLS("report-kills", "true", "true", "false"),
  GUARD("guard", "off", "off", "auto", "on"),
  JMX("jmx", "false", "true", "false"),
  LOG("log", "warn", "off", "error", "warn", "info", "debug");

  private static final String PREFIX = "openclaw.oom.";

  /** What the agent says of itself, and a JVM may hand on to others. */
  private static final List<String> TOLD = Arrays.asList("active", "version", "options");

  private static final String ABSOLUTE_PATH = "an absolute path";
  private static final String GLOBS = "globs separated by : or ;";

  final String key;
  final String defaultValue;
  private final String[] choices;
  private final int min;
  private final int max;

  Options(String key, String defaultValue, String... choices) {
    this(key, defaultValue, 0, -1, choices);
  }

  Options(String key, String defaultValue, int min, int max, String... choices) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.min = min;
    this.max = max;
    this.choices = choices;
  }

  /**
   * Reads every option. What is wrong gets one line and leaves its option at the default; nothing
   * here fails.
   *
   * @param args the agent's arguments, {@code key=value,key=value}; null or empty for none
   * @param properties the system properties
   * @return a valid value for every key
   */
  static Map<String, String> read(String args, Properties properties) {
    Map<String, String> values = new HashMap<>();
    List<String> problems = read(args, properties, values);
    // How much may be said of them is among them.
    Log.setLevel(values.get(LOG.key));
    for (String problem : problems) {
      Log.warn(problem);
    }
    return values;
  }

  /** Reads them, and gives a line for each thing that is wrong. */
  private static List<String> read(String args, Properties properties, Map<String, String> values) {
    Map<String, String> arguments = new HashMap<>();
    List<String> problems = new ArrayList<>();
    split(args, arguments, problems);
    for (Options option : values()) {
      String problem = option.choose(arguments, properties, values);
      if (problem != null) {
        problems.add(problem);
      }
    }
    findUnknown(arguments, properties, problems);
    return problems;
  }

  /** What is wrong with an agent's arguments, a line each; empty if all is understood. */
  public static List<String> problems(String args) {
    return read(args, new Properties(), new HashMap<String, String>());
  }

  /** An agent's arguments without those that are the defaults, in an order of their own. */
  public static String normalized(String args) {
    Map<String, String> values = new HashMap<>();
    read(args, new Properties(), values);
    return given(values);
  }

  /** The default of every option, by its key. */
  public static Map<String, String> defaults() {
    return read(null, new Properties());
  }

  /**
   * The value of every option, in their order.
   *
   * @param given null if none was
   */
  static Map<String, String> inForce(Map<String, String> given) {
    Map<String, String> inForce = new LinkedHashMap<>();
    for (Options option : values()) {
      inForce.put(option.key, given == null ? option.defaultValue : given.get(option.key));
    }
    return inForce;
  }

  /** Those whose values are not the defaults, as an argument that would give them. */
  public static String given(Map<String, String> values) {
    StringBuilder given = new StringBuilder();
    for (Options option : values()) {
      String value = values.get(option.key);
      if (!option.defaultValue.equals(value)) {
        given.append(given.length() == 0 ? "" : ",").append(option.key).append('=').append(value);
      }
    }
    return given.toString();
  }

  private static void split(String args, Map<String, String> into, List<String> problems) {
    if (args == null) {
      return;
    }
    String before = "";
    for (String part : args.split(",")) {
      int equals = part.indexOf('=');
      String key = part.substring(0, equals < 0 ? part.length() : equals).trim();
      if (!key.isEmpty() && (equals > 0 || isKnown(key) || !takesGlobs(before))) {
        into.put(key, equals < 0 ? null : part.substring(equals + 1));
        before = key;
      } else if (equals >= 0) {
        problems.add("argument " + Printable.of(part) + " has no key; key=value is understood");
      } else if (!part.trim().isEmpty()) {
        problems.add(
            "argument "
                + Printable.of(part.trim())
                + " is no key; "
                + before
                + " takes globs separated by : or ;, as in "
                + before
                + "=cat:sh");
      }
    }
  }

  private static boolean takesGlobs(String key) {
    return key.equals(INCLUDE.key) || key.equals(EXCLUDE.key);
  }

  /** Puts the option's value into {@code values} and returns what is wrong with the given one. */
  private String choose(
      Map<String, String> arguments, Properties properties, Map<String, String> values) {
    boolean argument = arguments.containsKey(key);
    String given = argument ? arguments.get(key) : properties.getProperty(PREFIX + key);
    String valid = given == null ? null : validated(given.trim());
    values.put(key, valid == null ? defaultValue : valid);
    if (valid != null || given == null && !argument) {
      return null;
    }
    return (argument ? "argument " + key : PREFIX + key)
        + (given == null ? " has no value" : "=" + Printable.of(given) + " is not understood")
        + "; allowed: "
        + allowed()
        + "; "
        + (defaultValue.isEmpty() ? "nothing" : defaultValue)
        + " is used";
  }

  /** The value as the agent uses it, or null if it is not allowed. */
  private String validated(String value) {
    if (max >= min) {
      return inRange(value);
    }
    for (String choice : choices) {
      if (choice.equals(GLOBS) || choice.equals(ABSOLUTE_PATH) && value.startsWith("/")) {
        return value;
      }
      if (choice.equalsIgnoreCase(value) && !choice.equals(ABSOLUTE_PATH)) {
        return choice;
      }
    }
    return choices[0].equals("true") ? yesOrNo(value) : null;
  }

  /** As the variable that opts out is understood. */
  private static String yesOrNo(String value) {
    switch (value.toLowerCase(Locale.ROOT)) {
      case "0":
      case "no":
      case "off":
        return "false";
      case "1":
      case "yes":
      case "on":
        return "true";
      default:
        return null;
    }
  }

  private String inRange(String value) {
    try {
      int number = Integer.parseInt(value);
      return number >= min && number <= max ? Integer.toString(number) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What may be given, in words. */
  String allowed() {
    if (max >= min) {
      return min + " to " + max;
    }
    StringBuilder text = new StringBuilder();
    for (String choice : choices) {
      text.append(text.length() == 0 ? "" : ", ").append(choice);
    }
    return text.toString();
  }

  private static void findUnknown(
      Map<String, String> arguments, Properties properties, List<String> problems) {
    for (String key : arguments.keySet()) {
      if (!isKnown(key)) {
        problems.add("argument " + Printable.of(key) + " is not known; " + NearestKey.hint(key));
      }
    }
    for (Object name : properties.keySet()) {
      if (name instanceof String && ((String) name).startsWith(PREFIX)) {
        String key = ((String) name).substring(PREFIX.length());
        if (!isKnown(key) && !TOLD.contains(key)) {
          problems.add(Printable.of((String) name) + " is not known; " + NearestKey.hint(key));
        }
      }
    }
  }

  private static boolean isKnown(String key) {
    for (Options option : values()) {
      if (option.key.equals(key)) {
        return true;
      }
    }
    return false;
  }
}
