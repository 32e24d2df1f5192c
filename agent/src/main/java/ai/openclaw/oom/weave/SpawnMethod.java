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
 *     return gate("exit S", {r});
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
final class SpawnMethod extends MethodVisitor {
  private static final String OBJECT = "java/lang/Object";
  private static final String FUNCTION = "java/util/function/BiFunction";
  private static final String GATE = "ai.openclaw.oom.hook.Gate";

  private final Surface surface;
  private final boolean isStatic;
  private final boolean isPrivate;
  private final Type[] parameters;
  private final Type result;
  private final Label bodyStart = new Label();

  SpawnMethod(MethodVisitor next, Surface surface, int access) {
    super(Opcodes.ASM9, next);
    this.surface = surface;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
    this.parameters = Type.getArgumentTypes(surface.descriptor);
    this.result = Type.getReturnType(surface.descriptor);
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
    if (result.getSort() == Type.VOID) {
      super.visitInsn(Opcodes.ACONST_NULL);
    } else {
      box(result);
    }
    intoArray();
    beginGateCall("exit");
    // array, function, event -> function, event, array
    super.visitInsn(Opcodes.DUP2_X1);
    super.visitInsn(Opcodes.POP2);
    endGateCall();
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
    super.visitInsn(Opcodes.DUP2_X1);
    super.visitInsn(Opcodes.POP2);
    endGateCall();
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
        surface.descriptor,
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

  /** Leaves function and event name on the stack. */
  private void beginGateCall(String event) {
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
  private void endGateCall() {
    super.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        FUNCTION,
        "apply",
        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
        true);
    super.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
  }

  /** Puts the one value on the stack into an array of its own. */
  private void intoArray() {
    push(1);
    super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    super.visitInsn(Opcodes.DUP_X1);
    super.visitInsn(Opcodes.SWAP);
    push(0);
    super.visitInsn(Opcodes.SWAP);
    super.visitInsn(Opcodes.AASTORE);
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

  private void fromArray(int index, Type type) {
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

  private void box(Type type) {
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

  private void push(int small) {
    super.visitIntInsn(Opcodes.BIPUSH, small);
  }
}
