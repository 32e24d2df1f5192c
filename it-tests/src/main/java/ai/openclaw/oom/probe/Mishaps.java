package ai.openclaw.oom.probe;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a JVM runs out of, and what else goes wrong in it: steps of {@link Steps}. */
final class Mishaps {

  /** Whatever is held, or it would be collected. */
  private static final List<Object> HELD = new ArrayList<>();

  private static final String FILLER = "filler";
  private static final int TRIES_OUT_OF_STACK = 60;
  private static final int SMALLEST = 16;

  private Mishaps() {}

  static void addTo(Map<String, Steps.Step> steps) {
    steps.put("hold", Mishaps::hold);
    steps.put("descriptors", count -> leaveDescriptors(Integer.parseInt(count)));
    steps.put("threads", count -> leaveThreads(Integer.parseInt(count)));
    steps.put("heap", none -> catOutOfHeap());
    steps.put("metaspace", none -> outOfMetaspace());
    steps.put("stack", none -> startsOutOfStack());
    steps.put("interrupted", none -> interrupted());
    steps.put("release", none -> release());
    steps.put("at-end", none -> atEnd());
    steps.put("many", count -> many(Integer.parseInt(count)));
  }

  /** Opens a file for writing: nobody can execute it any more. */
  private static String hold(String file) throws Exception {
    HELD.add(new RandomAccessFile(file, "rw"));
    return "held";
  }

  private static String release() throws Exception {
    boolean hasThreads = false;
    for (Object held : HELD) {
      if (held instanceof Closeable) {
        close((Closeable) held);
      } else if (held instanceof CountDownLatch) {
        ((CountDownLatch) held).countDown();
        hasThreads = true;
      }
    }
    HELD.clear();
    if (hasThreads) {
      awaitFillers(0);
    }
    return "released";
  }

  /**
   * A start that fails for want of descriptors may leave some closed that were not its own: seen of
   * JDK 17 without any agent.
   */
  private static void close(Closeable held) {
    try {
      held.close();
    } catch (IOException closed) {
      // As it was to be.
    }
  }

  /**
   * Takes all descriptors but some. A class is read through one, so what a start needs of the
   * probe's is loaded before.
   */
  private static String leaveDescriptors(int count) throws Exception {
    for (Class<?> needed : new Class<?>[] {Child.class, Text.class}) {
      Class.forName(needed.getName());
    }
    release();
    Deque<InputStream> taken = new ArrayDeque<>();
    try {
      while (true) {
        taken.push(new FileInputStream("/dev/null"));
      }
    } catch (FileNotFoundException none) {
      for (int i = 0; i < count; i++) {
        close(taken.pop());
      }
    }
    HELD.addAll(taken);
    return "left " + count;
  }

  /** Starts threads until no more can be, and ends some. */
  private static String leaveThreads(int count) throws Exception {
    Class.forName(Text.class.getName());
    release();
    Deque<CountDownLatch> latches = new ArrayDeque<>();
    try {
      while (true) {
        CountDownLatch latch = new CountDownLatch(1);
        Thread thread = new Thread(() -> await(latch), FILLER);
        thread.setDaemon(true);
        thread.start();
        latches.push(latch);
      }
    } catch (OutOfMemoryError none) {
      for (int i = 0; i < count; i++) {
        latches.pop().countDown();
      }
    }
    HELD.addAll(latches);
    awaitFillers(latches.size());
    return "left " + count;
  }

  /** A thread has its place among the kernel's for a moment after the JVM holds it to be over. */
  private static void awaitFillers(int count) throws Exception {
    int seen = -1;
    while (seen != count) {
      Thread.yield();
      seen = 0;
      for (File task : new File("/proc/self/task").listFiles()) {
        try {
          seen += Files.readAllLines(task.toPath().resolve("comm")).contains(FILLER) ? 1 : 0;
        } catch (IOException ended) {
          // One less.
        }
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // The JVM ends.
    }
  }

  /** What then comes of the start is the JDK's; what counts is what comes after. */
  private static String catOutOfHeap() {
    List<byte[]> filling = new ArrayList<>(1 << 20);
    for (int size = 1 << 20; size >= SMALLEST; size /= 2) {
      try {
        while (true) {
          filling.add(new byte[size]);
        }
      } catch (OutOfMemoryError full) {
        // The next size.
      }
    }
    try {
      new ProcessBuilder("true").start();
    } catch (Throwable t) {
      // As it has to be.
    }
    filling.clear();
    return "was out of heap";
  }

  private static String outOfMetaspace() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = Mishaps.class.getResourceAsStream("Text.class")) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
      }
    }
    try {
      while (true) {
        HELD.add(new Defining().define(bytes.toByteArray()));
      }
    } catch (OutOfMemoryError full) {
      return "out of metaspace";
    }
  }

  private static final class Defining extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass(Text.class.getName(), bytes, 0, bytes.length);
    }
  }

  private static int triesLeft;

  /** Starts one process from each of the last frames that there is still stack for. */
  private static String startsOutOfStack() {
    triesLeft = TRIES_OUT_OF_STACK;
    deeper();
    return "was out of stack";
  }

  private static void deeper() {
    try {
      deeper();
    } catch (StackOverflowError e) {
      // Back up, a frame at a time.
    }
    if (triesLeft-- > 0) {
      try {
        new ProcessBuilder("true").start();
      } catch (Throwable t) {
        // A JDK may break at that, in any place.
      }
    }
  }

  private static String interrupted() throws Exception {
    Thread.currentThread().interrupt();
    ProcessBuilder builder = new ProcessBuilder("cat", "-", Child.SCORE_FILE);
    Process process;
    boolean stillInterrupted;
    try {
      process = builder.start();
    } finally {
      stillInterrupted = Thread.interrupted();
    }
    process.getOutputStream().close();
    return "interrupted "
        + stillInterrupted
        + ", "
        + Child.WAITED
        + Text.of(Child.bytes(process.getInputStream()));
  }

  /** When the JVM is told to end. */
  private static String atEnd() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread() {
              @Override
              public void run() {
                try {
                  System.out.println(Steps.cat());
                } catch (Exception e) {
                  System.out.println(e);
                }
              }
            });
    new ProcessBuilder("sh", "-c", "kill -TERM $PPID").start();
    never.await();
    return "not reached";
  }

  private static String many(int count) throws Exception {
    StringBuilder exits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      exits.append(Child.run("sh", "-c", "exit " + i % 7).exit());
    }
    return exits.toString();
  }
}
