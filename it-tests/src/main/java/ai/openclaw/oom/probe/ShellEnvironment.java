package ai.openclaw.oom.probe;

/** The variables that tell a shell to run, or to look up, something else. */
public final class ShellEnvironment {

  private static final String[] NAMES = {"BASH_ENV", "ENV", "CDPATH"};

  private ShellEnvironment() {}

  @Unscored("it looks at the caller's map alone")
  public static String callersMapIsLeftAlone() throws Exception {
    return Environments.afterTwoStarts(NAMES);
  }

  public static String given() throws Exception {
    ProcessBuilder builder = Environments.environ();
    for (String name : NAMES) {
      builder.environment().put(name, "value of\n" + name + " \\ \"$(echo no)\" é");
    }
    return Environments.seen(builder);
  }

  public static String inherited() throws Exception {
    return Environments.inherited();
  }
}
