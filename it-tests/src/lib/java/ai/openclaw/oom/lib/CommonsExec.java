package ai.openclaw.oom.lib;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/** Apache Commons Exec: commands run to their ends, and one supervised by a watchdog. */
public final class CommonsExec {

  private CommonsExec() {}

  public static void main(String[] args) throws Exception {
    Driver.says("streams", () -> run(shell("cat; echo err >&2; exit 3")));
    Driver.says("words", () -> run(shell("printf '<%s>' \"$@\"").addArguments(words(), false)));
    Driver.says("surroundings", () -> run(shell("pwd; echo \"$NAME\"; echo \"$0\"")));
    Driver.says("argv[0]", () -> run(new CommandLine("ls").addArgument("/no/such/file")));
    Driver.says("missing", () -> run(new CommandLine("no-such-command")));
    Driver.says("missing path", () -> run(new CommandLine("/no/such/command")));
    supervised();
  }

  private static void supervised() throws Exception {
    Driver.Text out = new Driver.Text();
    DefaultExecutor executor = DefaultExecutor.builder().get();
    executor.setStreamHandler(new PumpStreamHandler(out, out));
    ExecuteWatchdog watchdog =
        ExecuteWatchdog.builder().setTimeout(ExecuteWatchdog.INFINITE_TIMEOUT_DURATION).get();
    executor.setWatchdog(watchdog);
    DefaultExecuteResultHandler end = new DefaultExecuteResultHandler();
    executor.execute(shell(Driver.SUPERVISED), end);
    out.before("ready\n");
    Tree.print();
    watchdog.destroyProcess();
    end.waitFor();
    Driver.says("supervised", () -> end.getExitValue() + " " + end.getException());
  }

  private static CommandLine shell(String script) {
    CommandLine line = new CommandLine("sh");
    return line.addArgument("-c").addArgument(script, false).addArgument("name");
  }

  private static String[] words() {
    return new String[] {"", "a b", "'\"\\", "\u00e9", "a\nb", "*"};
  }

  private static String run(CommandLine line) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    DefaultExecutor executor =
        DefaultExecutor.builder().setWorkingDirectory(new File("/usr")).get();
    executor.setStreamHandler(
        new PumpStreamHandler(out, err, new ByteArrayInputStream("in\n".getBytes())));
    executor.setExitValues(null);
    int exit = executor.execute(line, Map.of("NAME", "value", "PATH", System.getenv("PATH")));
    return out + " err=" + err + " exit=" + exit;
  }
}
