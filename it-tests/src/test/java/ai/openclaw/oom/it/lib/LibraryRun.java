package ai.openclaw.oom.it.lib;

import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Jdks;
import java.util.List;

/** The JDKs that the libraries are tried on, and how their drivers are run. */
final class LibraryRun {

  private LibraryRun() {}

  static List<Jdk> jdks() {
    return Jdks.oneOfEach(17, 25);
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
