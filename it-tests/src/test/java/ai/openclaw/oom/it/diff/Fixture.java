package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/** The files that spawns name: the probe under many names, scripts, and what cannot be executed. */
final class Fixture {
  /**
   * Names of the probe in {@code bin} and in {@code other}: plain, odd, and shells' own commands.
   */
  static final List<String> NAMES =
      List.of(
          "probe",
          "probe",
          "probe",
          "kill",
          "true",
          "test",
          "[",
          "echo",
          "cd",
          "set",
          "exec",
          "command",
          "printf",
          "ls",
          "cat",
          "sleep",
          "eval",
          "if",
          "time",
          "export",
          "builtin",
          "alias",
          "print",
          "with blank",
          "-dash",
          "-a",
          "-c",
          "a=b",
          "100%",
          "$x",
          "*",
          "it's",
          "n\u00e4me",
          "~",
          "!",
          "{",
          "new\nline",
          "env",
          "sh",
          "busybox",
          "nice",
          "awk",
          "return",
          "ulimit",
          "umask",
          "trap",
          "pwd",
          "false",
          "function",
          "local",
          "let",
          "rename");

  /** Those that are not also found in {@code /bin} or {@code /usr/bin}. */
  static final List<String> OWN_NAMES =
      NAMES.stream()
          .filter(name -> !Files.exists(Path.of("/bin/" + name.replace('\u00e4', 'a'))))
          .filter(name -> !Files.exists(Path.of("/usr/bin/" + name.replace('\u00e4', 'a'))))
          .toList();

  /** Symbolic links that run. */
  static final List<String> LINKS =
      List.of("absolute", "relative", "to-script", "through-directory/probe");

  /** Scripts that run. */
  static final List<String> SCRIPTS =
      List.of(
          "direct",
          "argument",
          "by-env",
          "by-sh",
          "headless",
          "nested",
          "nested-twice",
          "blank-line",
          "no-newline",
          "tab");

  final Path root;
  private final Path probe;

  private Fixture(Path root, Path probe) {
    this.root = root;
    this.probe = probe;
  }

  /** Makes a new one. */
  static Fixture create(Path root) throws IOException {
    for (String folder :
        List.of(
            "bin",
            "other",
            "pct%s",
            "deny",
            "links",
            "scripts",
            "bad",
            "a dir",
            "secret",
            "setuid",
            "unreadable",
            "sockets",
            "run",
            "home",
            "launch")) {
      Files.createDirectories(root.resolve(folder));
      permit(root.resolve(folder), "rwxr-xr-x");
    }
    permit(root, "rwxr-xr-x");
    permit(root.resolve("sockets"), "rwxrwxrwx");
    permit(root.resolve("run"), "rwxrwxrwx");
    Path probe = root.resolve("launch/probe");
    NativeProgram.program("probe", probe, "-DSOCKETS=\"" + root.resolve("sockets") + "\"");
    NativeProgram.program("start", root.resolve("launch/start"));
    Fixture fixture = new Fixture(root, probe);
    fixture.programs();
    fixture.scripts();
    fixture.badOnes();
    permit(root.resolve("secret"), "rwx------");
    // No shell comes before what has just been written.
    Tool.run("find", root.toString(), "-exec", "touch", "-h", "-d", "@0", "{}", "+");
    return fixture;
  }

  private void programs() throws IOException {
    for (String name : NAMES.stream().distinct().toList()) {
      link("bin/" + name);
      link("other/" + name);
    }
    link("other/only-other");
    link("other/denied-first");
    link("pct%s/only-percent");
    link("pct%s/probe");
    link("secret/probe");
    link("a dir/probe");
    text("deny/denied-first", "x", "rw-r--r--");
    text("deny/denied-only", "x", "rw-r--r--");
    Files.createDirectory(root.resolve("deny/probe"));
    symbolic("links/absolute", root + "/bin/probe");
    symbolic("links/relative", "../bin/probe");
    symbolic("links/to-script", "../scripts/direct");
    symbolic("links/through-directory", "../bin");
    symbolic("links/loop", "loop");
    symbolic("links/nowhere", "missing");
    symbolic("links/self", "/proc/self/exe");
    symbolic("bin/linked", "../other/probe");
    Files.copy(probe, root.resolve("setuid/probe"));
    Tool.run("chmod", "4755", root.resolve("setuid/probe").toString());
    Files.copy(probe, root.resolve("unreadable/probe"));
    permit(root.resolve("unreadable/probe"), "rwx--x--x");
    text("rc", "echo the shell has read a file; exit 7\n", "rw-r--r--");
    text("input", "input of a file\n", "rw-r--r--");
  }

