package ai.openclaw.oom.it;

import ai.openclaw.oom.probe.Probe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Every way to start a process behaves with the agent as it does without; only the scores differ.
 */
class BehaviourIT {

  /** Groups of cases, each with the first Java version that has what they use. */
  private static final Map<String, Integer> GROUPS =
      Map.of(
          "Starts",
          8,
          "Streams",
          8,
          "Arguments",
          8,
          "Environments",
          8,
          "Failures",
          8,
          "Lives",
          8,
          "Threads",
          8,
          "Wrapped",
          8,
          "Java9",
          9,
          "Java17",
          17);

  /** How the JVM starts processes, and how the agent raises them. */
  private enum Way {
    SH(Shim.SH),
    AUTO(Shim.AUTO),
    PARENT(Shim.PARENT),
    /** On 13 and newer the helper else comes ahead of the JDK's own. */
    HELPER_IN_ARGV(Shim.AUTO, "-Djdk.lang.Process.launchMechanism=FORK");

    final Shim shim;
    final String[] options;

    Way(Shim shim, String... options) {
      this.shim = shim;
      this.options = options;
    }
  }

  private static final Map<String, Cases> WITHOUT = new HashMap<>();
  private static final Map<String, Comparison> COMPARISONS = new HashMap<>();

  @ParameterizedTest(name = "JDK {0}: {1}")
  @ArgumentsSource(EachCase.class)
  @ExtendWith(Matrix.class)
  void sameAsWithout(Jdk jdk, String name) throws Exception {
    for (Way way : Way.values()) {
      comparison(jdk, way).assertSame(name);
    }
  }

  @EachJdk
  void noOutputOfItsOwn(Jdk jdk) throws Exception {
    for (Way way : Way.values()) {
      comparison(jdk, way).assertNoOtherOutput();
    }
  }

  private static Comparison comparison(Jdk jdk, Way way) throws Exception {
    String key = jdk + " " + way;
    Comparison known = COMPARISONS.get(key);
    if (known == null) {
      Cases with = Cases.of(run(jdk, way).agent(way.shim.argument), groups(jdk));
      known = new Comparison(without(jdk, way), with, Shim.BEFOREHAND.contains(way.shim));
      COMPARISONS.put(key, known);
    }
    return known;
  }

  /** The same for all ways that share their options. */
  private static Cases without(Jdk jdk, Way way) throws Exception {
    String key = jdk + " " + List.of(way.options);
    Cases known = WITHOUT.get(key);
    if (known == null) {
      known = Cases.of(run(jdk, way), groups(jdk));
      WITHOUT.put(key, known);
    }
    return known;
  }

  private static JavaRun run(Jdk jdk, Way way) {
    return new JavaRun(jdk).options(way.options);
  }

  private static String[] groups(Jdk jdk) {
    return GROUPS.keySet().stream()
        .filter(group -> GROUPS.get(group) <= jdk.major())
        .sorted()
        .toArray(String[]::new);
  }

  /** All cases on all JDKs that they can run on. */
  static final class EachCase implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext test) {
      return Jdks.all().stream()
          .flatMap(jdk -> GROUPS.keySet().stream().flatMap(group -> cases(test, jdk, group)));
    }

    private static Stream<Arguments> cases(ExtensionContext test, Jdk jdk, String group) {
      List<String> cases = names(group);
      int since = GROUPS.get(group);
      if (jdk.major() >= since) {
        return cases.stream().map(name -> Arguments.of(jdk, name));
      }
      String cell = Matrix.notApplicable("no such API before " + since);
      cases.forEach(name -> Matrix.note(test, name, jdk, cell));
      return Stream.empty();
    }

    private static List<String> names(String group) {
      try {
        return Probe.cases(group).stream().map(method -> group + "." + method.getName()).toList();
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
