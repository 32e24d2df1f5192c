package ai.openclaw.oom.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.agent.Gate;
import ai.openclaw.oom.agent.SpawnTransformer;
import ai.openclaw.oom.hook.Event;
import ai.openclaw.oom.log.Log;
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
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeaverTest {
  private static final Surface SURFACE = Surface.PROCESS_IMPL;
  private static final String START = SURFACE.method + SURFACE.descriptor;
  private static final String CONSTRUCTOR = "<init>([B[BI[BI[B[IZZ)V";

  private final List<Integer> events = new ArrayList<>();

  @AfterEach
  void reset() {
    for (Gate gate : Gate.values()) {
      gate.open(null);
    }
    Spawners.CALLS.clear();
  }

  private void openAll(BiConsumer<Integer, Object[]> hook) {
    for (Gate gate : Gate.values()) {
      gate.open(
          (event, values) -> {
            events.add(event);
            hook.accept(event, values);
          });
    }
  }

  private static byte[] weave(byte[] original) {
    return new Weaver().weave(SURFACE, false, original);
  }

  private static List<String> changedMethods(byte[] original, byte[] woven) {
    Map<String, byte[]> before = ClassFiles.methods(original);
    Map<String, byte[]> after = ClassFiles.methods(woven);
    return after.keySet().stream()
        .filter(name -> !Arrays.equals(before.get(name), after.get(name)))
        .toList();
  }

  /** What the door waits for is what the table has, at the same place. */
  @Test
  void everySurfaceHasItsGate() {
    assertThat(Arrays.stream(Gate.values()).map(Gate::name))
        .containsExactlyElementsOf(Arrays.stream(Surface.values()).map(Surface::name).toList());
    for (Surface surface : Surface.values()) {
      assertThat(SpawnTransformer.indexOf(surface.owner)).isEqualTo(surface.ordinal());
    }
  }

  @Test
  void onlyTwoMethodsOfThisJdkChangeAndTwoComeWhenItIsLoaded() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] woven = weave(original);
    assertThat(changedMethods(original, woven))
        .containsExactly(
            CONSTRUCTOR,
            "openclaw$gate()Ljava/util/function/BiConsumer;",
            "openclaw$launch([BLjava/lang/Object;)[B",
            START);
    List<String> fields = new ArrayList<>(ClassFiles.fields(original));
    fields.add("openclaw$gate");
    assertThat(ClassFiles.fields(woven)).isEqualTo(fields);
  }

  /** A JVM refuses any other fields and methods, of everyone who transforms it. */
  @Test
  void theJdksClassKeepsItsMembers() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] attached = new Weaver().weave(SURFACE, true, original);
    assertThat(changedMethods(original, attached)).containsExactly(CONSTRUCTOR, START);
    assertThat(ClassFiles.fields(attached)).isEqualTo(ClassFiles.fields(original));

    Weaver weaver = new Weaver();
    byte[] loaded = weaver.weave(SURFACE, false, original);
    assertThat(weaver.weave(SURFACE, true, original)).isEqualTo(loaded);
  }

  /** Byte Buddy adds what fields the loaded class has, ahead of us. */
  @Test
  void whatOthersHaveDeclaredAgainIsThereOnce() throws IOException {
    byte[] original = ClassFiles.of(SURFACE.owner);
    Weaver weaver = new Weaver();
    byte[] loaded = weaver.weave(SURFACE, false, original);
    ClassReader reader = new ClassReader(original);
    ClassWriter again = new ClassWriter(reader, 0);
    reader.accept(again, 0);
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    again.visitField(access, "openclaw$gate", "Ljava/util/function/BiConsumer;", null, null);
    byte[] woven = weaver.weave(SURFACE, true, again.toByteArray());
    assertThat(ClassFiles.fields(woven)).isEqualTo(ClassFiles.fields(loaded));
    assertThat(changedMethods(loaded, woven)).isEmpty();
  }

  /** Of a copy that was woven in the place of the JDK's class. */
  private static Method wovenStart(Class<?> type) throws IOException {
    String name = ClassFiles.name(type);
    byte[] original = ClassFiles.renamed(ClassFiles.of(name), name, SURFACE.owner);
    byte[] woven = ClassFiles.renamed(weave(original), SURFACE.owner, name);
    return method(ClassFiles.define(name, woven), SURFACE);
  }

  private static Method method(Class<?> type, Surface surface) {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(m -> m.getName().equals(surface.method))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method;
  }

  @Test
  void aVendorsParametersPassTheGateToo() throws Exception {
    List<Object> seen = new ArrayList<>();
    openAll(
        (event, values) -> {
          if (event == Event.ENTER) {
            seen.addAll(Arrays.asList(values));
          }
        });
    Method start = wovenStart(OfAVendor.class);
    String[] argv = {"a"};
    assertThat(start.invoke(null, argv, null, "/", null, false, true, 7))
        .isSameAs(Spawners.STARTED);
    assertThat(seen).isEqualTo(Arrays.asList(argv, null, "/", null, false, true, 7, null, null));
    assertThat(events).containsExactly(Event.ENTER, Event.EXIT);
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
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theWovenClassOfThisJdkVerifies(boolean attached) throws IOException {
    String name = "ai/openclaw/oom/weave/ProcessImplCopy";
    byte[] original = ClassFiles.of(SURFACE.owner);
    byte[] woven =
        ClassFiles.renamed(new Weaver().weave(SURFACE, attached, original), SURFACE.owner, name);
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
    Log.setLevel("off");
    assertThat(new Weaver().apply(new Object[] {SURFACE.owner, null}, original)).isNull();
    Log.setLevel("warn");
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

  /** A call of a surface's method, and what the hook makes of its arguments. */
  private record Case(
      Surface surface, Class<?> type, Object[] arguments, Object[] rewritten, Object result) {
    @Override
    public String toString() {
      return surface.name();
    }

    /** As the hook does: into the places of the arguments. */
    void rewrite(Object[] values) {
      System.arraycopy(rewritten, 0, values, 0, rewritten.length);
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
            Spawners.STARTED),
        new Case(
            Surface.PTY4J,
            Spawners.NativePtyExecutor.class,
            new Object[] {"/bin/a", argv, env, "/dir", "/dev/pts/0", 1, "e", -2, true},
            new Object[] {"shim", shim, null, "/", null, 70_000, null, 1 << 31, false},
            42),
        new Case(
            Surface.NUPROCESS,
            Spawners.LinuxProcess.class,
            new Object[] {List.of("a"), env, Path.of("/")},
            new Object[] {List.of("shim", "a"), null, null},
            null),
        new Case(
            Surface.JNR_POSIX,
            Spawners.BaseNativePOSIX.class,
            new Object[] {"a", List.of(), List.of(1), argv, env},
            new Object[] {"shim", List.of(2), null, shim, new CharSequence[0]},
            1L << 40));
  }

  @Test
  void everySurfaceIsTried() {
    assertThat(cases().stream().map(Case::surface).toList()).containsExactly(Surface.values());
  }

  /** A class that was woven when it was loaded, or only afterwards. */
  private static Class<?> woven(Case c, boolean attached) throws IOException {
    String name = ClassFiles.name(c.type);
    byte[] original = ClassFiles.renamed(ClassFiles.of(name), name, c.surface.owner);
    byte[] woven = new Weaver().weave(c.surface, attached, original);
    Class<?> copy = ClassFiles.define(name, ClassFiles.renamed(woven, c.surface.owner, name));
    assertThat(copy).isNotSameAs(c.type);
    return copy;
  }

  /** Calls a woven copy of a class. */
  private static Object call(Case c, Object... arguments) throws Throwable {
    Class<?> copy = woven(c, arguments.length % 2 == 0);
    try {
      return method(copy, c.surface).invoke(copy.getConstructor().newInstance(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void argumentsAndResultPassTheGate(Case c) throws Throwable {
    List<Object[]> seen = new ArrayList<>();
    openAll(
        (event, values) -> {
          seen.add(values.clone());
          if (event == Event.ENTER) {
            c.rewrite(values);
          }
        });
    assertThat(call(c, c.arguments)).isEqualTo(c.result);
    assertThat(events).containsExactly(Event.ENTER, Event.EXIT);
    assertThat(Spawners.CALLS).containsExactly(Arrays.deepToString(c.rewritten));
    Object[] entered = seen.get(0);
    int count = c.arguments.length;
    assertThat(entered).hasSize(count + 2);
    assertThat(Arrays.copyOf(entered, count)).isEqualTo(c.arguments);
    // After the arguments comes the receiver.
    Object self = entered[count];
    assertThat(self == null ? null : self.getClass().getName())
        .isEqualTo(c.surface == Surface.PROCESS_IMPL ? null : c.type.getName());
    Object[] left = new Object[count + 2];
    left[0] = c.result;
    left[1] = c.surface == Surface.PROCESS_IMPL ? Spawners.STARTED.pid() : null;
    assertThat(seen.get(1)).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theProgramAheadOfTheCommandPassesTheGate(boolean attached) throws Exception {
    List<Object> seen = new ArrayList<>();
    openAll(
        (event, values) -> {
          seen.addAll(List.of(values));
          values[0] = new byte[] {2, 3, 0};
        });
    woven(cases().get(0), attached).getConstructor(String.class).newInstance("a");
    assertThat(events).containsExactly(Event.LAUNCH);
    assertThat((byte[]) seen.get(0)).isEqualTo(new byte[] {1, 0});
    assertThat(seen.get(1)).isEqualTo(TimeUnit.DAYS);
    int mechanism = TimeUnit.DAYS.ordinal() + 1;
    assertThat(Spawners.CALLS).containsExactly("[" + mechanism + ", [2, 3, 0], a]");
  }

  @Test
  void theProgramAheadOfTheCommandIsTheJdksOwnIfAskingFails() throws Exception {
    openAll(
        (event, values) -> {
          throw new StackOverflowError();
        });
    woven(cases().get(0), false).getConstructor(String.class).newInstance("a");
    assertThat(Spawners.CALLS.get(0)).contains("[1, 0], a");
  }

  @Test
  void everyReturnPassesTheGate() throws Throwable {
    openAll((event, values) -> {});
    String[] early = {"a", "1"};
    assertThat(call(cases().get(0), early, Map.of(), null, null, false)).isSameAs(Spawners.STARTED);
    assertThat(events).containsExactly(Event.ENTER, Event.EXIT);
  }

  /** It has not been opened, or cannot be found, or the stack ends on the way to it. */
  @ParameterizedTest
  @MethodSource("cases")
  void withoutAHookAllIsAsEver(Case c) throws Throwable {
    assertThat(call(c, c.arguments)).isEqualTo(c.result);
    openAll(
        (event, values) -> {
          throw new StackOverflowError();
        });
    assertThat(call(c, c.arguments)).isEqualTo(c.result);
    assertThatThrownBy(() -> call(c, failing(c)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("failed");
    assertThat(events).containsExactly(Event.ENTER, Event.EXIT, Event.ENTER, Event.FAIL);
    assertThat(Spawners.CALLS.get(1)).isEqualTo(Arrays.deepToString(c.arguments));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFailureMayStartAnew(Case c) throws Throwable {
    openAll(
        (event, values) -> {
          if (event == Event.FAIL) {
            c.rewrite(values);
            values[values.length - 1] = true;
          }
        });
    assertThat(call(c, failing(c))).isEqualTo(c.result);
    assertThat(events).containsExactly(Event.ENTER, Event.FAIL, Event.EXIT);
    assertThat(Spawners.CALLS.get(1)).isEqualTo(Arrays.deepToString(c.rewritten));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatStartedMayStartAnewToo(Case c) throws Throwable {
    openAll(
        (event, values) -> {
          if (event == Event.EXIT && Spawners.CALLS.size() == 1) {
            c.rewrite(values);
            values[values.length - 1] = true;
          }
        });
    assertThat(call(c, c.arguments)).isEqualTo(c.result);
    assertThat(events).containsExactly(Event.ENTER, Event.EXIT, Event.EXIT);
    assertThat(Spawners.CALLS)
        .containsExactly(Arrays.deepToString(c.arguments), Arrays.deepToString(c.rewritten));
  }

  /** Neither in the stack's depth nor in its frames can a failure tell that it was woven. */
  @ParameterizedTest
  @MethodSource("cases")
  void aFailureMayStayOne(Case c) {
    List<Throwable> seen = new ArrayList<>();
    openAll(
        (event, values) -> {
          if (event == Event.FAIL) {
            seen.add((Throwable) values[0]);
          }
        });
    assertThatThrownBy(() -> call(c, failing(c)))
        .isInstanceOf(IllegalStateException.class)
        .satisfies(
            failure -> {
              assertThat(failure).isSameAs(seen.get(0));
              assertThat(failure.getStackTrace())
                  .filteredOn(frame -> frame.getMethodName().equals(c.surface.method))
                  .hasSize(1);
            });
    assertThat(events).containsExactly(Event.ENTER, Event.FAIL);
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
