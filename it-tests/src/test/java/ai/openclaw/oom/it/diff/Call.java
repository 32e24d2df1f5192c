package ai.openclaw.oom.it.diff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A probe that has called: its report, and the line on which it waits for its answer. */
record Call(String report, SocketChannel line) {

  void answer(int mode, int code) {
    try {
      // Left open: a probe that is to stay ends when this JVM does.
      line.write(ByteBuffer.wrap(new byte[] {(byte) mode, (byte) code}));
    } catch (IOException e) {
      // It has ended before its time; the exit code tells.
    }
  }

  void close() {
    try {
      line.close();
    } catch (IOException e) {
      // Nothing is lost.
    }
  }
}
