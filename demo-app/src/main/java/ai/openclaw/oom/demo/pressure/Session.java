package ai.openclaw.oom.demo.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** One client's session in the gateway: its transcript, and a check sum to prove it unharmed. */
public final class Session {
  private static final int MESSAGES = 32;
  // With its header a message takes 64 KiB of heap.
  private static final int MESSAGE_BYTES = (64 << 10) - 16;

  private final List<byte[]> transcript = new ArrayList<>(MESSAGES);
  private final long checksum;

  /** Fills a transcript of 2 MB with bytes that no page merging can share. */
  Session(int id) {
    Random text = new Random(id);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message = new byte[MESSAGE_BYTES];
      text.nextBytes(message);
      transcript.add(message);
    }
    checksum = sum();
  }

  /** Reads the whole transcript again. */
  boolean intact() {
    return sum() == checksum;
  }

  private long sum() {
    CRC32 crc = new CRC32();
    transcript.forEach(crc::update);
    return crc.getValue();
  }
}
