package ai.openclaw.oom.lib;

import org.jruby.embed.LocalContextScope;
import org.jruby.embed.ScriptingContainer;

/** JRuby's own ways to start processes. */
public final class JRuby {

  private static final String SCRIPT =
      """
      def says(what)
        value = begin
          yield.inspect
        rescue SystemCallError => e
          "raised #{e.class}: #{e.message}"
        end
        puts "#{what}: #{value}"
        $stdout.flush
      end

      def status
        [$?.class, $?.exitstatus, $?.termsig, $?.success?]
      end

      says("system") { [system("exit 3"), status] }
      says("system, words") { [system("sh", "-c", "exit $#", "sh", "", "a b", "'\\"*"), status] }
      says("system, missing") { [system("no-such-command", "arg"), status] }
      says("system, missing path") { [system("/no/such/command"), status] }
      says("system, missing raises") { system("no-such-command", exception: true) }
      says("backticks") { [`echo out; echo "$0"; exit 4`, status] }
      says("backticks, argv[0]") { [`ls /no/such/file 2>&1`, status] }
      says("backticks, missing") { `no-such-command` }
      says("spawn") do
        File.delete("out") if File.exist?("out")
        pid = spawn({"NAME" => "value"}, 'echo "$NAME"; pwd; exit 5', chdir: "/usr", out: File.absolute_path("out"))
        Process.wait(pid)
        [status, File.read("out")]
      end
      says("spawn, argv[0]") do
        pid = spawn(["sh", "another"], "-c", 'echo "$0" >out')
        Process.wait(pid)
        [status, File.read("out")]
      end
      says("spawn, a group of its own") do
        pid = spawn("exit 8", pgroup: true)
        Process.wait(pid)
        status
      end
      says("spawn, missing") { spawn("no-such-command", "arg") }
      says("popen") { IO.popen(["cat"], "r+") { |io| io.write("in"); io.close_write; io.read } }

      # Past Java: by a native call, so that it is raised only some time later, with the agent.
      require "pty"
      reader, writer, pty = PTY.spawn("sh", "-c", "stty -echo; echo started; read -r go; exit 6")
      says("pty") { reader.gets }
      sleep 0.05 until File.read("/proc/#{pty}/oom_score_adj").to_i >= $floor

      # It starts a child only when it is told to: by then it is raised, by whatever way.
      File.mkfifo("go")
      pid = spawn("trap 'kill $!' TERM; read -r go <go; sh -c 'echo ready >ready; exec sleep 600' & wait $!")
      File.write("go", "now\n")
      sleep 0.02 until File.size?("ready")
      Java::AiOpenclawOomLib::Tree.print
      says("pty ends") { writer.puts("go"); Process.wait(pty); status }
      says("kill") { Process.kill(:TERM, pid); Process.wait(pid); status }
      """;

  private JRuby() {}

  /**
   * @param args the score from which on a child counts as raised; 0 without the agent
   */
  public static void main(String[] args) {
    ScriptingContainer ruby = new ScriptingContainer(LocalContextScope.SINGLETHREAD);
    try {
      ruby.put("$floor", Integer.valueOf(args[0]));
      ruby.runScriptlet(SCRIPT);
    } finally {
      ruby.terminate();
    }
  }
}
