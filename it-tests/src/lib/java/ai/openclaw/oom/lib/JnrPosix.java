package ai.openclaw.oom.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;
import jnr.constants.platform.OpenFlags;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.SpawnFileAction;

/** jnr-posix: {@code posix_spawnp} with file actions. */
public final class JnrPosix {

  private static final POSIX LIBC = POSIXFactory.getNativePOSIX();

  private JnrPosix() {}

  public static void main(String[] args) throws Exception {
    Driver.says("output", () -> run("sh", "sh", "-c", "echo out; echo \"$NAME\"; exit 3"));
    Driver.says("words", () -> run("printf", "printf", "<%s>", "", "a b", "'\"\\", "a\nb", "*"));
    Driver.says("argv[0]", () -> run("ls", "ls", "/no/such/file"));
    Driver.says("another argv[0]", () -> run("sh", "another", "-c", "echo \"$0\""));
    Driver.says("path, and argv[0]", () -> run("/bin/ls", "another", "/no/such/file"));
    Driver.says("missing", () -> run("no-such-command", "no-such-command"));
    Driver.says("missing path", () -> run("/no/such/command", "command"));
    Path plain = Driver.executable("no-format", "echo no format\n");
    Driver.says("no format", () -> run(plain.toString(), "no-format"));
    supervised();
  }

  private static void supervised() throws Exception {
    Path out = Files.createTempFile(Path.of("."), "out", "");
    long pid = spawn(out, "sh", "sh", "-c", Driver.SUPERVISED);
    while (Files.size(out) == 0) {
      Thread.sleep(20);
    }
    Tree.print();
    LIBC.kill((int) pid, 15);
    Driver.says("supervised", () -> exitOf(pid));
  }

  private static String run(String path, String... argv) throws IOException {
    Path out = Files.createTempFile(Path.of("."), "out", "");
    long pid = spawn(out, path, argv);
    if (pid < 0) {
      return pid + " " + Errno.valueOf(LIBC.errno());
    }
    int exit = exitOf(pid);
    return Files.readString(out) + " exit=" + exit;
  }

  private static long spawn(Path out, String path, String... argv) {
    List<SpawnFileAction> actions = new ArrayList<>();
    int flags = OpenFlags.O_WRONLY.intValue() | OpenFlags.O_APPEND.intValue();
    actions.add(SpawnFileAction.open(out.toString(), 1, flags, 0600));
    actions.add(SpawnFileAction.dup(1, 2));
    List<String> environment = List.of("PATH=" + System.getenv("PATH"), "NAME=value");
    return LIBC.posix_spawnp(path, actions, List.of(argv), environment);
  }

  /** The exit code, or 128 and the signal, as shells put it. */
  private static int exitOf(long pid) {
    int[] status = new int[1];
    LIBC.waitpid(pid, status, 0);
    return (status[0] & 0x7f) == 0 ? status[0] >> 8 & 0xff : 128 + (status[0] & 0x7f);
  }
}
