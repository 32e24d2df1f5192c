package ai.openclaw.oom.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The instructions by which a woven method calls the gate. */
abstract class GateCalls extends MethodVisitor {
  static final String OBJECT = "java/lang/Object";
  private static final String FUNCTION = "java/util/function/BiFunction";
  private static final String GATE = "ai.openclaw.oom.hook.Gate";

  final Surface surface;

  GateCalls(MethodVisitor next, Surface surface) {
    super(Opcodes.ASM9, next);
    this.surface = surface;
  }

  /** Leaves function and event name on the stack. */
  final void beginGateCall(String event) {
    super.visitLdcInsn(GATE);
    super.visitInsn(Opcodes.ICONST_1);
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/ClassLoader",
        "getSystemClassLoader",
        "()Ljava/lang/ClassLoader;",
        false);
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/Class",
        "forName",
        "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
        false);
    super.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/Class",
        "getEnumConstants",
        "()[Ljava/lang/Object;",
        false);
    super.visitInsn(Opcodes.ICONST_0);
    super.visitInsn(Opcodes.AALOAD);
    super.visitTypeInsn(Opcodes.CHECKCAST, FUNCTION);
    super.visitLdcInsn(event + " " + surface.name());
  }

  /** Takes function, event name and array off the stack, leaves the answer's array. */
  final void endGateCall() {
    super.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        FUNCTION,
        "apply",
        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
        true);
    super.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
  }

  /** The same, where the array came first. */
  final void endGateCallOfArrayBelow() {
    super.visitInsn(Opcodes.DUP2_X1);
    super.visitInsn(Opcodes.POP2);
    endGateCall();
  }

  /** Puts the one value on the stack into an array of its own. */
  final void intoArray() {
    push(1);
    super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    super.visitInsn(Opcodes.DUP_X1);
    super.visitInsn(Opcodes.SWAP);
    push(0);
    super.visitInsn(Opcodes.SWAP);
    super.visitInsn(Opcodes.AASTORE);
  }

  final void fromArray(int index, Type type) {
    push(index);
    super.visitInsn(Opcodes.AALOAD);
    if (isPrimitive(type)) {
      String box = boxOf(type);
      super.visitTypeInsn(Opcodes.CHECKCAST, box);
      super.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          box,
          type.getClassName() + "Value",
          "()" + type.getDescriptor(),
          false);
    } else {
      super.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  final void box(Type type) {
    if (isPrimitive(type)) {
      String box = boxOf(type);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          box,
          "valueOf",
          "(" + type.getDescriptor() + ")L" + box + ";",
          false);
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static String boxOf(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
        return "java/lang/Boolean";
      case Type.INT:
        return "java/lang/Integer";
      case Type.LONG:
        return "java/lang/Long";
      default:
        throw new IllegalStateException("no row of the table has a " + type.getClassName());
    }
  }

  final void push(int small) {
    super.visitIntInsn(Opcodes.BIPUSH, small);
  }
}
