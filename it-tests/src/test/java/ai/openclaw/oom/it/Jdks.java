package ai.openclaw.oom.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds JDKs: the running one, those below {@code /usr/lib/jvm}, those that the system property
 * {@code oom.jdks} names (comma-separated homes), and those in the root that {@code
 * .ci/prepare-jdks} makes (system property {@code oom.jdkRoot} if it is not at its default place).
 */
public final class Jdks {

  static final List<Integer> REQUIRED = List.of(8, 11, 17, 21, 25, 27);

  /** Oldest first. */
  static final Comparator<Jdk> ORDER = Comparator.comparing(Jdk::major).thenComparing(Jdk::label);

  private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");
  private static final Pattern NAME = Pattern.compile("java-(\\d+)-.*");

  private static final List<Jdk> FOUND = find();

  private Jdks() {}

  /** All JDKs found, oldest first. */
  public static List<Jdk> all() {
    return FOUND;
  }

  /** The one that runs the tests: for what is the same on all. */
  public static Jdk running() {
    Path java = real(Path.of(System.getProperty("java.home"))).resolve("bin/java");
    return FOUND.stream()
        .filter(jdk -> jdk.prefix().isEmpty() && jdk.java().equals(java))
        .findFirst()
        .orElseThrow();
  }

  /**
   * One of each of these versions, if there is one: of this system rather than of another root.
   *
   * @param majors such as 17
   */
  public static List<Jdk> oneOfEach(Integer... majors) {
    return Stream.of(majors)
        .flatMap(
            major ->
                FOUND.stream()
                    .filter(jdk -> jdk.major() == major)
                    .min(Comparator.comparing(jdk -> jdk.prefix().size()))
                    .stream())
        .toList();
  }

  static List<Integer> missing() {
    List<Integer> missing = new ArrayList<>(REQUIRED);
    FOUND.forEach(jdk -> missing.remove((Integer) jdk.major()));
    return missing;
  }

  private static List<Jdk> find() {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    homes.addAll(children(USUAL_PLACE));
    String named = System.getProperty("oom.jdks", "");
    Stream.of(named.split(",")).filter(home -> !home.isEmpty()).map(Path::of).forEach(homes::add);

    Map<Path, Jdk> found = new TreeMap<>();
    for (Path home : homes) {
      add(found, home, Path.of("/"), List.of());
    }
    for (Path home : inRoot()) {
      add(found, home, root(), intoRoot());
    }
    return found.values().stream().sorted(ORDER).toList();
  }

  private static void add(Map<Path, Jdk> found, Path home, Path root, List<String> prefix) {
    Optional<Integer> major = major(home);
    if (major.isEmpty() || major.get() < 8 || !Files.isExecutable(home.resolve("bin/java"))) {
      return;
    }
    Path real = real(home);
    Path seen = Path.of("/").resolve(root.relativize(real));
    String label = major.get() + (prefix.isEmpty() ? vendor(real) : " (sid)");
    boolean taken = found.values().stream().anyMatch(jdk -> jdk.label().equals(label));
    String unique = taken ? label + " " + real.getFileName() : label;
    found.putIfAbsent(real, new Jdk(major.get(), unique, prefix, seen.resolve("bin/java")));
  }

  /** The root needs mounts, and only root may mount. */
  private static List<Path> inRoot() {
    return Ci.isRoot() && Files.exists(root().resolve(".complete"))
        ? children(root().resolve(USUAL_PLACE.toString().substring(1)))
        : List.of();
  }

  private static Path root() {
    return real(Path.of(System.getProperty("oom.jdkRoot", Places.cache("jdks").toString())));
  }

  private static List<String> intoRoot() {
    String script = Places.REPOSITORY.resolve(".ci/in-jdk-root").toString();
    return List.of(script, root().toString(), Places.REPOSITORY.toString());
  }

  /** From the JDK's own {@code release} file; Debian's JDK 8 has none, and its name must do. */
  private static Optional<Integer> major(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
    } catch (IOException e) {
      Matcher name = NAME.matcher(home.getFileName().toString());
      return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
    }
  }

  private static String vendor(Path home) {
    return home.getFileName().toString().contains("temurin") ? "-temurin" : "";
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static List<Path> children(Path directory) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, Files::isDirectory)) {
      stream.forEach(children::add);
    } catch (IOException e) {
      return List.of();
    }
    return children;
  }
}
