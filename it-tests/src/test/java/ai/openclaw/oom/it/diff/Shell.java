package ai.openclaw.oom.it.diff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code /bin/sh} is while a JVM runs. */
enum Shell {
  DASH("dash"),
  BASH("bash"),
  BUSYBOX("busybox"),
  MKSH("mksh");

  final String program;

  Shell(String program) {
    this.program = program;
  }

  private Path path() {
    Path usual = Path.of("/bin", program);
    return Files.isExecutable(usual) ? usual : Path.of("/usr/bin", program);
  }

  /** A command's beginning, after which it runs where {@code /bin/sh} is this shell. */
  List<String> prefix() {
    return List.of(
        "unshare",
        "-m",
        "/bin/sh",
        "-c",
        "mount --bind \"$0\" /bin/sh && exec \"$@\"",
        path().toString());
  }

  /** What is missing to have it; null if nothing is. */
  String missing() throws IOException, InterruptedException {
    if (!Files.isExecutable(path())) {
      return "there is no " + program;
    }
    Process trial =
        new ProcessBuilder(new Command(prefix()).with("/bin/sh", "-c", "exit 42"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return trial.waitFor() == 42 ? null : "no shell can be mounted over /bin/sh";
  }

  /** A list under construction. */
  record Command(List<String> words) {
    List<String> with(String... more) {
      return java.util.stream.Stream.concat(words.stream(), java.util.stream.Stream.of(more))
          .toList();
    }
  }
}
