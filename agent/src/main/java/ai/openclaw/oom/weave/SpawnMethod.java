package ai.openclaw.oom.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves one spawn method. In the words of Java:
 *
 * <pre>{@code
 * start(a, b, …) {
 *   (a, b, …) = gate("enter S", {a, b, …, this});
 *   try {
 *     … the original body, in which every "return r" is
 *     return gate("exit S", {r})[0];    // {r, r.pid()} of the JDK's own class, since 9
 *   } catch (Throwable t) {
 *     (a, b, …) = gate("fail S", {t});    // throws t, unless the spawn is to be started unwrapped
 *     return start(a, b, …);
 *   }
 * }
 * }</pre>
 *
 * <p>Everything is straight-line but the handler, which stands at the end: the one new stack-map
 * frame is its own, and no local variable is added. The handler's call is a plain call of the
 * method itself, so that starting anew needs no reflection into the JDK.
 */
final class SpawnMethod extends GateCalls {
  private final String descriptor;
  private final boolean isStatic;
  private final boolean isPrivate;
  private final Type[] parameters;
  private final Type result;
  private final boolean tellsPid;
  private final Label bodyStart = new Label();

  /**
   * @param descriptor the method's own, see {@link Surface#is}
   * @param tellsPid whether the result is a process that can be asked for its pid
   */
  SpawnMethod(
      MethodVisitor next,
      Surface surface,
      String descriptor,
      boolean gateIsField,
      boolean tellsPid,
      int access) {
    super(next, surface, gateIsField);
    this.descriptor = descriptor;
    this.tellsPid = tellsPid;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    beginGateCall("enter");
    push(parameters.length + 1);
    super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    int slot = 0;
    if (!isStatic) {
      super.visitInsn(Opcodes.DUP);
      push(parameters.length);
      super.visitVarInsn(Opcodes.ALOAD, slot++);
      super.visitInsn(Opcodes.AASTORE);
    }
    for (int i = 0; i < parameters.length; i++) {
      super.visitInsn(Opcodes.DUP);
      push(i);
      super.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), slot);
      box(parameters[i]);
      super.visitInsn(Opcodes.AASTORE);
      slot += parameters[i].getSize();
    }
    endGateCall();
    storeParameters();
    super.visitLabel(bodyStart);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (tellsPid) {
      super.visitInsn(Opcodes.DUP);
      super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Process", "pid", "()J", false);
      box(Type.LONG_TYPE);
      bothIntoArray();
    } else {
      if (result.getSort() == Type.VOID) {
        super.visitInsn(Opcodes.ACONST_NULL);
      } else {
        box(result);
      }
      intoArray();
    }
    beginGateCall("exit");
    endGateCallOfArrayBelow();
    if (result.getSort() == Type.VOID) {
      super.visitInsn(Opcodes.POP);
    } else {
      fromArray(0, result);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label handler = new Label();
    // Last in the table, so that the body's own handlers come first.
    super.visitTryCatchBlock(bodyStart, handler, handler, "java/lang/Throwable");
    super.visitLabel(handler);
    visitHandlerFrame();
    intoArray();
    beginGateCall("fail");
    endGateCallOfArrayBelow();
    storeParameters();
    int slot = 0;
    if (!isStatic) {
      super.visitVarInsn(Opcodes.ALOAD, slot++);
    }
    for (Type parameter : parameters) {
      super.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
      slot += parameter.getSize();
    }
    super.visitMethodInsn(
        isStatic ? Opcodes.INVOKESTATIC : isPrivate ? Opcodes.INVOKESPECIAL : Opcodes.INVOKEVIRTUAL,
        surface.owner,
        surface.method,
        descriptor,
        false);
    super.visitInsn(result.getOpcode(Opcodes.IRETURN));
    super.visitMaxs(maxStack, maxLocals);
  }

  private void visitHandlerFrame() {
    int self = isStatic ? 0 : 1;
    Object[] locals = new Object[self + parameters.length];
    if (!isStatic) {
      locals[0] = surface.owner;
    }
    for (int i = 0; i < parameters.length; i++) {
      locals[self + i] = frameType(parameters[i]);
    }
    super.visitFrame(
        Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
  }

  private static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }

  /** Takes the array off the stack and spreads it over the parameters' variables. */
  private void storeParameters() {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < parameters.length; i++) {
      super.visitInsn(Opcodes.DUP);
      fromArray(i, parameters[i]);
      super.visitVarInsn(parameters[i].getOpcode(Opcodes.ISTORE), slot);
      slot += parameters[i].getSize();
    }
    super.visitInsn(Opcodes.POP);
  }
}
