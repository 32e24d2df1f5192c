package ai.openclaw.oom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
    assertTrue(file.length() <= 400 * 1024, () -> file.length() + " bytes");
  }

  @Test
  void holdsNothingThatAnApplicationCouldMeet() {
    List<String> strangers =
        jar.stream()
            .map(JarEntry::getName)
            .filter(name -> !name.startsWith(OURS) && !name.startsWith("META-INF/"))
            .filter(name -> !OURS.startsWith(name))
            .toList();
    assertEquals(List.of(), strangers);
  }

  @Test
  void manifestNamesTheDoors() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertEquals("ai.openclaw.oom.agent.OomAgent", manifest.getValue("Premain-Class"));
    assertEquals("ai.openclaw.oom.agent.OomAgent", manifest.getValue("Agent-Class"));
    assertEquals("ai.openclaw.oom.cli.Main", manifest.getValue("Main-Class"));
    assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
    assertNotNull(manifest.getValue("Implementation-Version"));
    for (String door : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
      assertNotNull(jar.getEntry(manifest.getValue(door).replace('.', '/') + ".class"), door);
    }
  }

  @Test
  void classesAreJava8AndNameNothingUnrelocated() throws IOException {
    for (Map.Entry<String, byte[]> entry : classes().entrySet()) {
      String name = entry.getKey();
      byte[] bytes = entry.getValue();
      int version = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
      assertEquals(52, version, name);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertFalse(text.contains("net/bytebuddy") || text.contains("net.bytebuddy"), name);
    }
  }

  /** The first lambda of a JVM costs it tens of milliseconds, in the midst of somebody's spawn. */
  @Test
  void ownClassesHaveNoInvokedynamic() throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : classes().entrySet()) {
      if (!entry.getKey().startsWith(CARRIED)) {
        new ClassReader(entry.getValue()).accept(new DynamicCalls(entry.getKey(), found), 0);
      }
    }
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @CsvSource({
    "LICENSE,                      MIT License",
    "licenses/byte-buddy-LICENSE,  Apache License",
    "licenses/byte-buddy-NOTICE,   Rafael Winterhalter",
    "licenses/asm-LICENSE,         INRIA",
  })
  void carriesTheLicences(String name, String word) throws IOException {
    JarEntry entry = jar.getJarEntry("META-INF/" + name);
    assertNotNull(entry);
    String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(text.contains(word), text);
  }

  @Test
  void tellsItsVersion() throws IOException {
    String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    assertEquals(
        new Run(0, "openclaw-oom-agent " + version + "\n", ""),
        Run.of(Run.launcher(), "-jar", file.getPath(), "--version"));
  }

  private Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
      classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
    }
    assertTrue(classes.size() > 30, classes.keySet()::toString);
    return classes;
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
