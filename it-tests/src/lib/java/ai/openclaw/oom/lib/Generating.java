package ai.openclaw.oom.lib;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** An application that makes classes as it goes, by an ASM and a Byte Buddy of its own. */
public final class Generating {
  private static final int TIMES = 5;
  private static final int CHILDREN = 4;

  private Generating() {}

  /**
   * Makes some of both while it starts processes, and tells the scores of these, what those say,
   * and what has made them.
   */
  public static String take() throws Exception {
    FutureTask<String> made = new FutureTask<>(Generating::make);
    new Thread(made).start();
    StringBuilder scores = new StringBuilder();
    for (int i = 0; i < CHILDREN; i++) {
      Process child = new ProcessBuilder("cat", "-", "/proc/self/oom_score_adj").start();
      // It reads its score once it has been started, which is when its input ends.
      child.getOutputStream().close();
      String score = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      scores.append("score=").append(score.strip()).append(' ');
    }
    return scores + made.get();
  }

  private static String make() throws Exception {
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < TIMES; i++) {
      said.append(byAsm("asm" + i).call()).append(' ');
      said.append(byByteBuddy("byte-buddy" + i).call()).append(' ');
    }
    // By where they are from: what the agent has of both is from elsewhere.
    return said + version(ClassWriter.class) + version(ByteBuddy.class);
  }

  private static String version(Class<?> type) {
    return type.getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .getPath()
        .replaceAll(".*/", " ");
  }

  private static Callable<?> byByteBuddy(String says) throws Exception {
    return (Callable<?>)
        new ByteBuddy(ClassFileVersion.JAVA_V8)
            .subclass(Object.class)
            .implement(Callable.class)
            .method(ElementMatchers.named("call"))
            .intercept(FixedValue.value(says))
            .make()
            .load(Generating.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded()
            .getConstructor()
            .newInstance();
  }

  private static Callable<?> byAsm(String says) throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    String[] interfaces = {"java/util/concurrent/Callable"};
    writer.visit(
        Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Generated", null, "java/lang/Object", interfaces);
    MethodVisitor made = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    made.visitCode();
    made.visitVarInsn(Opcodes.ALOAD, 0);
    made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    made.visitInsn(Opcodes.RETURN);
    made.visitMaxs(0, 0);
    made.visitEnd();
    MethodVisitor call =
        writer.visitMethod(Opcodes.ACC_PUBLIC, "call", "()Ljava/lang/Object;", null, null);
    call.visitCode();
    call.visitLdcInsn(says);
    call.visitInsn(Opcodes.ARETURN);
    call.visitMaxs(0, 0);
    call.visitEnd();
    writer.visitEnd();
    return (Callable<?>) new Defining().define(writer.toByteArray()).getConstructor().newInstance();
  }

  private static final class Defining extends ClassLoader {
    Defining() {
      super(Generating.class.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }
}
