package ai.openclaw.oom.it.serve;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * Joins pictures of one size to an animated PNG, which browsers play and all else shows the first
 * picture of. Of each picture only the pixels that have changed are kept: the others are
 * transparent.
 */
final class Animation {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int MILLIS = 1000;

  private final List<Frame> frames = new ArrayList<>();
  private BufferedImage last;

  /** One picture's part that is new, and how long it is shown. */
  private record Frame(Rectangle where, byte[] png, int millis) {}

  /** Adds a picture; one that is no other than the last just lets that stay. */
  void add(byte[] png, int millis) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage news =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    Rectangle changed = new Rectangle();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (last == null || image.getRGB(x, y) != last.getRGB(x, y)) {
          news.setRGB(x, y, image.getRGB(x, y));
          Rectangle pixel = new Rectangle(x, y, 1, 1);
          changed = changed.isEmpty() ? pixel : changed.union(pixel);
        }
      }
    }
    if (changed.isEmpty()) {
      Frame before = frames.remove(frames.size() - 1);
      frames.add(new Frame(before.where(), before.png(), before.millis() + millis));
      return;
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    BufferedImage part = news.getSubimage(changed.x, changed.y, changed.width, changed.height);
    ImageIO.write(part, "png", encoded);
    frames.add(new Frame(changed, encoded.toByteArray(), millis));
    last = image;
  }

  /** The file's bytes. It plays for ever. */
  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(SIGNATURE);
    int sequence = 0;
    for (Frame frame : frames) {
      boolean first = sequence == 0;
      if (first) {
        chunk(out, "IHDR", chunks(frame.png(), "IHDR").get(0));
        chunk(out, "acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(0).array());
      }
      chunk(out, "fcTL", control(frame, sequence++));
      for (byte[] data : chunks(frame.png(), "IDAT")) {
        if (first) {
          chunk(out, "IDAT", data);
        } else {
          ByteBuffer numbered = ByteBuffer.allocate(Integer.BYTES + data.length);
          chunk(out, "fdAT", numbered.putInt(sequence++).put(data).array());
        }
      }
    }
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static byte[] control(Frame frame, int sequence) {
    Rectangle where = frame.where();
    ByteBuffer control = ByteBuffer.allocate(26).putInt(sequence);
    control.putInt(where.width).putInt(where.height).putInt(where.x).putInt(where.y);
    control.putShort((short) frame.millis()).putShort((short) MILLIS);
    // Stays for the next one, which is laid over it.
    return control.put((byte) 0).put((byte) 1).array();
  }

  private static List<byte[]> chunks(byte[] png, String wanted) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(png).position(SIGNATURE.length);
    while (in.hasRemaining()) {
      byte[] data = new byte[in.getInt()];
      byte[] type = new byte[Integer.BYTES];
      in.get(type).get(data).getInt();
      if (new String(type, StandardCharsets.US_ASCII).equals(wanted)) {
        found.add(data);
      }
    }
    return found;
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    try {
      out.writeInt(data.length);
      out.write(name);
      out.write(data);
      out.writeInt((int) sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
