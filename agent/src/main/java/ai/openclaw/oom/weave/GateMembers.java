package ai.openclaw.oom.weave;

import ai.openclaw.oom.hook.Event;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What a woven class gets besides: a field that holds the gate, and two methods that use it. In the
 * words of Java:
 *
 * <pre>{@code
 * private static BiConsumer openclaw$gate;
 *
 * private static BiConsumer openclaw$gate() {
 *   if (openclaw$gate == null) openclaw$gate = … the constant of Gate;
 *   return openclaw$gate;
 * }
 *
 * private static byte[] openclaw$launch(byte[] path, Object mechanism) {
 *   try {
 *     Object[] values = {path, mechanism};
 *     openclaw$gate().accept(LAUNCH, values);
 *     return (byte[]) values[0];
 *   } catch (Throwable t) {
 *     return path;
 *   }
 * }
 * }</pre>
 *
 * <p>A class can be given members only while it is loaded; one that was loaded before has to find
 * the gate anew in every call, which right after a spawn, with all caches cold, takes 4 us. The
 * class's initializer is left alone: what is thrown there ends all spawning for good.
 */
final class GateMembers {
  private static final String NAME = "openclaw$gate";
  private static final String LAUNCH_NAME = "openclaw$launch";
  private static final String LAUNCH_DESCRIPTOR = "([BLjava/lang/Object;)[B";
  private static final String FUNCTION = "java/util/function/BiConsumer";
  private static final String DESCRIPTOR = "L" + FUNCTION + ";";
  private static final String GETTER_DESCRIPTOR = "()" + DESCRIPTOR;
  private static final String GATE = "ai.openclaw.oom.agent.Gate";
  private static final int ACCESS =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  private GateMembers() {}

  /** Whether a field or method is one of these, by what it is called. */
  static boolean isOne(String name) {
    return name.equals(NAME) || name.equals(LAUNCH_NAME);
  }

  static void declare(ClassVisitor type, Surface surface) {
    type.visitField(ACCESS, NAME, DESCRIPTOR, null, null).visitEnd();
    declareGetter(type, surface);
    declareLaunch(type, surface);
  }

  private static void declareGetter(ClassVisitor type, Surface surface) {
    MethodVisitor method = type.visitMethod(ACCESS, NAME, GETTER_DESCRIPTOR, null, null);
    Label found = new Label();
    method.visitCode();
    method.visitFieldInsn(Opcodes.GETSTATIC, surface.owner, NAME, DESCRIPTOR);
    method.visitJumpInsn(Opcodes.IFNONNULL, found);
    findGate(method, surface);
    method.visitFieldInsn(Opcodes.PUTSTATIC, surface.owner, NAME, DESCRIPTOR);
    method.visitLabel(found);
    method.visitFrame(Opcodes.F_FULL, 0, null, 0, null);
    method.visitFieldInsn(Opcodes.GETSTATIC, surface.owner, NAME, DESCRIPTOR);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(3, 0);
    method.visitEnd();
  }

  private static void declareLaunch(ClassVisitor type, Surface surface) {
    MethodVisitor method = type.visitMethod(ACCESS, LAUNCH_NAME, LAUNCH_DESCRIPTOR, null, null);
    Label begin = new Label();
    Label handler = new Label();
    method.visitCode();
    method.visitTryCatchBlock(begin, handler, handler, GateCalls.THROWABLE);
    method.visitLabel(begin);
    method.visitInsn(Opcodes.ICONST_2);
    method.visitTypeInsn(Opcodes.ANEWARRAY, GateCalls.OBJECT);
    method.visitVarInsn(Opcodes.ASTORE, 2);
    for (int i = 0; i < 2; i++) {
      method.visitVarInsn(Opcodes.ALOAD, 2);
      method.visitInsn(Opcodes.ICONST_0 + i);
      method.visitVarInsn(Opcodes.ALOAD, i);
      method.visitInsn(Opcodes.AASTORE);
    }
    callGetter(method, surface);
    pushEvent(method, Event.LAUNCH);
    method.visitVarInsn(Opcodes.ALOAD, 2);
    callGate(method);
    method.visitVarInsn(Opcodes.ALOAD, 2);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.AALOAD);
    method.visitTypeInsn(Opcodes.CHECKCAST, "[B");
    method.visitInsn(Opcodes.ARETURN);
    method.visitLabel(handler);
    method.visitFrame(
        Opcodes.F_FULL,
        2,
        new Object[] {"[B", GateCalls.OBJECT},
        1,
        new Object[] {GateCalls.THROWABLE});
    method.visitInsn(Opcodes.POP);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(3, 3);
    method.visitEnd();
  }

  /** Leaves the gate on the stack, in a class that has the members. */
  static void callGetter(MethodVisitor method, Surface surface) {
    method.visitMethodInsn(Opcodes.INVOKESTATIC, surface.owner, NAME, GETTER_DESCRIPTOR, false);
  }

  /** Takes path and mechanism off the stack, leaves a path. In a class that has the members. */
  static void callLaunch(MethodVisitor method, Surface surface) {
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, surface.owner, LAUNCH_NAME, LAUNCH_DESCRIPTOR, false);
  }

  static void pushEvent(MethodVisitor method, int event) {
    method.visitInsn(Opcodes.ICONST_0 + event);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
  }

  /** Takes gate, event and array off the stack. */
  static void callGate(MethodVisitor method) {
    method.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        FUNCTION,
        "accept",
        "(Ljava/lang/Object;Ljava/lang/Object;)V",
        true);
  }

  /**
   * Leaves the surface's gate on the stack. An enum's constants are to be had without a reflective
   * call.
   */
  static void findGate(MethodVisitor method, Surface surface) {
    method.visitLdcInsn(GATE);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/ClassLoader",
        "getSystemClassLoader",
        "()Ljava/lang/ClassLoader;",
        false);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/Class",
        "forName",
        "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
        false);
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/Class",
        "getEnumConstants",
        "()[Ljava/lang/Object;",
        false);
    method.visitIntInsn(Opcodes.BIPUSH, surface.ordinal());
    method.visitInsn(Opcodes.AALOAD);
    method.visitTypeInsn(Opcodes.CHECKCAST, FUNCTION);
  }
}
