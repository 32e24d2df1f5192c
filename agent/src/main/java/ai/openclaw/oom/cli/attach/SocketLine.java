package ai.openclaw.oom.cli.attach;

import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.agent.VirtualMachine;

/**
 * Over the socket that HotSpot opens where it is asked to. It lies in the JVM's own {@code /tmp},
 * whatever its {@code java.io.tmpdir} is, under the pid that the JVM has in its own namespace.
 */
final class SocketLine implements Line {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final VirtualMachine machine;

  private SocketLine(VirtualMachine machine) {
    this.machine = machine;
  }

  /** Whether that JVM has been asked before. */
  static boolean isOpen(Jvm jvm) {
    return socket(jvm).exists();
  }

  private static File socket(Jvm jvm) {
    return new File(jvm.inside("/tmp"), ".java_pid" + jvm.task.innerPid());
  }

  static Line open(Machine machine, Jvm jvm) throws Refusal, IOException {
    if (!UnixSocket.isThere()) {
      throw new Refusal(
          "this runtime has neither jdk.attach nor, before 16, sockets of the system: run this with"
              + " a JDK, or with a JRE of 16 or newer");
    }
    File socket = socket(jvm);
    if (!socket.exists()) {
      beg(machine, jvm, jvm.task.innerPid(), socket);
    }
    String pid = Long.toString(jvm.task.pid);
    return new SocketLine(
        VirtualMachine.ForHotSpot.attach(pid, ignored -> new UnixSocket(socket.toPath())));
  }

  /** Lets the JVM open its socket: it does when it finds a file of that name at a SIGQUIT. */
  private static void beg(Machine machine, Jvm jvm, long inner, File socket)
      throws Refusal, IOException {
    Path file = machine.file(jvm.task.pid, "cwd/.attach_pid" + inner).toPath();
    try {
      create(file, jvm);
    } catch (IOException e) {
      file = new File(jvm.inside("/tmp"), ".attach_pid" + inner).toPath();
      create(file, jvm);
    }
    try {
      QuitSignal.send(jvm.task.pid);
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (!socket.exists()) {
        if (System.nanoTime() > end) {
          throw new IOException("it does not open " + socket + "; is it stopped, or very busy?");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void create(Path file, Jvm jvm) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Somebody else attaches at the same moment.
    }
    int user = (int) jvm.task.user();
    if (!Files.getAttribute(file, "unix:uid").equals(user)) {
      Files.setAttribute(file, "unix:uid", user);
    }
  }

  @Override
  public Properties properties() throws IOException {
    return machine.getSystemProperties();
  }

  @Override
  public void load(String jar, String options) throws IOException {
    machine.loadAgent(jar, options);
  }

  @Override
  public void close() throws IOException {
    machine.detach();
  }
}
