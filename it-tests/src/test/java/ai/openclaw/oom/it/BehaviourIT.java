package ai.openclaw.oom.it;

import ai.openclaw.oom.probe.Probe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

  private static final Map<String, Comparison> COMPARISONS = new HashMap<>();

  @ParameterizedTest(name = "JDK {0}: {1}")
  @ArgumentsSource(EachCase.class)
  @ExtendWith(Matrix.class)
  void sameAsWithout(Jdk jdk, String name) throws Exception {
    for (String shim : Shims.ALL) {
      comparison(jdk, shim).assertSame(name);
    }
  }

  @EachJdk
  void noOutputOfItsOwn(Jdk jdk) throws Exception {
    for (String shim : Shims.ALL) {
      comparison(jdk, shim).assertNoOtherOutput();
    }
  }

  private static Comparison comparison(Jdk jdk, String shim) throws Exception {
    String key = jdk + " " + shim;
    Comparison known = COMPARISONS.get(key);
    if (known == null) {
      String[] groups = groups(jdk).toArray(String[]::new);
      known = Comparison.of(jdk, UnaryOperator.identity(), run -> run.agent(shim), groups);
      COMPARISONS.put(key, known);
    }
    return known;
  }

  private static Stream<String> groups(Jdk jdk) {
    return GROUPS.keySet().stream().filter(group -> GROUPS.get(group) <= jdk.major()).sorted();
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
      String cell = "n/a (no such API before " + since + ")";
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
