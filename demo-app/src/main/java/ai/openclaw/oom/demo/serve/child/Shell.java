package ai.openclaw.oom.demo.serve.child;

import com.grack.nanojson.JsonObject;
import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An interactive shell on a terminal of its own. */
public final class Shell implements Child {
  private static final Path BASH = Path.of("/bin/bash");
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final PtyProcess process;

  Shell(Page page) throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    // The page shows text and no more: so a shell is asked for text.
    environment.put("TERM", "dumb");
    environment.put("PS1", "$ ");
    // What is typed here does not belong into the user's own history.
    environment.remove("HISTFILE");
    String[] command =
        Files.isExecutable(BASH)
            ? new String[] {BASH.toString(), "--norc", "--noprofile", "-i"}
            : new String[] {"/bin/sh", "-i"};
    process =
        new PtyProcessBuilder(command)
            .setEnvironment(environment)
            .setInitialColumns(COLUMNS)
            .setInitialRows(ROWS)
            .setRedirectErrorStream(true)
            .start();
    Thread reader = new Thread(() -> read(page), "shell-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Page page) {
    char[] text = new char[4096];
    try (Reader from = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = from.read(text); n >= 0; n = from.read(text)) {
        page.tell(Map.of("text", new String(text, 0, n)));
      }
    } catch (IOException closed) {
      // A terminal whose shell has ended.
    }
  }

  /**
   * Types {@code keys}: characters, control characters, escape sequences. Or takes the view's width
   * in {@code columns}.
   */
  @Override
  public void take(JsonObject request) throws IOException {
    if (request.has("columns")) {
      process.setWinSize(new WinSize(Math.max(1, request.getInt("columns")), ROWS));
      return;
    }
    String keys = request.getString("keys", "");
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public Process process() {
    return process;
  }

  /** An interactive shell ignores SIGTERM. */
  @Override
  public void end() {
    process.destroyForcibly();
  }
}
