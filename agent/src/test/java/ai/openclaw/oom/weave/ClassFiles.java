package ai.openclaw.oom.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** What tests do with class files; names are internal ones, with slashes. */
final class ClassFiles {
  private ClassFiles() {}

  static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  static byte[] of(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  static int version(byte[] classFile) {
    return (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
  }

  static byte[] withVersion(int version, byte[] classFile) {
    byte[] copy = classFile.clone();
    copy[6] = (byte) (version >> 8);
    copy[7] = (byte) version;
    return copy;
  }

  static byte[] renamed(byte[] classFile, String from, String to) {
    ClassWriter writer = new ClassWriter(0);
    SimpleRemapper remapper = new SimpleRemapper(Opcodes.ASM9, Map.of(from, to));
    new ClassReader(classFile).accept(new ClassRemapper(writer, remapper), 0);
    return writer.toByteArray();
  }

  /** In a class loader of its own. */
  static Class<?> define(String name, byte[] classFile) {
    final class Loader extends ClassLoader {
      Loader() {
        super(ClassFiles.class.getClassLoader());
      }

      Class<?> define() {
        return defineClass(name.replace('/', '.'), classFile, 0, classFile.length);
      }
    }

    return new Loader().define();
  }

  static List<String> fields(byte[] classFile) {
    List<String> fields = new ArrayList<>();
    ClassVisitor reader =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public FieldVisitor visitField(
              int access, String name, String descriptor, String signature, Object value) {
            fields.add(name);
            return null;
          }
        };
    new ClassReader(classFile).accept(reader, 0);
    return fields;
  }

  /** Every method as a class file of its own, so that the rest of the constant pool is no part. */
  static Map<String, byte[]> methods(byte[] classFile) {
    Map<String, byte[]> methods = new TreeMap<>();
    ClassVisitor splitter =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            ClassWriter own = new ClassWriter(0);
            own.visit(Opcodes.V17, 0, "Own", null, "java/lang/Object", null);
            return new MethodVisitor(
                Opcodes.ASM9, own.visitMethod(access, name, descriptor, signature, exceptions)) {
              @Override
              public void visitEnd() {
                super.visitEnd();
                methods.put(name + descriptor, own.toByteArray());
              }
            };
          }
        };
    new ClassReader(classFile).accept(splitter, 0);
    return methods;
  }
}
