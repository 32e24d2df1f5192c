package ai.openclaw.oom.probe;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The child's environment and working directory. */
public final class Environments {

  private Environments() {}

  public static String inherited() throws Exception {
    return seen(environ());
  }

  public static String added() throws Exception {
    ProcessBuilder builder = environ();
    builder.environment().put("ADDED", "a value");
    builder.environment().put("EMPTY", "");
    return seen(builder);
  }

  public static String changed() throws Exception {
    ProcessBuilder builder = environ();
    builder.environment().put("HOME", "/elsewhere");
    return seen(builder);
  }

  public static String removed() throws Exception {
    ProcessBuilder builder = environ();
    builder.environment().remove("HOME");
    return seen(builder);
  }

  public static String cleared() throws Exception {
    ProcessBuilder builder = environ();
    builder.environment().clear();
    return seen(builder);
  }

  public static String awkwardValues() throws Exception {
    ProcessBuilder builder = environ();
    builder.environment().put("QUOTES", "it's \"quoted\" `here` $HOME \\");
    builder.environment().put("NEWLINES", "one\ntwo\n");
    builder.environment().put("EQUALS", "a=b=c");
    builder.environment().put("NON_ASCII", "é 日本語 \uD83D\uDE80");
    return seen(builder);
  }

  /** Names that are no identifiers, which many shells drop. */
  public static String oddNames() throws Exception {
    return seenWith("a.b", "a-b", "1st", "with blank", "BASH_FUNC_f%%", "é");
  }

  /** Names that shells take for themselves. */
  public static String namesWithAMeaningToShells() throws Exception {
    return seenWith("IFS", "OPTIND", "PPID", "PS4", "SHELLOPTS", "BASHOPTS", "LINENO");
  }

  /** Names that make the loader of any program do something else. */
  public static String namesWithAMeaningToTheLoader() throws Exception {
    return seenWith("LD_LIBRARY_PATH", "LD_BIND_NOW", "GCONV_PATH", "MALLOC_ARENA_MAX");
  }

  /** The child's PATH is not where its own command is looked for, but it gets it as it is. */
  public static String otherPath() throws Exception {
    ProcessBuilder builder = environ();
    builder.environment().put("PATH", "/nowhere:%:relative:/");
    return seen(builder);
  }

  public static String workingDirectory() throws Exception {
    File dir = Scripts.plain("a dir/with 'quotes'/file", "").getParent().toFile();
    return Child.runWaiting(Child.waitingShell("exec pwd").directory(dir)).toString();
  }

  public static String workingDirectoryOfTheJvm() throws Exception {
    return Child.runWaiting(Child.waitingShell("exec pwd")).toString();
  }

  @Unscored("it looks at the caller's map alone")
  public static String callersMapIsLeftAlone() throws Exception {
    return afterTwoStarts("ADDED", "PWD", "a.b");
  }

  /** Whether the caller's map is after two starts as it was before, with {@code names} added. */
  static String afterTwoStarts(String... names) throws Exception {
    ProcessBuilder builder = environ();
    Map<String, String> map = builder.environment();
    for (String name : names) {
      map.put(name, "/value of " + name);
    }
    Map<String, String> before = new HashMap<>(map);
    Child.runWaiting(builder);
    Child.runWaiting(builder);
    return "same=" + (before.equals(map) && before.equals(builder.environment()));
  }

  /** Waits for the end of its input, then prints its environment to the byte and its score. */
  static ProcessBuilder environ() {
    return new ProcessBuilder("cat", "-", "/proc/self/environ", Child.SCORE_FILE);
  }

  private static String seenWith(String... names) throws Exception {
    ProcessBuilder builder = environ();
    for (String name : names) {
      builder.environment().put(name, "value 1");
    }
    return seen(builder);
  }

  /** Sorted, and without what a shell is admitted to change: its own book-keeping. */
  static String seen(ProcessBuilder builder) throws Exception {
    Child child = Child.runWaiting(builder);
    String[] entries = new String(child.out(), StandardCharsets.ISO_8859_1).split("\0");
    Arrays.sort(entries);
    StringBuilder text = new StringBuilder();
    for (String entry : entries) {
      if (entry.matches("-?\\d+\n")) {
        text.append(Child.WAITED).append(entry);
      } else if (!entry.matches("(?s)(PWD|OLDPWD|SHLVL|_)=.*")) {
        text.append(Text.of(entry.getBytes(StandardCharsets.ISO_8859_1))).append('\n');
      }
    }
    return text.toString();
  }
}
