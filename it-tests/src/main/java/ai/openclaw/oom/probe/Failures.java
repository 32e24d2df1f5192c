package ai.openclaw.oom.probe;

import java.io.File;
import java.util.Arrays;

/** A start that fails does so with the JDK's own exception, in class, message and cause. */
@Unscored("no child starts")
public final class Failures {

  private Failures() {}

  public static String missingCommand() throws Exception {
    return Child.run("no-such-command", "argument").toString();
  }

  public static String missingFile() throws Exception {
    return Child.run("/no/such/command").toString();
  }

  public static String missingCommandByRuntimeExec() throws Exception {
    return Child.of(Runtime.getRuntime().exec("no-such-command argument")).toString();
  }

  public static String missingRelativeFile() throws Exception {
    return Child.run(new ProcessBuilder("./cat").directory(new File("/"))).toString();
  }

  public static String missingCommandWithChangedEnvironment() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("no-such-command");
    builder.environment().put("A", "b");
    return Child.run(builder).toString();
  }

  public static String notExecutable() throws Exception {
    Scripts.plain("not-executable", "#!/bin/sh\n");
    return Child.run("./not-executable").toString();
  }

  /** Opened a second time it would have no writer, and whoever opened it would wait for good. */
  public static String notExecutableWithInputFromAFifo() throws Exception {
    Scripts.plain("not-executable", "#!/bin/sh\n");
    return Child.run(new ProcessBuilder("./not-executable").redirectInput(fifo())).toString();
  }

  public static String missingCommandWithInputFromAFifo() throws Exception {
    return Child.run(new ProcessBuilder("no-such-command").redirectInput(fifo())).toString();
  }

  /** Its writer goes as soon as it has been opened for reading. */
  private static File fifo() throws Exception {
    Child.run(
        "sh", "-c", "rm -f fifo; mkfifo fifo; { echo x >fifo; } </dev/null >/dev/null 2>&1 &");
    return new File("fifo");
  }

  public static String directoryAsCommand() throws Exception {
    return Child.run("/etc").toString();
  }

  public static String missingInterpreter() throws Exception {
    Scripts.executable("bad-interpreter", "#!/no/such/interpreter\n");
    return Child.run("./bad-interpreter").toString();
  }

  public static String missingWorkingDirectory() throws Exception {
    return Child.run(new ProcessBuilder("cat").directory(new File("missing"))).toString();
  }

  public static String fileAsWorkingDirectory() throws Exception {
    return Child.run(new ProcessBuilder("cat").directory(new File("/etc/passwd"))).toString();
  }

  public static String tooLongArgument() throws Exception {
    char[] text = new char[1 << 20];
    Arrays.fill(text, 'x');
    return Child.run("echo", new String(text)).toString();
  }

  public static String emptyCommand() throws Exception {
    return Child.run("").toString();
  }

  public static String noCommand() throws Exception {
    return Child.run(new String[0]).toString();
  }

  public static String nullArgument() throws Exception {
    return Child.run("echo", null).toString();
  }

  public static String nulInArgument() throws Exception {
    return Child.run("echo", "a\0b").toString();
  }
}
