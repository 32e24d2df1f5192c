package ai.openclaw.oom.lib;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** As {@link Advising}, by plain ASM; it notes the same. */
public final class Instrumenting implements ClassFileTransformer {
  private static final Class<?>[] ADVISED = {ProcessBuilder.class, processImpl()};

  /** Where a class file has its version, and the newest that this ASM reads. */
  private static final int MAJOR = 7;

  private static final int NEWEST = Opcodes.V20;

  private static Instrumentation instrumentation;

  private Instrumenting() {}

  public static void premain(String arguments, Instrumentation given) throws Exception {
    instrumentation = given;
    given.addTransformer(new Instrumenting(), true);
    again();
  }

  /** Lets all transformers have the classes once more. */
  public static String again() throws Exception {
    instrumentation.retransformClasses(ADVISED);
    return "advised again";
  }

  private static Class<?> processImpl() {
    try {
      return Class.forName("java.lang.ProcessImpl");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    return "java/lang/ProcessImpl".equals(name) || "java/lang/ProcessBuilder".equals(name)
        ? advised(bytes)
        : null;
  }

  /** What newer JDKs have that ASM does not know is not in these classes. */
  private static byte[] advised(byte[] bytes) {
    byte[] old = bytes.clone();
    old[MAJOR] = (byte) Math.min(bytes[MAJOR], NEWEST);
    ClassReader reader = new ClassReader(old);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Starts(writer), ClassReader.EXPAND_FRAMES);
    byte[] advised = writer.toByteArray();
    advised[MAJOR] = bytes[MAJOR];
    return advised;
  }

  private static final class Starts extends ClassVisitor {
    private String owner;

    Starts(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      owner = name;
      super.visit(version, access, name, generic, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, generic, exceptions);
      return name.equals("start") ? new Noting(next, owner, access, descriptor) : next;
    }
  }

  /** Notes a method's beginning, and each of its ends. */
  private static final class Noting extends MethodVisitor {
    private final String owner;
    private final Object[] parameters;
    private final Label begin = new Label();
    private final Label end = new Label();

    Noting(MethodVisitor next, String owner, int access, String descriptor) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
      this.parameters = parameters(owner, access, descriptor);
    }

    private static Object[] parameters(String owner, int access, String descriptor) {
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      Type[] types = Type.getArgumentTypes(descriptor);
      Object[] all = new Object[types.length + (isStatic ? 0 : 1)];
      if (!isStatic) {
        all[0] = owner;
      }
      for (int i = 0; i < types.length; i++) {
        boolean isReference = types[i].getSort() >= Type.ARRAY;
        all[all.length - types.length + i] =
            isReference ? types[i].getInternalName() : Opcodes.INTEGER;
      }
      return all;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      note(owner.replace('/', '.') + ".start ");
      super.visitLabel(begin);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN) {
        note("returned ");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitLabel(end);
      // After all others, which then come first.
      super.visitTryCatchBlock(begin, end, end, null);
      Object[] thrown = {"java/lang/Throwable"};
      super.visitFrame(Opcodes.F_NEW, parameters.length, parameters, 1, thrown);
      note("threw ");
      super.visitInsn(Opcodes.ATHROW);
      super.visitMaxs(stack, locals);
    }

    /** {@code System.setProperty("advised", System.getProperty("advised", "").concat(word))}. */
    private void note(String word) {
      super.visitLdcInsn("advised");
      super.visitInsn(Opcodes.DUP);
      super.visitLdcInsn("");
      system("getProperty");
      super.visitLdcInsn(word);
      String concat = "(Ljava/lang/String;)Ljava/lang/String;";
      super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "concat", concat, false);
      system("setProperty");
      super.visitInsn(Opcodes.POP);
    }

    private void system(String method) {
      String descriptor = "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;";
      super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", method, descriptor, false);
    }
  }
}
