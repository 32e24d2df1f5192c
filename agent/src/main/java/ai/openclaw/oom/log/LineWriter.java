package ai.openclaw.oom.log;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines to the process's stderr without holding up whoever has one to say: should nobody
 * read there, a full pipe makes a thread of this class's wait, which lives only while there are
 * lines. It is given a moment to write, so that a JVM that ends right away has said its lines. A
 * plain file is written at once.
 */
final class LineWriter implements Runnable {
  static final LineWriter STDERR =
      new LineWriter(new FileOutputStream(FileDescriptor.err), isStderrPlain());

  /** Of lines that wait. */
  private static final int MOST = 256;

  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long IDLE_MILLIS = 1000;

  private final FileOutputStream out;

  /** Nobody has to read there. */
  private final boolean isPlainFile;

  /** Guarded by this, as is all that follows. */
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  private boolean running;

  /** Whether the last line was not written in its moment: then the next ones get none. */
  private boolean stuck;

  private long dropped;

  LineWriter(FileOutputStream out, boolean isPlainFile) {
    this.out = out;
    this.isPlainFile = isPlainFile;
  }

  private static boolean isStderrPlain() {
    try {
      return new File("/proc/self/fd/2").isFile();
    } catch (SecurityException e) {
      return false;
    }
  }

  /** Says it, now or when it can be written; too many are dropped, and counted. */
  synchronized void write(byte[] line) {
    if (isPlainFile) {
      writeNow(line);
      return;
    }
    if (waiting.size() == MOST) {
      dropped++;
      return;
    }
    waiting.add(line);
    if (!running) {
      running = true;
      try {
        DetachedThread.start(this, "openclaw-oom-log");
      } catch (Throwable t) {
        // No thread to be had, and then hardly anybody who does not read.
        running = false;
        writeNow(waiting.remove());
        return;
      }
    }
    notifyAll();
    await();
  }

  private void await() {
    long end = System.nanoTime() + MOMENT_NANOS;
    boolean interrupted = false;
    while (!stuck && !waiting.isEmpty()) {
      long left = end - System.nanoTime();
      stuck = left <= 0;
      if (!stuck) {
        try {
          wait(1 + left / 1_000_000);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    for (byte[] line = first(); line != null; line = next()) {
      writeNow(line);
    }
  }

  private synchronized byte[] first() {
    return waiting.peek();
  }

  /** Takes away the line that has been written. */
  private synchronized byte[] next() {
    waiting.remove();
    stuck = false;
    notifyAll();
    if (waiting.isEmpty() && dropped > 0) {
      waiting.add(Log.bytes(dropped + " lines could not be written, and were dropped"));
      dropped = 0;
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
    while (waiting.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        running = false;
        return null;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        // Nobody's to end.
      }
    }
    return waiting.peek();
  }

  private void writeNow(byte[] line) {
    try {
      out.write(line);
    } catch (Throwable t) {
      // stderr is closed: the spawn matters, the line does not.
    }
  }
}
