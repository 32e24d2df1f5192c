package ai.openclaw.oom.probe;

import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What came with Java 9. */
public final class Java9 {

  private static final String PASS_ON =
      "cat; head -n1 " + Child.SCORE_FILE + " | sed 's/^/score=/'";

  private Java9() {}

  public static String pipeline() throws Exception {
    List<Process> all =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder("echo", "through the pipe"),
                new ProcessBuilder("sh", "-c", PASS_ON),
                new ProcessBuilder("sh", "-c", PASS_ON)));
    String text = Child.of(all.get(2)).toString();
    return text + " exits=" + all.get(0).waitFor() + "," + all.get(1).waitFor();
  }

  @Unscored("the pipeline does not start")
  public static String pipelineWithMissingCommand() throws Exception {
    List<ProcessBuilder> builders =
        Arrays.asList(new ProcessBuilder("cat"), new ProcessBuilder("no-such-command"));
    return "started=" + ProcessBuilder.startPipeline(builders).size();
  }

  public static String pid() throws Exception {
    Process process = Child.shell("echo $$").start();
    String text = Child.of(process).toString();
    return text.replace("\\n" + process.pid() + "\\n", " the pid ");
  }

  @Unscored("what the child prints is thrown away")
  public static String discardedOutput() throws Exception {
    return Child.run(Child.shell("echo no").redirectOutput(Redirect.DISCARD)).toString();
  }

  public static String onExit() throws Exception {
    Process process = Child.shell("read -r line; exit 5").start();
    boolean early = process.onExit().isDone();
    process.getOutputStream().close();
    Process ended = process.onExit().get();
    String same = " early=" + early + " same=" + (ended == process);
    return Text.of(Child.bytes(ended.getInputStream())) + same + " exit=" + ended.exitValue();
  }

  public static String onExitOfHandle() throws Exception {
    Process process = Child.shell("read -r line; exit 5").start();
    process.getOutputStream().close();
    ProcessHandle ended = process.toHandle().onExit().get();
    String alive = " alive=" + ended.isAlive() + " exit=" + process.waitFor();
    return Text.of(Child.bytes(process.getInputStream())) + alive;
  }

  @Unscored("it looks at the Process object alone")
  public static String printsItselfAsProcess() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    String pid = Long.toString(process.pid());
    String running = process.toString().replace(pid, "<pid>");
    process.getOutputStream().close();
    process.waitFor();
    return running + " " + process.toString().replace(pid, "<pid>");
  }

  /** A child that has answered is the command itself, whatever came before it. */
  @Unscored("it looks at the child from outside")
  public static String infoShowsTheCommand() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    process.getOutputStream().write('x');
    process.getOutputStream().flush();
    InputStream out = process.getInputStream();
    int echoed = out.read();
    ProcessHandle.Info info = process.info();
    boolean child = ProcessHandle.current().children().anyMatch(process.toHandle()::equals);
    process.getOutputStream().close();
    Optional<String[]> arguments = info.arguments();
    return (char) echoed
        + (" " + info.command() + " " + arguments.map(Arrays::toString))
        + (" child=" + child + " exit=" + process.waitFor());
  }
}