  private void scripts() throws IOException {
    String run = "exec " + root + "/bin/probe \"$0\" \"$@\"\n";
    script("direct", "#!" + root + "/bin/probe\n");
    script("argument", "#!" + root + "/bin/probe one two\n");
    script("by-env", "#!/usr/bin/env " + "probe\n");
    script("by-sh", "#!/bin/sh\n" + run);
    script("headless", run);
    script("nested", "#!" + root + "/scripts/direct x\n");
    script("nested-twice", "#!" + root + "/scripts/nested\n");
    script("blank-line", "\n" + run);
    script("no-newline", "#!" + root + "/bin/probe");
    script("tab", "#!\t" + root + "/bin/probe\t-x \n");
    script("bad-missing", "#!" + root + "/missing\n");
    script("bad-no-x", "#!" + root + "/bad/no-x\n");
    script("bad-loop", "#!" + root + "/scripts/bad-loop\n");
    script("bad-directory", "#!" + root + "/bin\n");
    script("bad-empty", "#!\n");
    script("bad-crlf", "#!" + root + "/bin/probe\r\n");
    script("bad-long", "#!" + root + "/" + "l".repeat(300) + "\n");
    script("bad-relative", "#!bin/probe\n");
    String below = "nested-twice";
    for (int i = 0; i < 4; i++) {
      script("bad-deep-" + i, "#!" + root + "/scripts/" + below + "\n");
      below = "bad-deep-" + i;
    }
    script("bad-deep", "#!" + root + "/scripts/" + below + "\n");
    Files.copy(root.resolve("scripts/by-sh"), root.resolve("bin/probe-by-sh"));
    Files.copy(root.resolve("scripts/headless"), root.resolve("bin/probe-headless"));
  }

  private void badOnes() throws IOException {
    byte[] elf = Files.readAllBytes(probe);
    text("bad/no-x", "#!/bin/sh\n", "rw-r--r--");
    Path source = text("bad/no-loader.c", "int main(void) { return 0; }\n", "rw-r--r--");
    Path dynamic = root.resolve("bad/no-loader");
    String loader = "-Wl,--dynamic-linker=/missing/loader";
    Tool.run("gcc", "-o", dynamic.toString(), source.toString(), loader);
    Files.write(root.resolve("bad/truncated"), Arrays.copyOf(elf, 100));
    Files.write(root.resolve("bad/short"), Arrays.copyOf(elf, 40));
    // Headers only: some shells make something else of a whole binary each time.
    ByteBuffer header = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    byte[] foreign = Arrays.copyOf(elf, 64 + header.getShort(54) * header.getShort(56));
    byte[] old = foreign.clone();
    ByteBuffer.wrap(foreign).order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) 243);
    Files.write(root.resolve("bad/foreign"), foreign);
    old[4] = 1;
    Files.write(root.resolve("bad/old"), old);
    Files.write(root.resolve("bad/empty"), new byte[0]);
    Files.write(root.resolve("bad/null"), new byte[300]);
    Files.writeString(root.resolve("bad/text"), "just words that no shell knows\n");
    Files.write(root.resolve("bad/busy"), elf);
    for (String name :
        List.of("truncated", "short", "foreign", "old", "empty", "null", "text", "no-loader")) {
      permit(root.resolve("bad/" + name), "rwxr-xr-x");
    }
    permit(root.resolve("bad/busy"), "rwxrwxrwx");
    Tool.run("mkfifo", "-m", "755", root.resolve("bad/fifo").toString());
  }

  private void link(String name) throws IOException {
    if (name.chars().allMatch(c -> c < 0x80)) {
      Files.createLink(root.resolve(name), probe);
    } else {
      // Whatever this JVM's own locale is, the name is to be in UTF-8.
      shell("ln", probe.toString(), octal(name));
    }
  }

  private void shell(String program, String... arguments) throws IOException {
    String line = "cd \"$0\" && " + program;
    for (String argument : arguments) {
      line += " \"$(printf '" + argument + "')\"";
    }
    Tool.run("sh", "-c", line, root.toString());
  }

  /** As the format of printf. */
  private static String octal(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      text.append(b >= 0 ? String.valueOf((char) b) : String.format("\\%03o", b & 0xff));
    }
    return text.toString();
  }

  private void symbolic(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  private void script(String name, String content) throws IOException {
    text("scripts/" + name, content, "rwxr-xr-x");
  }

  private Path text(String name, String content, String permissions) throws IOException {
    Path file = Files.writeString(root.resolve(name), content, ISO_8859_1);
    permit(file, permissions);
    return file;
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
