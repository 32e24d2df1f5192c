package ai.openclaw.oom.probe;

import java.util.Arrays;

/** Arguments come through to the byte. */
public final class Arguments {

  /** The kernel's limit for one argument, with the NUL that ends it. */
  private static final int LONGEST = 128 << 10;

  private Arguments() {}

  public static String none() throws Exception {
    return seen();
  }

  public static String blanks() throws Exception {
    return seen(" ", "  two  blanks  ", "\t", "trailing ");
  }

  public static String quotes() throws Exception {
    return seen("'", "\"", "it's", "say \"hi\"", "'single'", "\"double\"", "`");
  }

  public static String newlines() throws Exception {
    return seen("\n", "two\nlines\n", "\r\n", "\u000b\f\u0001\u007f");
  }

  public static String globs() throws Exception {
    return seen("*", "?", "/*", "[a-z]*", "{a,b}", "~", "~root", "!", "#no-comment");
  }

  public static String substitutions() throws Exception {
    return seen(
        "$(echo no)", "`echo no`", "$HOME", "${HOME}", "$0", "$@", "$$", "$((1+1))", "%PATH%");
  }

  public static String operators() throws Exception {
    return seen(";", "|", "&", "&&", ">", "<", "(", ")", "2>/dev/null", "exit 3", "a=b");
  }

  public static String backslashes() throws Exception {
    return seen("\\", "\\\\", "\\n", "C:\\dir\\", "\\$HOME", "end\\");
  }

  public static String empty() throws Exception {
    return seen("", "", "x", "");
  }

  public static String nonAscii() throws Exception {
    return seen("é", "日本語", "\uD83D\uDE80", "e\u0301");
  }

  public static String leadingDashes() throws Exception {
    return seen("-", "--", "-c", "--help", "-e", "-a", "--", "-x");
  }

  public static String thousands() throws Exception {
    String[] many = new String[5000];
    Arrays.setAll(many, i -> "argument " + i);
    return Child.runWaiting(Child.waitingShell("printf '%s|' \"$@\"", many)).digest();
  }

  public static String longestPossible() throws Exception {
    char[] text = new char[LONGEST - 1];
    Arrays.fill(text, 'x');
    String longest = new String(text);
    return Child.runWaiting(Child.waitingShell("printf '%s|' \"$@\"", longest)).digest();
  }

  /** The command finds its own name as it was given, not the path that it was found at. */
  @Unscored("it prints its name alone")
  public static String argvZero() throws Exception {
    return Child.run("cat", "/proc/self/cmdline").toString();
  }

  @Unscored("it prints its name alone")
  public static String argvZeroOfAbsolutePath() throws Exception {
    return Child.run("/bin/cat", "/proc/self/cmdline").toString();
  }

  @Unscored("it prints its name alone")
  public static String ownNameInMessages() throws Exception {
    return Child.run("ls", "/no/such/file").toString();
  }

  public static String callersArrayIsLeftAlone() throws Exception {
    String[] command = Child.scoreAtOnce();
    String[] copy = command.clone();
    Child child = Child.of(Runtime.getRuntime().exec(command));
    return "same=" + Arrays.equals(command, copy) + " " + child.score();
  }

  public static String callersListIsLeftAlone() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Child.scoreAtOnce());
    Child first = Child.run(builder);
    Child second = Child.run(builder);
    return builder.command() + " " + first.score() + " " + second.score();
  }

  private static String seen(String... arguments) throws Exception {
    return Child.run(Child.shell("printf '%s\\0' \"$@\"", arguments)).toString();
  }
}
