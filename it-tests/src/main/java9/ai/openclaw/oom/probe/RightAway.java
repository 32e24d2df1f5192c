package ai.openclaw.oom.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Looks at children as soon as they are started, and prints how many are what they are to be. */
public final class RightAway {
  private RightAway() {}

  /**
   * @param args how many children of each kind: a program, a shell, and a shell's script
   */
  public static void main(String[] args) throws Exception {
    int times = Integer.parseInt(args[0]);
    Path script = Files.write(Paths.get("script"), "#!/bin/sh\nread -r end\n".getBytes("UTF-8"));
    script.toFile().setExecutable(true);
    look(times, "cat");
    look(times, "sh", "-c", "read -r end");
    look(times, script.toAbsolutePath().toString());
  }

  private static void look(int times, String... command) throws Exception {
    int commands = 0;
    int scores = 0;
    for (int i = 0; i < times; i++) {
      Process child = new ProcessBuilder(command).start();
      String arguments = text(child.pid(), "cmdline").replace('\0', ' ');
      commands += arguments.contains("oom_score_adj") ? 0 : 1;
      scores += text(child.pid(), "oom_score_adj").equals("1000\n") ? 1 : 0;
      child.getOutputStream().close();
      child.waitFor();
    }
    System.out.println("commands " + commands + ", scores " + scores);
  }

  private static String text(long pid, String file) throws IOException {
    return new String(Files.readAllBytes(Paths.get("/proc/" + pid + "/" + file)), "ISO-8859-1");
  }
}
