package ai.openclaw.oom.probe;

import java.util.Arrays;

/**
 * A launcher that starts a server by a script, which starts one worker after the other by a script.
 * The server is the largest of them, until a worker takes what memory there is.
 */
public final class Chain {
  /** In bytes. */
  private static final int SERVERS_MEMORY = 220 << 20;

  private Chain() {}

  /**
   * @param args {@code launcher} or {@code server}, and how many workers there are to be
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("launcher")) {
      String[] java = Nested.command(Chain.class.getName(), "server", args[1]);
      String[] script = {"/bin/sh", "-c", "nohup \"$@\"; exit $?", "server"};
      String[] command = Arrays.copyOf(script, script.length + java.length);
      System.arraycopy(java, 0, command, script.length, java.length);
      Child server = Child.run(command);
      System.out.print(new String(server.out(), "UTF-8"));
      System.out.println("launcher " + Generations.score("self") + ", server " + server.exit());
      return;
    }
    byte[] state = new byte[SERVERS_MEMORY];
    Arrays.fill(state, (byte) 1);
    for (int i = Integer.parseInt(args[1]); i > 0; i--) {
      // Keeps all that it reads until the line ends, which it never does.
      Child worker = Child.run("/bin/sh", "-c", "tail /dev/zero; exit $?");
      System.out.println("server " + Generations.score("self") + ", worker " + worker.exit());
    }
    System.out.println("state " + state[state.length - 1]);
  }
}
