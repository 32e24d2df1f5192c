package ai.openclaw.oom.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertEquals(before.keySet(), after.keySet());
    return before.keySet().stream()
        .filter(name -> !Arrays.equals(before.get(name), after.get(name)))
        .toList();
  }

  @Test
  void onlyThreeMethodsOfThisJdkChangeWhenItIsLoaded() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] woven = weave(original);
    assertEquals(List.of("<clinit>()V", CONSTRUCTOR, START), changedMethods(original, woven));
    List<String> fields = new ArrayList<>(ClassFiles.fields(original));
    fields.add(GateField.NAME);
    assertEquals(fields, ClassFiles.fields(woven));
  }

  /** A JVM refuses any other number of fields, of everyone who transforms it. */
  @Test
  void theJdksClassKeepsItsFields() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] attached = weave(new Weaver(), Process.class, original);
    assertEquals(List.of(CONSTRUCTOR, START), changedMethods(original, attached));
    assertEquals(ClassFiles.fields(original), ClassFiles.fields(attached));

    Weaver weaver = new Weaver();
    assertArrayEquals(weave(weaver, null, original), weave(weaver, Process.class, original));
  }

  @Test
  void aClassWithoutAnInitializerGetsOne() throws Exception {
    Gate.open(
        (event, values) -> {
          events.add(event);
          return values;
        });
    Method start = wovenStart(Uninitialized.class);
    assertSame(Spawners.STARTED, start.invoke(null, null, null, null, null, false));
    assertEquals(List.of("enter PROCESS_IMPL", "exit PROCESS_IMPL"), events);
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
    assertSame(Spawners.STARTED, start.invoke(null, argv, null, "/", null, false, true, 7));
    assertEquals(Arrays.asList(argv, null, "/", null, false, true, 7, null), seen);
    assertEquals(List.of("enter PROCESS_IMPL", "exit PROCESS_IMPL"), events);
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
    assertTrue(ClassFiles.define(name, woven).getDeclaredMethods().length > 0);
  }

  @Test
  void aNewerClassFileIsWovenAndKeepsItsVersion() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] woven = weave(ClassFiles.withVersion(1000, original));
    assertEquals(1000, ClassFiles.version(woven));
    assertArrayEquals(weave(original), ClassFiles.withVersion(ClassFiles.version(original), woven));
  }

  @ParameterizedTest
  @ValueSource(classes = {Object.class, OtherDescriptor.class, Abstract.class})
  void aClassWithoutTheMethodIsRefused(Class<?> type) throws IOException {
    byte[] original = ClassFiles.of(ClassFiles.name(type));
    Exception refusal = assertThrows(IllegalStateException.class, () -> weave(original));
    assertEquals("it has no " + START, refusal.getMessage());
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
    assertEquals(List.of(Surface.values()), cases().stream().map(Case::surface).toList());
  }

  private static Class<?> woven(Case c) throws IOException {
    String name = ClassFiles.name(c.type);
    byte[] original = ClassFiles.renamed(ClassFiles.of(name), name, c.surface.owner);
    byte[] woven = new Weaver().apply(new Object[] {c.surface.owner, null}, original);
    Class<?> copy = ClassFiles.define(name, ClassFiles.renamed(woven, c.surface.owner, name));
    assertNotSame(c.type, copy);
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
    assertEquals(c.newResult, call(c, c.arguments));
    assertEquals(List.of(event("enter", c), event("exit", c)), events);
    assertEquals(List.of(Arrays.deepToString(c.rewritten)), Spawners.CALLS);
    Object[] entered = (Object[]) seen.get(0);
    assertArrayEquals(c.arguments, Arrays.copyOf(entered, c.arguments.length));
    // After the arguments comes the receiver.
    Object self = entered[c.arguments.length];
    assertEquals(
        c.surface == Surface.PROCESS_IMPL ? null : c.type.getName(),
        self == null ? null : self.getClass().getName());
    Object[] result =
        c.surface == Surface.PROCESS_IMPL
            ? new Object[] {c.result, Spawners.STARTED.pid()}
            : new Object[] {c.result};
    assertArrayEquals(result, (Object[]) seen.get(1));
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
    assertEquals(List.of("relay PROCESS_IMPL"), events);
    assertEquals(TimeUnit.DAYS, seen.get(0));
    assertArrayEquals(new byte[] {1, 0}, (byte[]) seen.get(1));
    int mechanism = TimeUnit.DAYS.ordinal() + 1;
    assertEquals(List.of("[" + mechanism + ", [2, 3, 0], a]"), Spawners.CALLS);
  }

  @Test
  void everyReturnPassesTheGate() throws Throwable {
    Case c = cases().get(0);
    Gate.open((event, values) -> event.startsWith("exit") ? new Object[] {c.newResult} : values);
    String[] early = {"a", "1"};
    assertSame(c.newResult, call(c, early, Map.of(), null, null, false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFailureMayStartAnew(Case c) throws Throwable {
    Gate.open(
        (event, values) -> {
          events.add(event);
          return event.startsWith("fail") ? c.rewritten : values;
        });
    assertEquals(c.result, call(c, failing(c)));
    assertEquals(
        List.of(event("enter", c), event("fail", c), event("enter", c), event("exit", c)), events);
    assertEquals(Arrays.deepToString(c.rewritten), Spawners.CALLS.get(1));
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
    assertThrows(UnsupportedOperationException.class, () -> call(c, failing(c)));
    assertEquals("failed", seen.get(0).getMessage());
    assertEquals(List.of(event("enter", c), event("fail", c)), events);
    assertEquals(1, Spawners.CALLS.size());
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
