package ai.openclaw.oom.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The same behaviour wherever the JVM runs and however the agent comes into it. */
class SurroundingsIT {

  private static final UnaryOperator<JavaRun> NOTHING_SPECIAL = UnaryOperator.identity();

  @EachJdk
  void posixLocale(Jdk jdk) throws Exception {
    for (String shim : Shims.ALL) {
      Comparison.of(
              jdk,
              run -> run.environment("LC_ALL", "POSIX"),
              run -> run.agent(shim),
              "Arguments",
              "Environments",
              "Failures")
          .assertAllSame();
    }
  }

  @EachJdk
  void latin1FileEncoding(Jdk jdk) throws Exception {
    for (String shim : Shims.ALL) {
      Comparison.of(
              jdk,
              run -> run.options("-Dfile.encoding=ISO-8859-1"),
              run -> run.agent(shim),
              "Arguments",
              "Environments",
              "Starts")
          .assertAllSame();
    }
  }

  @EachJdk
  void forkInsteadOfTheDefaultLaunch(Jdk jdk) throws Exception {
    for (String shim : Shims.ALL) {
      Comparison.of(
              jdk,
              run -> run.options("-Djdk.lang.Process.launchMechanism=FORK"),
              run -> run.agent(shim),
              "Starts",
              "Failures")
          .assertAllSame();
    }
  }

  /**
   * Only what the cases print counts: of an agent that asks which classes are loaded, JDK 8 to 17
   * say ahead of them that their own native code takes too many local references. Without -Xrs they
   * would say at some moment that a signal is ignored, if this JVM was started under nohup.
   */
  @EachJdk
  void jniAndBytecodeChecks(Jdk jdk) throws Exception {
    for (String shim : Shims.ALL) {
      Comparison.of(
              jdk,
              run -> run.options("-Xcheck:jni", "-Xverify:all", "-Xrs"),
              run -> run.agent(shim),
              "Starts",
              "Failures")
          .assertCasesSame();
    }
  }

  @EachJdk
  void javaToolOptions(Jdk jdk) throws Exception {
    String option = JavaRun.agentOption(Places.agent(), "");
    UnaryOperator<JavaRun> variable = run -> run.environment("JAVA_TOOL_OPTIONS", option);
    Comparison.of(jdk, NOTHING_SPECIAL, variable, "Starts", "Failures").assertAllSame();
  }

  @EachJdk
  void agentNamedTwice(Jdk jdk) throws Exception {
    UnaryOperator<JavaRun> twice = run -> run.agent("").agent("");
    Comparison.of(jdk, NOTHING_SPECIAL, twice, "Starts", "Wrapped").assertAllSame();
  }

  @EachJdk
  void jarRenamedAndInAnOddPlace(Jdk jdk) throws Exception {
    Path directory = Files.createDirectory(Places.newDirectory("jar").resolve("a dir!"));
    Path jar = Files.copy(Places.agent(), directory.resolve("re named! \u00e9%20+.jar"));
    UnaryOperator<JavaRun> moved = run -> run.options(JavaRun.agentOption(jar, ""));
    Comparison.of(jdk, NOTHING_SPECIAL, moved, "Starts").assertAllSame();
  }

  /** To the byte: {@code \\377} is no UTF-8 and would not survive as text. */
  @EachJdk
  void shellEnvironmentRestored(Jdk jdk) throws Exception {
    String bytes = "export BASH_ENV=\"/no such file $(printf '\\377\\001')\" ENV='a\nb' CDPATH=";
    for (String shim : Shims.ALL) {
      Comparison.of(
              jdk,
              run -> run.prepare(bytes),
              run -> run.agent(shim + ",shell-env=restore"),
              "Environments",
              "ShellEnvironment")
          .assertAllSame();
    }
  }
}
