package ai.openclaw.oom.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The same behaviour wherever the JVM runs and however the agent comes into it. */
class SurroundingsIT {

  /** What is run for each way by which the agent may come into a JVM with nothing special. */
  private static final String[] GROUPS = {"Starts", "Failures", "Wrapped"};

  private static final Map<Jdk, Cases> NOTHING_SPECIAL = new HashMap<>();

  @EachJdk
  void posixLocale(Jdk jdk) throws Exception {
    UnaryOperator<JavaRun> posix = run -> run.environment("LC_ALL", "POSIX");
    for (Comparison each : comparisons(jdk, posix, "", "Arguments", "Environments", "Failures")) {
      each.assertAllSame();
    }
  }

  @EachJdk
  void latin1FileEncoding(Jdk jdk) throws Exception {
    UnaryOperator<JavaRun> latin1 = run -> run.options("-Dfile.encoding=ISO-8859-1");
    // Up to 17 the JDK then cannot say the name of that file.
    String[] failing = jdk.major() > 17 ? new String[0] : new String[] {"Starts.fileNameNotAscii"};
    for (Comparison each : comparisons(jdk, latin1, "", "Arguments", "Environments", "Starts")) {
      each.assertAllSame(failing);
    }
  }

  /**
   * Only what the cases print counts: of an agent that asks which classes are loaded, JDK 8 to 17
   * say ahead of them that their own native code takes too many local references. Without -Xrs they
   * would say at some moment that a signal is ignored, if this JVM was started under nohup.
   */
  @EachJdk
  void jniAndBytecodeChecks(Jdk jdk) throws Exception {
    UnaryOperator<JavaRun> checks = run -> run.options("-Xcheck:jni", "-Xverify:all", "-Xrs");
    for (Comparison each : comparisons(jdk, checks, "", "Starts", "Failures")) {
      each.assertCasesSame();
    }
  }

  @EachJdk
  void javaToolOptions(Jdk jdk) throws Exception {
    String option = JavaRun.agentOption(Places.agent(), "");
    comesIn(jdk, new JavaRun(jdk).environment("JAVA_TOOL_OPTIONS", option));
  }

  @EachJdk
  void agentNamedTwice(Jdk jdk) throws Exception {
    comesIn(jdk, new JavaRun(jdk).agent("").agent(""));
  }

  @EachJdk
  void jarRenamedAndInAnOddPlace(Jdk jdk) throws Exception {
    Path directory = Files.createDirectory(Places.newDirectory("jar").resolve("a dir!"));
    Path jar = Files.copy(Places.agent(), directory.resolve("re named! \u00e9%20+.jar"));
    comesIn(jdk, new JavaRun(jdk).options(JavaRun.agentOption(jar, "")));
  }

  /** To the byte: {@code \\377} is no UTF-8 and would not survive as text. */
  @EachJdk
  void shellEnvironmentRestored(Jdk jdk) throws Exception {
    String bytes = "export BASH_ENV=\"/no such file $(printf '\\377\\001')\" ENV='a\nb' CDPATH=";
    UnaryOperator<JavaRun> acted = run -> run.prepare(bytes);
    String restore = ",shell-env=restore";
    for (Comparison each : comparisons(jdk, acted, restore, "Environments", "ShellEnvironment")) {
      each.assertAllSame();
    }
  }

  /**
   * One for each shim, all with the same run without the agent.
   *
   * @param more arguments for the agent, with a comma ahead
   */
  private static List<Comparison> comparisons(
      Jdk jdk, UnaryOperator<JavaRun> setting, String more, String... groups) throws Exception {
    Cases without = Cases.of(setting.apply(new JavaRun(jdk)), groups);
    List<Comparison> comparisons = new ArrayList<>();
    for (Shim shim : Shim.BEFOREHAND) {
      JavaRun run = setting.apply(new JavaRun(jdk)).agent(shim.argument + more);
      comparisons.add(new Comparison(without, Cases.of(run, groups), true));
    }
    return comparisons;
  }

  private static void comesIn(Jdk jdk, JavaRun run) throws Exception {
    Cases without = NOTHING_SPECIAL.get(jdk);
    if (without == null) {
      without = Cases.of(new JavaRun(jdk), GROUPS);
      NOTHING_SPECIAL.put(jdk, without);
    }
    new Comparison(without, Cases.of(run, GROUPS), true).assertAllSame();
  }
}
