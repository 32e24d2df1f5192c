package ai.openclaw.oom.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Gives a class a constant that holds the gate. A class can be given one only while it is loaded;
 * one that was loaded before has to find the gate anew in every call, which right after a spawn,
 * with all caches cold, takes 4 us.
 */
final class GateField {
  static final String NAME = "openclaw$gate";
  static final String FUNCTION = "java/util/function/BiFunction";
  static final String DESCRIPTOR = "L" + FUNCTION + ";";

  private static final String GATE = "ai.openclaw.oom.hook.Gate";
  private static final String INITIALIZER = "<clinit>";

  private GateField() {}

  static void declare(ClassVisitor type) {
    int access =
        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    type.visitField(access, NAME, DESCRIPTOR, null, null).visitEnd();
  }

  static boolean isInitializer(String method) {
    return method.equals(INITIALIZER);
  }

  /** For a class that has no initializer. */
  static void addInitializer(ClassVisitor type, String owner) {
    MethodVisitor method = type.visitMethod(Opcodes.ACC_STATIC, INITIALIZER, "()V", null, null);
    method.visitCode();
    initialize(method, owner);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Puts the constant's value ahead of all else. */
  static MethodVisitor inInitializer(MethodVisitor next, String owner) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        initialize(mv, owner);
      }
    };
  }

  private static void initialize(MethodVisitor method, String owner) {
    findGate(method);
    method.visitFieldInsn(Opcodes.PUTSTATIC, owner, NAME, DESCRIPTOR);
  }

  /** Leaves the gate on the stack. */
  static void findGate(MethodVisitor method) {
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
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.AALOAD);
    method.visitTypeInsn(Opcodes.CHECKCAST, FUNCTION);
  }
}
