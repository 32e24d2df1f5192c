package ai.openclaw.oom.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The instructions by which a woven method calls the gate. */
abstract class GateCalls extends MethodVisitor {
  static final String OBJECT = "java/lang/Object";
  static final String ARRAY = "[Ljava/lang/Object;";
  static final String THROWABLE = "java/lang/Throwable";

  final Surface surface;
  final boolean hasMembers;

  /**
   * @param hasMembers whether the woven class has the {@link GateMembers}
   */
  GateCalls(MethodVisitor next, Surface surface, boolean hasMembers) {
    super(Opcodes.ASM9, next);
    this.surface = surface;
    this.hasMembers = hasMembers;
  }

  /** Leaves the gate and the event on the stack. */
  final void beginGateCall(int event) {
    if (hasMembers) {
      GateMembers.callGetter(mv, surface);
    } else {
      GateMembers.findGate(mv, surface);
    }
    GateMembers.pushEvent(mv, event);
  }

  /** Takes gate, event and array off the stack. */
  final void endGateCall() {
    GateMembers.callGate(mv);
  }

  final void newArray(int length) {
    push(length);
    super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
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
