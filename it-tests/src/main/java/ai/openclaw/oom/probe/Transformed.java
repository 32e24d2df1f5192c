package ai.openclaw.oom.probe;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** An agent too, and its JVM: it transforms the class that starts processes between two starts. */
public final class Transformed {

  private static Instrumentation instrumentation;

  private Transformed() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
    given.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            return "java/lang/ProcessImpl".equals(name) ? bytes : null;
          }
        },
        true);
  }

  public static void main(String[] args) throws Exception {
    System.out.println(Child.run("cat", Child.SCORE_FILE).score());
    instrumentation.retransformClasses(Class.forName("java.lang.ProcessImpl"));
    System.out.println(Child.run("cat", Child.SCORE_FILE).score());
  }
}
