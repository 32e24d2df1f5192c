package ai.openclaw.oom.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.Ended;
import ai.openclaw.oom.hook.Gate;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeaverTest {
  private static final Surface SURFACE = Surface.PROCESS_IMPL;
  private static final String START = SURFACE.method + SURFACE.descriptor;
  private static final String CONSTRUCTOR = "<init>([B[BI[BI[B[IZZ)V";

  /** Any process will do as a result. */
  private static final Process ENDED = new Ended(8);

  private final List<String> events = new ArrayList<>();

  @AfterEach
  void reset() {
    Gate.open((event, values) -> values);
    Spawners.CALLS.clear();
  }

  private static byte[] weave(byte[] original) {
    return weave(new Weaver(), null, original);
  }

  private static byte[] weave(Weaver weaver, Class<?> loaded, byte[] original) {
    return weaver.apply(new Object[] {SURFACE.owner, loaded}, original);
  }

  private static List<String> changedMethods(byte[] original, byte[] woven) {
    Map<String, byte[]> before = ClassFiles.methods(original);
    Map<String, byte[]> after = ClassFiles.methods(woven);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    return before.keySet().stream()
        .filter(name -> !Arrays.equals(before.get(name), after.get(name)))
        .toList();
  }

  @Test
  void onlyThreeMethodsOfThisJdkChangeWhenItIsLoaded() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] woven = weave(original);
    assertThat(changedMethods(original, woven)).containsExactly("<clinit>()V", CONSTRUCTOR, START);
    List<String> fields = new ArrayList<>(ClassFiles.fields(original));
    fields.add(GateField.NAME);
    assertThat(ClassFiles.fields(woven)).isEqualTo(fields);
  }

  /** A JVM refuses any other number of fields, of everyone who transforms it. */
  @Test
  void theJdksClassKeepsItsFields() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] attached = weave(new Weaver(), Process.class, original);
    assertThat(changedMethods(original, attached)).containsExactly(CONSTRUCTOR, START);
    assertThat(ClassFiles.fields(attached)).isEqualTo(ClassFiles.fields(original));

    Weaver weaver = new Weaver();
    byte[] loaded = weave(weaver, null, original);
    assertThat(weave(weaver, Process.class, original)).isEqualTo(loaded);
  }

  @Test
  void aClassWithoutAnInitializerGetsOne() throws Exception {
    Gate.open(
        (event, values) -> {
          events.add(event);
          return values;
        });
    Method start = wovenStart(Uninitialized.class);
    assertThat(start.invoke(null, null, null, null, null, false)).isSameAs(Spawners.STARTED);
    assertThat(events).containsExactly("enter PROCESS_IMPL", "exit PROCESS_IMPL");
  }

  /** The only method of a copy that was woven in the place of the JDK's class. */
  private static Method wovenStart(Class<?> type) throws IOException {
    String name = ClassFiles.name(type);
    byte[] original = ClassFiles.renamed(ClassFiles.of(name), name, SURFACE.owner);
    byte[] woven = ClassFiles.renamed(weave(original), SURFACE.owner, name);
    Method start = ClassFiles.define(name, woven).getDeclaredMethods()[0];
    start.setAccessible(true);
    return start;
  }

  static class Uninitialized {
    static Process start(
        String[] argv, Map<String, String> env, String dir, Redirect[] redirects, boolean merge) {
      return Spawners.STARTED;
    }
  }

  @Test
  void aVendorsParametersPassTheGateToo() throws Exception {
    List<Object> seen = new ArrayList<>();
    Gate.open(
        (event, values) -> {
          events.add(event);
          if (event.startsWith("enter")) {
            seen.addAll(Arrays.asList(values));
          }
          return values;
        });
    Method start = wovenStart(OfAVendor.class);
    String[] argv = {"a"};
    assertThat(start.invoke(null, argv, null, "/", null, false, true, 7))
        .isSameAs(Spawners.STARTED);
    assertThat(seen).isEqualTo(Arrays.asList(argv, null, "/", null, false, true, 7, null));
    assertThat(events).containsExactly("enter PROCESS_IMPL", "exit PROCESS_IMPL");
  }

  static class OfAVendor {
    static Process start(
        String[] argv,
        Map<String, String> env,
        String dir,
        Redirect[] redirects,
        boolean merge,
        boolean newProcessGroup,
        int other) {
      return newProcessGroup && other == 7 ? Spawners.STARTED : null;
    }
  }

  /** Under another name, since nobody else may define classes of {@code java.lang}. */
  @Test
  void theWovenClassOfThisJdkVerifies() throws IOException {
    String name = "ai/openclaw/oom/weave/ProcessImplCopy";
    byte[] woven = ClassFiles.renamed(weave(ClassFiles.of(SURFACE.owner)), SURFACE.owner, name);
    // Asking for its methods links the class, and linking verifies it.
    assertThat(ClassFiles.define(name, woven).getDeclaredMethods()).isNotEmpty();
  }

  @Test
  void aNewerClassFileIsWovenAndKeepsItsVersion() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] woven = weave(ClassFiles.withVersion(1000, original));
    assertThat(ClassFiles.version(woven)).isEqualTo(1000);
    assertThat(ClassFiles.withVersion(ClassFiles.version(original), woven))
        .isEqualTo(weave(original));
  }

  @ParameterizedTest
  @ValueSource(classes = {Object.class, OtherDescriptor.class, Abstract.class})
  void aClassWithoutTheMethodIsRefused(Class<?> type) throws IOException {
    byte[] original = ClassFiles.of(ClassFiles.name(type));
    assertThatThrownBy(() -> weave(original))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it has no " + START);
  }

  static class OtherDescriptor {
    Process start(String[] argv, Map<String, String> environment, String directory) {
      return null;
    }
  }

  abstract static class Abstract {
    abstract Process start(
        String[] argv, Map<String, String> env, String dir, Redirect[] redirects, boolean merge);
  }

  /** A call of a surface's method, and what the gate makes of its arguments and its result. */
  private record Case(
      Surface surface,
      Class<?> type,
      Object[] arguments,
      Object[] rewritten,
      Object result,
      Object newResult) {
    @Override
    public String toString() {
      return surface.name();
    }
  }

  static List<Case> cases() {
    String[] argv = {"a", ""};
    String[] shim = {"shim", "a", ""};
    String[] env = {"A=a"};
    return List.of(
        new Case(
            Surface.PROCESS_IMPL,
            Spawners.ProcessImpl.class,
            new Object[] {argv, Map.of("A", "a"), "/dir", null, true},
            new Object[] {shim, Map.of(), null, new Redirect[3], false},
            Spawners.STARTED,
            ENDED),
        new Case(
            Surface.PTY4J,
            Spawners.NativePtyExecutor.class,
            new Object[] {"/bin/a", argv, env, "/dir", "/dev/pts/0", 1, "e", -2, true},
            new Object[] {"shim", shim, null, "/", null, 70_000, null, 1 << 31, false},
            42,
            43),
        new Case(
            Surface.NUPROCESS,
            Spawners.LinuxProcess.class,
            new Object[] {List.of("a"), env, Path.of("/")},
            new Object[] {List.of("shim", "a"), null, null},
            null,
            null),
        new Case(
            Surface.JNR_POSIX,
            Spawners.BaseNativePOSIX.class,
            new Object[] {"a", List.of(), List.of(1), argv, env},
            new Object[] {"shim", List.of(2), null, shim, new CharSequence[0]},
            1L << 40,
            -1L));
  }

  @Test
  void everySurfaceIsTried() {
    assertThat(cases().stream().map(Case::surface).toList()).containsExactly(Surface.values());
  }

  private static Class<?> woven(Case c) throws IOException {
    String name = ClassFiles.name(c.type);
    byte[] original = ClassFiles.renamed(ClassFiles.of(name), name, c.surface.owner);
    byte[] woven = new Weaver().apply(new Object[] {c.surface.owner, null}, original);
    Class<?> copy = ClassFiles.define(name, ClassFiles.renamed(woven, c.surface.owner, name));
    assertThat(copy).isNotSameAs(c.type);
    return copy;
  }

  /** Calls a woven copy of a class. */
  private static Object call(Case c, Object... arguments) throws Throwable {
    Class<?> copy = woven(c);
    Method method =
        Arrays.stream(copy.getDeclaredMethods())
            .filter(m -> m.getName().equals(c.surface.method))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    try {
      return method.invoke(copy.getConstructor().newInstance(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private String event(String kind, Case c) {
    return kind + " " + c.surface.name();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void argumentsAndResultPassTheGate(Case c) throws Throwable {
    List<Object> seen = new ArrayList<>();
    Gate.open(
        (event, values) -> {
          events.add(event);
          seen.add(values);
          return event.startsWith("enter") ? c.rewritten : new Object[] {c.newResult};
        });
    assertThat(call(c, c.arguments)).isEqualTo(c.newResult);
    assertThat(events).containsExactly(event("enter", c), event("exit", c));
    assertThat(Spawners.CALLS).containsExactly(Arrays.deepToString(c.rewritten));
    Object[] entered = (Object[]) seen.get(0);
    assertThat(Arrays.copyOf(entered, c.arguments.length)).isEqualTo(c.arguments);
    // After the arguments comes the receiver.
    Object self = entered[c.arguments.length];
    assertThat(self == null ? null : self.getClass().getName())
        .isEqualTo(c.surface == Surface.PROCESS_IMPL ? null : c.type.getName());
    Object[] result =
        c.surface == Surface.PROCESS_IMPL
            ? new Object[] {c.result, Spawners.STARTED.pid()}
            : new Object[] {c.result};
    assertThat((Object[]) seen.get(1)).isEqualTo(result);
  }

  @Test
  void theProgramAheadOfTheCommandPassesTheGate() throws Exception {
    List<Object> seen = new ArrayList<>();
    Gate.open(
        (event, values) -> {
          events.add(event);
          seen.addAll(List.of(values));
          return new Object[] {new byte[] {2, 3, 0}};
        });
    woven(cases().get(0)).getConstructor(String.class).newInstance("a");
    assertThat(events).containsExactly("relay PROCESS_IMPL");
    assertThat(seen.get(0)).isEqualTo(TimeUnit.DAYS);
    assertThat((byte[]) seen.get(1)).isEqualTo(new byte[] {1, 0});
    int mechanism = TimeUnit.DAYS.ordinal() + 1;
    assertThat(Spawners.CALLS).containsExactly("[" + mechanism + ", [2, 3, 0], a]");
  }

  @Test
  void everyReturnPassesTheGate() throws Throwable {
    Case c = cases().get(0);
    Gate.open((event, values) -> event.startsWith("exit") ? new Object[] {c.newResult} : values);
    String[] early = {"a", "1"};
    assertThat(call(c, early, Map.of(), null, null, false)).isSameAs(c.newResult);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFailureMayStartAnew(Case c) throws Throwable {
    Gate.open(
        (event, values) -> {
          events.add(event);
          return event.startsWith("fail") ? c.rewritten : values;
        });
    assertThat(call(c, failing(c))).isEqualTo(c.result);
    assertThat(events)
        .containsExactly(event("enter", c), event("fail", c), event("enter", c), event("exit", c));
    assertThat(Spawners.CALLS.get(1)).isEqualTo(Arrays.deepToString(c.rewritten));
  }

  /** What the gate throws in turn is not caught by the handler again. */
  @ParameterizedTest
  @MethodSource("cases")
  void aFailureMayStayOne(Case c) {
    List<Throwable> seen = new ArrayList<>();
    Gate.open(
        (event, values) -> {
          events.add(event);
          if (event.startsWith("fail")) {
            seen.add((Throwable) values[0]);
            throw new UnsupportedOperationException();
          }
          return values;
        });
    assertThatThrownBy(() -> call(c, failing(c))).isInstanceOf(UnsupportedOperationException.class);
    assertThat(seen.get(0)).hasMessage("failed");
    assertThat(events).containsExactly(event("enter", c), event("fail", c));
    assertThat(Spawners.CALLS).hasSize(1);
  }

  private static Object[] failing(Case c) {
    Object[] arguments = c.arguments.clone();
    String[] argv = {"fails"};
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof String[]) {
        arguments[i] = argv;
      }
    }
    return arguments;
  }
}
