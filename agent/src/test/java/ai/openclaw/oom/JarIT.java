package ai.openclaw.oom;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(file).size().isLessThanOrEqualTo(400 * 1024);
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
    assertThat(manifest.getValue("Main-Class")).isEqualTo("ai.openclaw.oom.cli.Main");
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
      assertThat(text).as(name).doesNotContain("net/bytebuddy", "net.bytebuddy");
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
    assertThat(found).isEmpty();
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

  private Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
      classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
    }
    assertThat(classes).hasSizeGreaterThan(30);
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
