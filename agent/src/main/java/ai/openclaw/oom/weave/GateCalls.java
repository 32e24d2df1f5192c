package ai.openclaw.oom.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The instructions by which a woven method calls the gate. */
abstract class GateCalls extends MethodVisitor {
  static final String OBJECT = "java/lang/Object";

  final Surface surface;
  private final boolean gateIsField;

  /**
   * @param gateIsField whether the woven class has a {@link GateField}
   */
  GateCalls(MethodVisitor next, Surface surface, boolean gateIsField) {
    super(Opcodes.ASM9, next);
    this.surface = surface;
    this.gateIsField = gateIsField;
  }

  /** Leaves function and event name on the stack. */
  final void beginGateCall(String event) {
    if (gateIsField) {
      super.visitFieldInsn(Opcodes.GETSTATIC, surface.owner, GateField.NAME, GateField.DESCRIPTOR);
    } else {
      GateField.findGate(mv);
    }
    super.visitLdcInsn(event + " " + surface.name());
  }

  /** Takes function, event name and array off the stack, leaves the answer's array. */
  final void endGateCall() {
    super.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        GateField.FUNCTION,
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

  /** Puts the two objects on the stack into an array of their own. */
  final void bothIntoArray() {
    push(2);
    super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    // first, second, array -> array, array, first, array, second
    super.visitInsn(Opcodes.DUP_X2);
    super.visitInsn(Opcodes.DUP_X2);
    super.visitInsn(Opcodes.SWAP);
    push(1);
    super.visitInsn(Opcodes.SWAP);
    super.visitInsn(Opcodes.AASTORE);
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
