package ai.openclaw.oom.surface;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * The pipes of {@code ProcessBuilder.startPipeline}, in the rare case that one of its processes is
 * started a second time. Written with reflection, since the agent is compiled for Java 8, where
 * there are neither modules nor pipelines.
 */
final class PipelinePipes {
  private final Instrumentation instrumentation;

  PipelinePipes(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Empties those that the first start has filled: a second one would take their ends for its own
   * output.
   */
  void empty(Object[] redirects) {
    for (int i = 1; i < redirects.length; i++) {
      if (redirects[i].getClass().getName().endsWith("$RedirectPipeImpl")) {
        try {
          open();
          Method getFd = redirects[i].getClass().getDeclaredMethod("getFd");
          getFd.setAccessible(true);
          // Closing it through a stream also sets the descriptor back to -1.
          new FileInputStream((FileDescriptor) getFd.invoke(redirects[i])).close();
        } catch (ReflectiveOperationException | IOException e) {
          throw new IllegalStateException("a pipeline cannot be started anew", e);
        }
      }
    }
  }

  /** {@code instrumentation.redefineModule(java.base, opens java.lang to the agent alone)}. */
  private void open() throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Class<?> module = getModule.getReturnType();
    Map<String, Set<Object>> opens =
        Collections.singletonMap(
            "java.lang", Collections.singleton(getModule.invoke(PipelinePipes.class)));
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            getModule.invoke(Object.class),
            Collections.emptySet(),
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
