package ai.openclaw.oom.lib;

import java.io.ByteArrayInputStream;
import java.io.File;
import org.zeroturnaround.exec.InvalidExitValueException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.LogOutputStream;

/** ZeroTurnaround's process executor. */
public final class ZtExec {

  private ZtExec() {}

  public static void main(String[] args) throws Exception {
    Driver.says("streams", () -> run("sh", "-c", "cat; echo err >&2; exit 3"));
    Driver.says("words", () -> run("printf", "<%s>", "", "a b", "'\"\\", "\u00e9", "a\nb", "*"));
    Driver.says("surroundings", () -> run("sh", "-c", "pwd; echo \"$NAME $0\"", "name"));
    Driver.says("argv[0]", () -> run("ls", "/no/such/file"));
    Driver.says("missing", () -> run("no-such-command"));
    Driver.says("missing path", () -> run("/no/such/command", "arg"));
    Driver.says("unexpected exit", () -> unexpectedExit());
    Driver.says("lines", () -> lines());
    supervised();
  }

  private static void supervised() throws Exception {
    Driver.Text out = new Driver.Text();
    StartedProcess started =
        new ProcessExecutor("sh", "-c", Driver.SUPERVISED)
            .redirectOutput(out)
            .destroyOnExit()
            .start();
    out.before("ready\n");
    Tree.print();
    started.getProcess().destroy();
    Driver.says("supervised", () -> started.getFuture().get().getExitValue());
  }

  private static String run(String... command) throws Exception {
    ProcessResult result =
        new ProcessExecutor(command)
            .directory(new File("/usr"))
            .environment("NAME", "value")
            .redirectInput(new ByteArrayInputStream("in\n".getBytes()))
            .readOutput(true)
            .execute();
    return result.outputUTF8() + " exit=" + result.getExitValue();
  }

  private static String lines() throws Exception {
    StringBuilder lines = new StringBuilder();
    new ProcessExecutor("printf", "a\\nb\\n")
        .redirectOutput(
            new LogOutputStream() {
              @Override
              protected void processLine(String line) {
                lines.append('[').append(line).append(']');
              }
            })
        .execute();
    return lines.toString();
  }

  /** Its message holds the command as the application gave it. */
  private static String unexpectedExit() throws Exception {
    try {
      new ProcessExecutor("sh", "-c", "exit 3").exitValueNormal().execute();
      return "none";
    } catch (InvalidExitValueException e) {
      return e.getMessage();
    }
  }
}
