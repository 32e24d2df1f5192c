package ai.openclaw.oom.cli.attach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.bytebuddy.agent.VirtualMachine.ForHotSpot.Connection;

/** A socket of the system, which Java has since 16; one for each question. */
final class UnixSocket implements Connection {
  private final Path path;

  UnixSocket(Path path) {
    this.path = path;
  }

  static boolean isThere() {
    try {
      return Class.forName("java.net.UnixDomainSocketAddress") != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private SocketChannel connect() throws IOException {
    try {
      Class<?> type = Class.forName("java.net.UnixDomainSocketAddress");
      return SocketChannel.open(
          (SocketAddress) type.getMethod("of", Path.class).invoke(null, path));
    } catch (InvocationTargetException e) {
      throw new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Response execute(String protocol, String... arguments) throws IOException {
    ByteArrayOutputStream question = new ByteArrayOutputStream();
    put(protocol, question);
    for (String argument : arguments) {
      put(argument, question);
    }
    SocketChannel channel = connect();
    try {
      for (ByteBuffer rest = ByteBuffer.wrap(question.toByteArray()); rest.hasRemaining(); ) {
        channel.write(rest);
      }
      return new Answer(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void put(String text, ByteArrayOutputStream into) throws IOException {
    if (text != null) {
      into.write(text.getBytes(StandardCharsets.UTF_8));
    }
    into.write(0);
  }

  @Override
  public void close() {
    // Each answer's channel is closed with the answer.
  }

  private static final class Answer implements Response {
    private final SocketChannel channel;

    Answer(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return channel.read(ByteBuffer.wrap(buffer));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
