package ai.openclaw.oom.demo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Hands on what a process prints, line by line. */
public final class Lines {
  private Lines() {}

  /**
   * Starts a thread that reads to the end.
   *
   * @param to takes each line; called by that thread
   * @param atEnd called by it at the end
   */
  public static void listen(
      String thread, BufferedReader from, Consumer<String> to, Runnable atEnd) {
    Thread listener =
        new Thread(
            () -> {
              try (from) {
                from.lines().forEach(to);
              } catch (IOException | UncheckedIOException closed) {
                // The same as its end.
              }
              atEnd.run();
            },
            thread);
    listener.setDaemon(true);
    listener.start();
  }
}
