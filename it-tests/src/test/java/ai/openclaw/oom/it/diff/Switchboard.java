package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Where the probes of this JVM call. */
final class Switchboard {
  private final Path address;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Map<Long, Call> previous = new HashMap<>();

  Switchboard(Path sockets) throws IOException {
    address = sockets.resolve(Long.toString(ProcessHandle.current().pid()));
    Files.deleteIfExists(address);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(address), 64);
    server.configureBlocking(false);
    selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Waits until each process has either called or ended. */
  Map<Long, Call> await(List<Process> processes, int seconds) throws IOException {
    previous.values().forEach(Call::close);
    previous.clear();
    for (Process process : processes) {
      process.onExit().thenRun(selector::wakeup);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean settled = false;
    while (!settled) {
      // Who has ended by now has called before that.
      settled = true;
      for (Process process : processes) {
        settled &= !process.isAlive() || previous.containsKey(process.pid());
      }
      boolean called = accept();
      if (!settled && !called) {
        long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (rest <= 0) {
          break;
        }
        selector.selectedKeys().clear();
        selector.select(rest);
      }
    }
    return previous;
  }

  private boolean accept() throws IOException {
    boolean called = false;
    for (SocketChannel line = server.accept(); line != null; line = server.accept()) {
      ByteArrayOutputStream report = new ByteArrayOutputStream();
      ByteBuffer block = ByteBuffer.allocate(65536);
      while (line.read(block) > 0) {
        report.write(block.array(), 0, block.position());
        block.clear();
      }
      Call call = new Call(report.toString(ISO_8859_1), line);
      String text = call.report();
      int at = text.indexOf("\npid\t");
      if (at < 0) {
        // Ended in the middle of its report, by a failing pipeline.
        call.close();
      } else {
        previous.put(Long.valueOf(text.substring(at + 5, text.indexOf('\n', at + 5))), call);
      }
      called = true;
    }
    return called;
  }

  void close() throws IOException {
    previous.values().forEach(Call::close);
    server.close();
    Files.delete(address);
  }
}
