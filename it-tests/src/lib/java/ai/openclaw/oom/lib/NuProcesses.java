package ai.openclaw.oom.lib;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** NuProcess: what its handlers are told. */
public final class NuProcesses {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", System.getenv("PATH"), "NAME", "value");

  private NuProcesses() {}

  public static void main(String[] args) throws Exception {
    Driver.says("input", () -> start("in\n", "cat"));
    Driver.says("streams", () -> start("", "sh", "-c", "echo out; echo err >&2; exit 3"));
    Driver.says("words", () -> start("", "printf", "<%s>", "", "a b", "'\"\\", "a\nb", "*"));
    Driver.says("surroundings", () -> start("", "sh", "-c", "pwd; echo \"$NAME $0\"", "name"));
    Driver.says("argv[0]", () -> start("", "ls", "/no/such/file"));
    Driver.says("missing", () -> fails("no-such-command"));
    Driver.says("missing path", () -> fails("/no/such/command"));
    Driver.says("exit 127", () -> start("", "sh", "-c", "read -r end; exit 127"));
    Path script = Driver.executable("no-interpreter", "#!/no/such/interpreter\n");
    Driver.says("missing interpreter", () -> fails(script.toString()));
    Path plain = Driver.executable("no-format", "echo no format\n");
    Driver.says("no format", () -> start("", plain.toString()));
    Files.writeString(Path.of("bin", "no-permission"), "#!/bin/sh\n");
    Driver.says("no permission", () -> fails(Path.of("bin/no-permission").toString()));
    Driver.says("synchronous", () -> run("sh", "-c", "echo out; exit 5"));
    Driver.says("synchronous, missing", () -> run("no-such-command"));
    supervised();
  }

  private static void supervised() throws Exception {
    Recorder recorder = new Recorder("");
    NuProcess process = new NuProcessBuilder(recorder, "sh", "-c", Driver.SUPERVISED).start();
    recorder.text.before("ready\n");
    Tree.print();
    Driver.says("runs", process::isRunning);
    process.destroy(false);
    Driver.says("supervised", () -> process.waitFor(0, TimeUnit.SECONDS));
  }

  private static String start(String input, String... command) throws Exception {
    Recorder recorder = new Recorder(input);
    builder(recorder, command).start();
    return recorder.end();
  }

  private static String fails(String... command) throws Exception {
    Recorder recorder = new Recorder("");
    NuProcess process = builder(recorder, command).start();
    return (process == null) + " started=" + recorder.started + " " + recorder.end();
  }

  private static String run(String... command) throws Exception {
    Recorder recorder = new Recorder("");
    builder(recorder, command).run();
    return recorder.end();
  }

  private static NuProcessBuilder builder(Recorder recorder, String... command) {
    NuProcessBuilder builder = new NuProcessBuilder(List.of(command), ENVIRONMENT);
    builder.setProcessListener(recorder);
    builder.setCwd(Path.of("/usr"));
    return builder;
  }

  private static final class Recorder extends NuAbstractProcessHandler {
    private final String input;
    private final BlockingQueue<Integer> exit = new LinkedBlockingQueue<>();
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final Driver.Text text = new Driver.Text();

    /** Of use where a start fails: 2.0 may tell of a quick end before it tells of the start. */
    private volatile boolean started;

    Recorder(String input) {
      this.input = input;
    }

    @Override
    public void onStart(NuProcess process) {
      started = true;
      if (!input.isEmpty()) {
        process.writeStdin(ByteBuffer.wrap(input.getBytes(StandardCharsets.UTF_8)));
      }
      process.closeStdin(false);
    }

    @Override
    public void onStdout(ByteBuffer buffer, boolean closed) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      out.append(new String(bytes, StandardCharsets.UTF_8));
      text.write(bytes, 0, bytes.length);
    }

    @Override
    public void onStderr(ByteBuffer buffer, boolean closed) {
      err.append(StandardCharsets.UTF_8.decode(buffer));
    }

    @Override
    public void onExit(int code) {
      exit.add(code);
    }

    String end() throws InterruptedException {
      int code = exit.take();
      return "out=" + out + " err=" + err + " exit=" + code;
    }
  }
}
