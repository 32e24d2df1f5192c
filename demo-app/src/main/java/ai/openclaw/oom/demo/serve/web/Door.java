package ai.openclaw.oom.demo.serve.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may come in. Behind it is a shell, and loopback alone keeps nobody out: other users of the
 * machine reach it, and so does every web site that its user's browser visits.
 *
 * @param port of this server
 * @param key what the page must show, and only this server's terminal told
 */
public record Door(int port, String key) {
  private static final int KEY_BYTES = 16;

  public static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  /** Whether a host name is ours: a foreign one that leads here is an attack. */
  boolean isOurs(String host) {
    return ("127.0.0.1:" + port).equals(host) || ("localhost:" + port).equals(host);
  }

  /**
   * Whether a WebSocket may be opened.
   *
   * @param origin the page's, {@code null} from a program that is no browser
   * @param shown the key that came with it
   */
  boolean admits(String host, String origin, String shown) {
    return isOurs(host)
        && (origin == null || origin.equals("http://" + host))
        && shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
  }
}
