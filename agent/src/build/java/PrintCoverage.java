import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * Prints the lines of each room, and how many of them the tests came by: those in the tests' own
 * JVM, and with them those in JVMs that tests started with the packed jar.
 *
 * <p>What is packed was stripped and has its libraries elsewhere: JaCoCo takes it for other
 * classes. The lines are the same.
 */
final class PrintCoverage {
  private static final String STORED = "ai/openclaw/oom/rooms";
  private static final String CLASS = ".class";

  private PrintCoverage() {}

  /**
   * @param args the classes' folder and what JaCoCo noted of them; perhaps also the jar and what it
   *     noted of that
   */
  public static void main(String[] args) throws IOException {
    CoverageBuilder plain = new CoverageBuilder();
    new Analyzer(noted(args[1]).getExecutionDataStore(), plain).analyzeAll(new File(args[0]));
    Map<String, BitSet> byUnitTests = lines(plain, true);
    Map<String, BitSet> byAll = lines(plain, true);
    if (args.length > 2) {
      CoverageBuilder packed = new CoverageBuilder();
      analyzeJar(new Analyzer(noted(args[3]).getExecutionDataStore(), packed), args[2]);
      lines(packed, true)
          .forEach((file, set) -> byAll.computeIfAbsent(file, f -> new BitSet()).or(set));
    }
    // Only those of the folder: the jar carries libraries, too.
    print(lines(plain, false), byUnitTests, byAll, args.length > 2);
  }

  private static ExecFileLoader noted(String file) throws IOException {
    ExecFileLoader loader = new ExecFileLoader();
    loader.load(new File(file));
    return loader;
  }

  private static void analyzeJar(Analyzer analyzer, String file) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().<ZipEntry>map(e -> e)::iterator) {
        try (InputStream in = jar.getInputStream(entry)) {
          if (entry.getName().equals(STORED)) {
            analyzeRooms(analyzer, in.readAllBytes());
          } else if (entry.getName().endsWith(CLASS)) {
            analyzer.analyzeClass(in, entry.getName());
          }
        }
      }
    }
  }

  /** As {@code PackRooms} writes them. */
  private static void analyzeRooms(Analyzer analyzer, byte[] blob) throws IOException {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(blob));
    int end = blob.length - Integer.BYTES - in.readInt();
    while (in.available() > end) {
      String name = new String(in.readNBytes(in.readInt()));
      lengths.put(name, in.readInt());
    }
    for (Map.Entry<String, Integer> room : lengths.entrySet()) {
      analyzer.analyzeClass(in.readNBytes(room.getValue()), room.getKey());
    }
  }

  /** By source file, its room before it. */
  private static Map<String, BitSet> lines(CoverageBuilder found, boolean onlyCovered) {
    Map<String, BitSet> lines = new TreeMap<>();
    for (ISourceFileCoverage file : found.getSourceFiles()) {
      BitSet set = new BitSet();
      for (int line = file.getFirstLine(); line <= file.getLastLine(); line++) {
        int status = file.getLine(line).getStatus();
        if (status != ICounter.EMPTY && !(onlyCovered && status == ICounter.NOT_COVERED)) {
          set.set(line);
        }
      }
      lines.put(
          file.getPackageName().replaceFirst("^ai/openclaw/oom/", "") + "/" + file.getName(), set);
    }
    return lines;
  }

  private static void print(
      Map<String, BitSet> lines,
      Map<String, BitSet> byUnitTests,
      Map<String, BitSet> byAll,
      boolean isAll) {
    Map<String, int[]> rooms = new TreeMap<>();
    lines.forEach(
        (file, set) -> {
          for (String room : new String[] {file.substring(0, file.lastIndexOf('/')), "~ all"}) {
            int[] counts = rooms.computeIfAbsent(room, r -> new int[3]);
            counts[0] += set.cardinality();
            counts[1] += common(set, byUnitTests.get(file));
            counts[2] += common(set, byAll.get(file));
          }
        });
    rooms.forEach(
        (room, counts) ->
            System.out.printf(
                isAll
                    ? "%-11s %5d lines: %3.0f %% unit tests, %3.0f %% all tests%n"
                    : "%-11s %5d lines: %3.0f %% unit tests%n",
                room,
                counts[0],
                100.0 * counts[1] / counts[0],
                100.0 * counts[2] / counts[0]));
  }

  private static int common(BitSet some, BitSet others) {
    BitSet both = (BitSet) some.clone();
    both.and(others);
    return both.cardinality();
  }
}
