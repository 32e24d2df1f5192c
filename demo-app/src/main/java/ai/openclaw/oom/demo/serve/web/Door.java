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
 * @param pagePort of the server that the page comes from, mostly the same
 * @param key what the page must show, and only this server's terminal told
 */
public record Door(int port, int pagePort, String key) {
  private static final int KEY_BYTES = 16;
  private static final String SCHEME = "http://";

  public static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  /** Whether a host name is ours: a foreign one that leads here is an attack. */
  boolean isOurs(String host) {
    return isAt(host, port);
  }

  /**
   * Whether somebody may come in.
   *
   * @param origin the page's, {@code null} from a program that is no browser
   * @param shown the key that came with it
   */
  public boolean admits(String host, String origin, String shown) {
    return isOurs(host)
        && (origin == null
            || origin.startsWith(SCHEME) && isAt(origin.substring(SCHEME.length()), pagePort))
        && shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isAt(String host, int where) {
    return ("127.0.0.1:" + where).equals(host) || ("localhost:" + where).equals(host);
  }
}
