import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints, of JaCoCo's table of classes, the lines of each room: how many, and how many covered. */
final class PrintCoverage {
  private static final int PACKAGE = 1;
  private static final int MISSED = 7;
  private static final int COVERED = 8;

  private PrintCoverage() {}

  /**
   * @param args {@code jacoco.csv}
   */
  public static void main(String[] args) throws IOException {
    Map<String, int[]> rooms = new TreeMap<>();
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      String room = cells[PACKAGE].substring(cells[PACKAGE].lastIndexOf('.') + 1);
      for (String name : new String[] {room, "~ all"}) {
        int[] counts = rooms.computeIfAbsent(name, n -> new int[2]);
        counts[0] += Integer.parseInt(cells[MISSED]) + Integer.parseInt(cells[COVERED]);
        counts[1] += Integer.parseInt(cells[COVERED]);
      }
    }
    rooms.forEach(
        (room, counts) ->
            System.out.printf(
                "%-10s %5d lines, %5d covered, %5.1f %%%n",
                room, counts[0], counts[1], 100.0 * counts[1] / counts[0]));
  }
}
