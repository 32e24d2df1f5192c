package ai.openclaw.oom.lib;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** pty4j: an interactive shell in a terminal, as a person would use it; and how it fails. */
public final class Pty4j {

  private static final String PROMPT = "prompt> ";

  private Pty4j() {}

  public static void main(String[] args) throws Exception {
    interactiveShell();
    resizeIsSignalled();
    separateStandardError();
    Driver.says("argv[0]", () -> output("cat", "/no/such/file"));
    Driver.says("argv[0] of a path", () -> output("/bin/cat", "/no/such/file"));
    Driver.executable("only-here", "#!/bin/sh\necho \"$# words: <$1> <$2> in $PWD\"\n");
    Driver.says("child's PATH", () -> output("only-here", "a b", ""));
    Driver.says("relative", () -> output("./bin/only-here"));
    Driver.says("missing", () -> output("no-such-command"));
    Driver.says("missing path", () -> output("/no/such/command"));
    Driver.executable("no-format", "\177 is no known format\n");
    Driver.says("not executed", () -> output("no-format"));
    Files.writeString(Path.of("bin", "no-permission"), "#!/bin/sh\n");
    Driver.says("no permission", () -> output("./bin/no-permission"));
    Driver.says("no such directory", () -> finish(start("/no/such/directory", false, "pwd")));
  }

  private static void interactiveShell() throws Exception {
    PtyProcess shell = start(".", false, "bash", "--norc", "--noprofile", "--noediting", "-i");
    Driver.Text screen = Driver.Text.of(shell.getInputStream());
    Driver.says("start", () -> screen.before(PROMPT));
    Driver.says("echo", () -> type(shell, screen, "echo hello-$((40 + 2))\n"));
    Driver.says("size", () -> type(shell, screen, "stty size\n"));
    shell.setWinSize(new WinSize(100, 30));
    Driver.says("resized", () -> type(shell, screen, "stty size\n"));
    Driver.says("terminal", () -> type(shell, screen, "tty -s && echo \"$0 $PWD $HOME\"\n"));
    type(shell, "sleep 600\n");
    Tree.printWith("bash", "sleep");
    type(shell, "\u0003");
    Driver.says("interrupted", () -> screen.before(PROMPT));
    Driver.says("exit of the interrupted", () -> type(shell, screen, "echo $?\n"));
    type(shell, "exit 7\n");
    Driver.says("exit", shell::waitFor);
  }

  /**
   * SIGWINCH ends the wait of a shell that has a trap for it. It starts a child only when it is
   * told to: by then it is raised, by whatever way.
   */
  private static void resizeIsSignalled() throws Exception {
    String script =
        "trap 'echo winch' WINCH; read -r go; sleep 600 & wait $!; stty size; kill $!; exit 5";
    PtyProcess shell = builder(".", "sh", "-c", script).start();
    type(shell, "go\n");
    Tree.printWith("sh", "sleep");
    shell.setWinSize(new WinSize(90, 20));
    Driver.Text screen = Driver.Text.of(shell.getInputStream());
    Driver.says("signalled", screen::rest);
    Driver.says("exit after the signal", shell::waitFor);
  }

  private static void separateStandardError() throws Exception {
    PtyProcess console = start(".", true, "sh", "-c", "echo out; echo err >&2; exit 4");
    Driver.Text out = Driver.Text.of(console.getInputStream());
    Driver.Text err = Driver.Text.of(console.getErrorStream());
    Driver.says("console", () -> out.rest() + "err=" + err.rest() + console.waitFor());
  }

  private static String output(String... command) throws Exception {
    return finish(start(".", false, command));
  }

  private static String finish(PtyProcess process) throws Exception {
    Driver.Text screen = Driver.Text.of(process.getInputStream());
    int exit = process.waitFor();
    return screen.rest() + " exit=" + exit;
  }

  private static PtyProcess start(String directory, boolean console, String... command)
      throws IOException {
    return builder(directory, command)
        .setConsole(console)
        .setInitialColumns(80)
        .setInitialRows(24)
        .start();
  }

  private static PtyProcessBuilder builder(String directory, String... command) {
    Map<String, String> environment =
        Map.of(
            "PATH",
            Path.of("bin").toAbsolutePath() + "::/usr/bin:/bin",
            "HOME",
            "/",
            "PS1",
            PROMPT,
            "TERM",
            "dumb");
    return new PtyProcessBuilder(command).setEnvironment(environment).setDirectory(directory);
  }

  private static String type(PtyProcess shell, Driver.Text screen, String keys) throws Exception {
    type(shell, keys);
    return screen.before(PROMPT);
  }

  private static void type(PtyProcess shell, String keys) throws IOException {
    shell.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().flush();
  }
}
