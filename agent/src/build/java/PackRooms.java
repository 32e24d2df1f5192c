import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts the classes that a spawn needs into one stored entry of the agent's jar, from which the
 * agent defines them without finding and inflating each. A step of the build, run after shading; of
 * a jar that was packed before, and that the build took for its own, it stores the entry again. The
 * same classes give the same bytes.
 *
 * <p>The names of local variables, which only a debugger asks for, are left out: they are a sixth
 * of what a spawn has to read. So are the line numbers of the libraries, and the rooms' generic
 * types, for which only an MXBean's interface is asked.
 */
final class PackRooms {
  private static final String OURS = "ai/openclaw/oom/";
  private static final String STORED = OURS + "rooms";
  private static final String CLASS = ".class";

  /** The rooms that a JVM with the agent may need for a spawn; others stay entries of their own. */
  private static final List<String> ROOMS =
      List.of(
          "asm",
          "assembly",
          "hold",
          "hook",
          "linux",
          "log",
          "report",
          "shim",
          "spawn",
          "surface",
          "watch",
          "weave");

  /** Of these rooms, what hardly any JVM comes to need: it is smaller as an entry of its own. */
  private static final Set<String> SELDOM =
      Set.of(
          "asm/Attribute$Set",
          "asm/ConstantDynamic",
          "asm/Constants",
          "asm/TypePath",
          "asm/TypeReference",
          "assembly/Existing",
          "assembly/Explained",
          "assembly/NearestKey",
          "assembly/Nesting",
          "report/BeanJob",
          "report/ChildOomAgentMXBean",
          "report/TallyBean",
          "surface/ExecSurface",
          "surface/NuProcessSurface",
          "surface/PipelinePipes");

  /** Libraries, whose line numbers tell us nothing. */
  private static final List<String> CARRIED = List.of("asm", "attach", "commonscli");

  /** Against which the demo is compiled. */
  private static final String TYPED = OURS + "group/";

  private PackRooms() {}

  /**
   * @param args the jar
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path packed = Path.of(args[0] + ".packed");
    Map<String, byte[]> rooms = new TreeMap<>();
    try (JarFile in = new JarFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(packed))) {
      byte[] blob = null;
      for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
        byte[] content = content(in, entry);
        String path = entry.getName();
        if (path.equals(STORED)) {
          blob = content;
        } else if (path.endsWith(CLASS) && isOfRooms(path)) {
          String name = path.substring(0, path.length() - CLASS.length()).replace('/', '.');
          rooms.put(name, stripped(path, content));
        } else if (!entry.isDirectory()) {
          ZipEntry copy = new ZipEntry(path);
          copy.setTimeLocal(entry.getTimeLocal());
          out.putNextEntry(copy);
          out.write(path.endsWith(CLASS) ? stripped(path, content) : content);
        }
      }
      if (rooms.isEmpty() == (blob == null)) {
        throw new IOException(jar + " has neither all classes of the inner rooms nor their entry");
      }
      store(out, in.stream().findFirst().orElseThrow(), blob == null ? blob(rooms) : blob);
    }
    Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isOfRooms(String path) {
    String name = path.substring(0, path.length() - CLASS.length());
    return ROOMS.stream().anyMatch(room -> path.startsWith(OURS + room + "/"))
        && SELDOM.stream().noneMatch(seldom -> name.equals(OURS + seldom));
  }

  private static byte[] stripped(String path, byte[] bytes) {
    boolean isTyped = path.startsWith(TYPED) || path.endsWith("MXBean" + CLASS);
    boolean isCarried = CARRIED.stream().anyMatch(library -> path.startsWith(OURS + library + "/"));
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              private String needed(String signature) {
                return isTyped ? signature : null;
              }

              @Override
              public void visit(
                  int version,
                  int access,
                  String name,
                  String signature,
                  String parent,
                  String[] interfaces) {
                super.visit(version, access, name, needed(signature), parent, interfaces);
              }

              @Override
              public FieldVisitor visitField(
                  int access, String name, String type, String signature, Object value) {
                return super.visitField(access, name, type, needed(signature), value);
              }

              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return new MethodVisitor(
                    Opcodes.ASM9,
                    super.visitMethod(access, name, type, needed(signature), exceptions)) {
                  @Override
                  public void visitLocalVariable(
                      String name, String type, String signature, Label from, Label to, int at) {
                    // Left out.
                  }
                };
              }
            },
            isCarried ? ClassReader.SKIP_DEBUG : 0);
    return writer.toByteArray();
  }

  private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * How long the table is, the table, and the classes that it tells of: for each the length of its
   * name, the name, and how long the class is. They follow each other in that order.
   */
  private static byte[] blob(Map<String, byte[]> rooms) throws IOException {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    DataOutputStream rows = new DataOutputStream(table);
    for (Map.Entry<String, byte[]> room : rooms.entrySet()) {
      byte[] name = room.getKey().getBytes(StandardCharsets.US_ASCII);
      rows.writeInt(name.length);
      rows.write(name);
      rows.writeInt(room.getValue().length);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(table.size());
    table.writeTo(out);
    for (byte[] room : rooms.values()) {
      out.write(room);
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream out, JarEntry like, byte[] blob) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(blob);
    ZipEntry entry = new ZipEntry(STORED);
    entry.setTimeLocal(like.getTimeLocal());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(blob.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(blob);
  }
}
