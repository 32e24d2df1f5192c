package ai.openclaw.oom.weave;

import ai.openclaw.oom.hook.Event;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves one spawn method. In the words of Java, with a jump that Java does not have:
 *
 * <pre>{@code
 * start(a, b, …) {
 *   try {
 *     Object[] values = {a, b, …, this, null};
 *     gate.accept(ENTER, values);
 *     (a, b, …) = values;
 *   } catch (Throwable t) {
 *     // The spawn goes through as it is.
 *   }
 * body:
 *   try {
 *     … the original body, in which every "return r" is "goto exit"
 *   } catch (Throwable t) {
 *     try {
 *       Object[] values = {t, null, …};
 *       gate.accept(FAIL, values);
 *       if (values[last] != null) { (a, b, …) = values; goto body; }
 *     } catch (Throwable ignored) {
 *     }
 *     throw t;
 *   }
 * exit:
 *   try {
 *     Object[] values = {r, null, …};   // {r, r.pid(), …} of the JDK's own class, since 9
 *     gate.accept(EXIT, values);
 *     if (values[last] != null) { (a, b, …) = values; goto body; }
 *   } catch (Throwable ignored) {
 *   }
 *   return r;
 * }
 * }</pre>
 *
 * <p>So nothing that is thrown on the way to the hooks reaches the application, and a start that
 * only a shim made fail ends with the JDK's own answer, without a second call of the method, which
 * a stack trace would show. Ours are two local variables behind the parameters, where the body does
 * not need its own; the frames that we add say so.
 */
final class SpawnMethod extends GateCalls {
  private static final int DEEPEST = 8;

  private final boolean isStatic;
  private final Type[] parameters;
  private final Type result;
  private final boolean tellsPid;

  /** Of our array: the parameters, the receiver, and what says that the body is to run again. */
  private final int length;

  /** Where our variables begin: first what is returned or thrown, then the array. */
  private final int first;

  private final int array;

  private final Label body = new Label();
  private final Label exit = new Label();
  private final Label again = new Label();

  /**
   * @param descriptor the method's own, see {@link Surface#is}
   * @param tellsPid whether the result is a process that can be asked for its pid
   */
  SpawnMethod(
      MethodVisitor next,
      Surface surface,
      String descriptor,
      boolean hasMembers,
      boolean tellsPid,
      int access) {
    super(next, surface, hasMembers);
    this.tellsPid = tellsPid;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
    this.length = parameters.length + 2;
    int slots = isStatic ? 0 : 1;
    for (Type parameter : parameters) {
      slots += parameter.getSize();
    }
    this.first = slots;
    this.array = slots + Math.max(1, result.getSize());
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label begin = new Label();
    Label end = new Label();
    Label handler = new Label();
    super.visitTryCatchBlock(begin, end, handler, THROWABLE);
    super.visitLabel(begin);
    newArray(length);
    super.visitVarInsn(Opcodes.ASTORE, array);
    int slot = 0;
    if (!isStatic) {
      store(parameters.length, slot++, Type.getObjectType(OBJECT));
    }
    for (int i = 0; i < parameters.length; i++) {
      store(i, slot, parameters[i]);
      slot += parameters[i].getSize();
    }
    tell(Event.ENTER);
    takeParameters();
    super.visitLabel(end);
    super.visitJumpInsn(Opcodes.GOTO, body);
    super.visitLabel(handler);
    frame(null, false, THROWABLE);
    super.visitInsn(Opcodes.POP);
    super.visitLabel(body);
    frame(null, false, null);
    // The body may begin with a frame of its own, and two cannot stand at one place.
    super.visitInsn(Opcodes.NOP);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
    } else {
      super.visitJumpInsn(Opcodes.GOTO, exit);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label fail = new Label();
    super.visitTryCatchBlock(body, exit, fail, THROWABLE);
    leave();
    super.visitLabel(fail);
    frame(null, false, THROWABLE);
    fail();
    super.visitLabel(again);
    frame(null, true, null);
    Label end = new Label();
    super.visitTryCatchBlock(again, end, fail, THROWABLE);
    takeParameters();
    super.visitLabel(end);
    super.visitJumpInsn(Opcodes.GOTO, body);
    super.visitMaxs(Math.max(maxStack, DEEPEST), Math.max(maxLocals, array + 1));
  }

