package ai.openclaw.oom.it.machine;

import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All files of a machine, below a directory that stands for its root. */
final class FileTree {

  /** As {@code ldd} says it; that it needs none is said in other words. */
  private static final Pattern LIBRARY = Pattern.compile("(?m)(?:=>|^)\\s+(/\\S+) \\(0x");

  private final Path root;

  FileTree(Path root, String... directories) throws IOException {
    this.root = root;
    for (String directory : directories) {
      Files.createDirectories(root.resolve(directory));
    }
  }

  /**
   * Where a file is, seen from outside.
   *
   * @param path absolute, as the machine sees it
   */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  void text(String path, String content, String permissions) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), content);
    Files.setPosixFilePermissions(at(path), PosixFilePermissions.fromString(permissions));
  }

  /** Copies a file, with its permissions, or a directory. */
  void copy(Path source, String path) throws IOException {
    Files.createDirectories(at(path).getParent());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            at(path).resolve(source.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Copies the libraries that programs need, to where they are on this machine. */
  void librariesOf(List<Path> programs) throws IOException {
    for (Path program : programs) {
      Matcher library = LIBRARY.matcher(Tool.said("ldd", program.toString()));
      while (library.find()) {
        Path file = Path.of(library.group(1));
        if (!file.startsWith(root) && !Files.exists(at(file.toString()))) {
          copy(file.toRealPath(), file.toString());
        }
      }
    }
  }

  /** Those programs and libraries below a directory that may need others. */
  List<Path> binaries(String path) throws IOException {
    try (Stream<Path> files = Files.walk(at(path))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".so") || Files.isExecutable(file))
          .toList();
    }
  }

  /** Packs all of it for the kernel; everything then belongs to root. */
  void pack(Path archive) throws IOException {
    String pack = "cd \"$0\" && find . | busybox cpio -o -H newc -R 0:0 >\"$1\"";
    Tool.run("sh", "-c", pack, root.toString(), archive.toString());
  }
}
