package ai.openclaw.oom.it.fault;

import java.util.List;

/** Of {@code /bin/sh}. */
final class ShellFaults {
  /** In place of {@code /usr/bin}: a link to each of its programs, to be changed. */
  private static final String LINKS =
      "mkdir bin && mount --bind /usr/bin bin && mount -t tmpfs none /usr/bin"
          + " && bin/ln -s \"$PWD\"/bin/* /usr/bin/ && bin/rm /usr/bin/sh";

  private ShellFaults() {}

  static List<Fault> all() {
    return List.of(
        shell("/bin/sh is missing", "removed from a tmpfs", ""),
        shell("/bin/sh is a directory", "the same, and mkdir", " && bin/mkdir /usr/bin/sh"),
        shell(
            "/bin/sh may not be executed",
            "the same, mode 644",
            " && bin/cp bin/dash /usr/bin/sh && bin/chmod 644 /usr/bin/sh"),
        shell(
            "/bin/sh is cut",
            "the same, 100 bytes of it",
            " && bin/head -c 100 bin/dash > /usr/bin/sh && bin/chmod 755 /usr/bin/sh"),
        shell("/bin/sh leads nowhere", "the same, a link", " && bin/ln -s nowhere /usr/bin/sh"));
  }

  private static Fault shell(String name, String made, String script) {
    return Fault.of(name, made, scene -> scene.mounts(LINKS + script));
  }
}