  /** Where the body returns to, with the result on the stack. */
  private void leave() {
    super.visitLabel(exit);
    boolean isVoid = result.getSort() == Type.VOID;
    Object type = isVoid ? null : frameType(result);
    frame(null, false, type);
    if (!isVoid) {
      super.visitVarInsn(result.getOpcode(Opcodes.ISTORE), first);
    }
    tellOfEnd(Event.EXIT, type, isVoid ? null : result);
    if (!isVoid) {
      super.visitVarInsn(result.getOpcode(Opcodes.ILOAD), first);
    }
    super.visitInsn(result.getOpcode(Opcodes.IRETURN));
  }

  /** What is done with a throwable that is on the stack. */
  private void fail() {
    super.visitVarInsn(Opcodes.ASTORE, first);
    tellOfEnd(Event.FAIL, THROWABLE, Type.getObjectType(OBJECT));
    super.visitVarInsn(Opcodes.ALOAD, first);
    super.visitInsn(Opcodes.ATHROW);
  }

  /**
   * Tells what the body has ended with, goes to the body again if it is asked to, and else goes on,
   * whatever is thrown here.
   *
   * @param firstType of the variable that holds what it is, for a frame; null if there is nothing
   * @param told the type as which it is told; null for nothing
   */
  private void tellOfEnd(int event, Object firstType, Type told) {
    Label begin = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label done = new Label();
    super.visitTryCatchBlock(begin, end, handler, THROWABLE);
    super.visitLabel(begin);
    newArray(length);
    super.visitVarInsn(Opcodes.ASTORE, array);
    if (told != null) {
      store(0, first, told);
    }
    if (event == Event.EXIT && tellsPid) {
      storePid();
    }
    tell(event);
    repeatIfAsked();
    super.visitLabel(end);
    super.visitJumpInsn(Opcodes.GOTO, done);
    super.visitLabel(handler);
    frame(firstType, false, THROWABLE);
    super.visitInsn(Opcodes.POP);
    super.visitLabel(done);
    frame(firstType, false, null);
  }

  private void storePid() {
    super.visitVarInsn(Opcodes.ALOAD, array);
    push(1);
    super.visitVarInsn(Opcodes.ALOAD, first);
    super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Process", "pid", "()J", false);
    box(Type.LONG_TYPE);
    super.visitInsn(Opcodes.AASTORE);
  }

  /** Puts a variable into our array. */
  private void store(int index, int slot, Type type) {
    super.visitVarInsn(Opcodes.ALOAD, array);
    push(index);
    super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
    box(type);
    super.visitInsn(Opcodes.AASTORE);
  }

  private void tell(int event) {
    beginGateCall(event);
    super.visitVarInsn(Opcodes.ALOAD, array);
    endGateCall();
  }

  private void repeatIfAsked() {
    super.visitVarInsn(Opcodes.ALOAD, array);
    push(length - 1);
    super.visitInsn(Opcodes.AALOAD);
    super.visitJumpInsn(Opcodes.IFNONNULL, again);
  }

  /** Spreads our array over the parameters' variables. */
  private void takeParameters() {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < parameters.length; i++) {
      super.visitVarInsn(Opcodes.ALOAD, array);
      fromArray(i, parameters[i]);
      super.visitVarInsn(parameters[i].getOpcode(Opcodes.ISTORE), slot);
      slot += parameters[i].getSize();
    }
  }

  /**
   * The parameters, and of our variables those that are said to be there.
   *
   * @param firstType of the first of them; null if it is not
   * @param hasArray only without the first
   * @param onStack null for nothing
   */
  private void frame(Object firstType, boolean hasArray, Object onStack) {
    int known = (isStatic ? 0 : 1) + parameters.length;
    int gap = hasArray ? array - first : 0;
    Object[] locals = new Object[known + (firstType == null ? 0 : 1) + gap + (hasArray ? 1 : 0)];
    int at = 0;
    if (!isStatic) {
      locals[at++] = surface.owner;
    }
    for (Type parameter : parameters) {
      locals[at++] = frameType(parameter);
    }
    if (firstType != null) {
      locals[at++] = firstType;
    }
    for (int i = 0; i < gap; i++) {
      locals[at++] = Opcodes.TOP;
    }
    if (hasArray) {
      locals[at++] = ARRAY;
    }
    Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
    super.visitFrame(Opcodes.F_FULL, at, locals, stack.length, stack);
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
}
