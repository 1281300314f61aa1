package org.wego.membership.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The {@link SmtpSink} in its process, and a line to it that asks how many letters it has taken: that costs the program nothing. */
final class Sink implements AutoCloseable {

    final int port;
    private final Process process;
    private final Socket line;
    private final BufferedReader answers;
    private final Writer questions;

    Sink() throws IOException {
        process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-XX:+UseSerialGC",
                "-cp", "target/test-classes", SmtpSink.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        port = Integer.parseInt(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII)).readLine());
        line = new Socket(InetAddress.getLoopbackAddress(), port);
        line.setTcpNoDelay(true);
        answers = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII));
        questions = new OutputStreamWriter(line.getOutputStream(), StandardCharsets.US_ASCII);
        answers.readLine();
    }

    long taken() {
        try {
            questions.write("NOOP\r\n");
            questions.flush();
            return Long.parseLong(answers.readLine().substring("250 ".length()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException gone) {
            // It ends all the same
        }
        process.destroy();
    }
}
