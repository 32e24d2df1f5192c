package ai.openclaw.oom.it.lib;

import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Jdks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs that the libraries are tried on, and how their drivers are run. */
final class LibraryRun {

  private static final List<Integer> MAJORS = List.of(17, 25);

  private LibraryRun() {}

  /** One of each major version, if there is one: of this system rather than of another root. */
  static List<Jdk> jdks() {
    return MAJORS.stream().map(LibraryRun::jdk).flatMap(Optional::stream).toList();
  }

  private static Optional<Jdk> jdk(int major) {
    Stream<Jdk> all = Jdks.all().stream().filter(jdk -> jdk.major() == major);
    return all.min(Comparator.comparing(jdk -> jdk.prefix().size()));
  }

  static JavaRun plain(Library library, Jdk jdk, String... arguments) {
    return new JavaRun(jdk).classPath(library.classPath()).main(library.driver, arguments);
  }

  /** The library in a class loader that sees neither the class path nor the agent. */
  static JavaRun hidden(Library library, Jdk jdk) {
    return new JavaRun(jdk)
        .main("ai.openclaw.oom.probe.HiddenLoader", library.directory.toString(), library.driver);
  }
}
