package ai.openclaw.oom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the jar as it is shipped. */
class JarIT {
  private static final String OURS = "ai/openclaw/oom/";
  private static final String CARRIED = OURS + "asm/";
  private static final String ROOMS = OURS + "rooms";

  /** What no JVM with the agent comes by. */
  private static final List<String> TOOLS =
      List.of(OURS + "attach/", OURS + "cli/", OURS + "commonscli/");

  private static final int CONSTANT_CLASS = 7;

  private final File file = new File(System.getProperty("agent.jar"));
  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(file);
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void isSmall() {
    assertThat(file).size().isLessThanOrEqualTo(700_000);
  }

  @Test
  void holdsNothingThatAnApplicationCouldMeet() {
    List<String> strangers =
        jar.stream()
            .map(JarEntry::getName)
            .filter(name -> !name.startsWith(OURS) && !name.startsWith("META-INF/"))
            .filter(name -> !OURS.startsWith(name))
            .toList();
    assertThat(strangers).isEmpty();
  }

  @Test
  void manifestNamesTheDoors() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(manifest.getValue("Premain-Class")).isEqualTo("ai.openclaw.oom.agent.OomAgent");
    assertThat(manifest.getValue("Agent-Class")).isEqualTo("ai.openclaw.oom.agent.OomAgent");
    assertThat(manifest.getValue("Main-Class")).isEqualTo("ai.openclaw.oom.agent.ToolDoor");
    assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Implementation-Version")).isNotNull();
    for (String door : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
      assertThat(jar.getEntry(manifest.getValue(door).replace('.', '/') + ".class"))
          .as(door)
          .isNotNull();
    }
  }

  @Test
  void classesAreJava8AndNameNothingUnrelocated() throws IOException {
    for (Map.Entry<String, byte[]> entry : classes().entrySet()) {
      String name = entry.getKey();
      byte[] bytes = entry.getValue();
      int version = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
      assertThat(version).as(name).isEqualTo(52);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(text)
          .as(name)
          .doesNotContain("net/bytebuddy", "net.bytebuddy", "org/apache/commons/cli");
    }
  }

  /** The first lambda of a JVM costs it tens of milliseconds, in the midst of somebody's spawn. */
  @Test
  void ownClassesHaveNoInvokedynamic() throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : classes().entrySet()) {
      if (!entry.getKey().startsWith(CARRIED) && !isOfTools(entry.getKey())) {
        new ClassReader(entry.getValue()).accept(new DynamicCalls(entry.getKey(), found), 0);
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "LICENSE,                      MIT License",
    "licenses/byte-buddy-LICENSE,  Apache License",
    "licenses/byte-buddy-NOTICE,   Rafael Winterhalter",
    "licenses/asm-LICENSE,         INRIA",
    "licenses/commons-cli-NOTICE,  Apache Commons CLI",
  })
  void carriesTheLicences(String name, String word) throws IOException {
    JarEntry entry = jar.getJarEntry("META-INF/" + name);
    assertThat(entry).isNotNull();
    String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text).contains(word);
  }

  @Test
  void tellsItsVersion() throws IOException {
    String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    assertThat(Run.of(Run.launcher(), "-jar", file.getPath(), "--version"))
        .isEqualTo(new Run(0, "openclaw-oom-agent " + version + "\n", ""));
  }

  /** Of a JVM with the agent, whatever it does: from the doors on, and from what they name. */
  @Test
  void noWayLeadsToWhatOnlyTheCommandLineNeeds() throws IOException {
    Map<String, byte[]> classes = classes();
    Deque<String> open = new ArrayDeque<>();
    for (String door : List.of("agent/OomAgent", "assembly/Assembly", "assembly/OptionsReader")) {
      open.add(OURS + door + ".class");
    }
    for (String named : List.of("assembly/Existing", "assembly/Nesting", "weave/Weaver")) {
      open.add(OURS + named + ".class");
    }
    Set<String> reached = new TreeSet<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      if (classes.containsKey(name) && reached.add(name)) {
        open.addAll(named(classes.get(name)));
      }
    }
    assertThat(reached).hasSizeGreaterThan(60).contains(OURS + "hook/SpawnHook.class");
    assertThat(reached).noneMatch(JarIT::isOfTools).noneMatch(name -> name.contains("bytebuddy"));
  }

  private static boolean isOfTools(String name) {
    return TOOLS.stream().anyMatch(name::startsWith);
  }

  /** The classes that a class names, as entries of the jar. */
  private static List<String> named(byte[] bytes) {
    List<String> named = new ArrayList<>();
    ClassReader reader = new ClassReader(bytes);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item > 0 && bytes[item - 1] == CONSTANT_CLASS) {
        named.add(reader.readUTF8(item, buffer) + ".class");
      }
    }
    return named;
  }

  /** What a spawn needs is read in one go and defined as it is. */
  @Test
  void theRoomsOfASpawnAreStoredAsOne() throws IOException {
    JarEntry stored = jar.getJarEntry(ROOMS);
    assertThat(stored.getMethod()).isEqualTo(ZipEntry.STORED);
    assertThat(rooms().keySet())
        .contains(OURS + "hook/SpawnHook.class", CARRIED + "ClassReader.class")
        .noneMatch(name -> name.startsWith(OURS + "agent/") || isOfTools(name));
  }

  private Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> classes = rooms();
    for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
      byte[] twice = classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
      assertThat(twice).as(entry.getName()).isNull();
    }
    assertThat(classes).hasSizeGreaterThan(60);
    return classes;
  }

  private Map<String, byte[]> rooms() throws IOException {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    Map<String, byte[]> rooms = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(ROOMS)))) {
      for (int table = in.readInt(); table > 0; ) {
        String name = new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII);
        lengths.put(name.replace('.', '/') + ".class", in.readInt());
        table -= 4 + name.length() + 4;
      }
      for (Map.Entry<String, Integer> room : lengths.entrySet()) {
        rooms.put(room.getKey(), in.readNBytes(room.getValue()));
      }
      assertThat(in.read()).isEqualTo(-1);
    }
    return rooms;
  }

  private static final class DynamicCalls extends ClassVisitor {
    private final String owner;
    private final List<String> found;

    DynamicCalls(String owner, List<String> found) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          found.add(owner + " " + method + " " + name);
        }
      };
    }
  }
}
