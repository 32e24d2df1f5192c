package ai.openclaw.oom.lib;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** An agent of another's making: it advises the JDK's classes that start processes. */
public final class Advising {
  private static Instrumentation instrumentation;

  private Advising() {}

  /** Lets all transformers have the classes once more. */
  public static String again() throws Exception {
    instrumentation.retransformClasses(
        Class.forName("java.lang.ProcessImpl"), ProcessBuilder.class);
    return "advised again";
  }

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .ignore(none())
        .type(named("java.lang.ProcessImpl").or(named("java.lang.ProcessBuilder")))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Noting.class).on(named("start"))))
        .installOn(given);
  }

  /** Goes into the classes as it is, so that it may name nothing but {@code java.*}. */
  static final class Noting {
    private Noting() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Origin("#t.#m ") String method) {
      System.setProperty("advised", System.getProperty("advised", "") + method);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Thrown Throwable thrown) {
      String end = thrown == null ? "returned " : "threw ";
      System.setProperty("advised", System.getProperty("advised", "") + end);
    }
  }
}
