package ai.openclaw.oom.cli;

import ai.openclaw.oom.group.MadeUpTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root folder with processes as some machine may have them. */
record MadeUpMachine(Path root) {

  private MadeUpTree tree() {
    return new MadeUpTree(root);
  }

  MadeUpMachine file(String name, String text) throws IOException {
    tree().file(name, text);
    return this;
  }

  MadeUpMachine self(long pid) throws IOException {
    return file("proc/self/stat", pid + " (java) S 1 1 1 0\n");
  }

  /** A process of user 1000. */
  MadeUpMachine process(long pid, long parent, String name, int score, long mib)
      throws IOException {
    String folder = "proc/" + pid + "/";
    return file(
            folder + "stat",
            pid + " (" + name + ") S " + parent + " 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 77 0\n")
        .file(
            folder + "status",
            """
            Name:	%s
            Uid:	1000	1000	1000	1000
            NSpid:	%d
            VmRSS:	%d kB
            VmSwap:	0 kB
            VmPTE:	0 kB
            SigCgt:	0000000000000004
            NoNewPrivs:	0
            Seccomp:	0
            CapEff:	0000000000000000
            """
                .formatted(name, pid, mib * 1024))
        .file(folder + "oom_score_adj", score + "\n");
  }

  /** Makes a process a JVM. */
  MadeUpMachine java(long pid, String commandLine) throws IOException {
    Files.createDirectories(root.resolve("proc/" + pid + "/fd"));
    return file("proc/" + pid + "/cmdline", commandLine.replace(' ', '\0') + "\0")
        .file("proc/" + pid + "/maps", "7f00-7f01 r-xp 0 08:01 1  /opt/jdk/lib/server/libjvm.so\n")
        .file("opt/jdk/release", "JAVA_VERSION=\"21.0.2\"\n")
        .link("proc/" + pid + "/exe", "/opt/jdk/bin/java");
  }

  MadeUpMachine link(String name, String to) throws IOException {
    Files.deleteIfExists(root.resolve(name));
    Files.createSymbolicLink(root.resolve(name), Path.of(to));
    return this;
  }

  MadeUpMachine folder(String name) throws IOException {
    tree().folder(name);
    return this;
  }

  /** Makes a file one that opens and fails to be read, for root too. */
  MadeUpMachine unreadable(String name) throws IOException {
    tree().unreadable(name);
    return this;
  }

  /** A memory group of v2. */
  MadeUpMachine v2Group(String folder, String limit, long use) throws IOException {
    return file(folder + "/memory.max", limit + "\n")
        .file(folder + "/memory.current", use + "\n")
        .file(folder + "/memory.high", "max\n")
        .file(folder + "/memory.swap.max", "max\n")
        .file(folder + "/memory.oom.group", "0\n")
        .file(folder + "/memory.events", "oom_kill 0\n");
  }

  File folder() {
    return root.toFile();
  }
}
