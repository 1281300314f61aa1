package org.wego.membership.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A mail server that takes every letter and forgets it, in a process of its own so that its work is not counted. Prints
 * its port on the first line; answers {@code NOOP} with the number of letters taken. Ends when its input is closed.
 */
public final class SmtpSink {

    private static final AtomicLong TAKEN = new AtomicLong();

    private SmtpSink() {
    }

    public static void main(String[] arguments) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.out.println(server.getLocalPort());
        Thread acceptor = new Thread(() -> accept(server));
        acceptor.setDaemon(true);
        acceptor.start();
        while (System.in.read() >= 0) {
            // Lives as long as its parent holds the other end
        }
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread talk = new Thread(() -> talk(socket));
                talk.setDaemon(true);
                talk.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void talk(Socket socket) {
        try (socket; InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            say(out, "220 sink");
            boolean data = false;
            StringBuilder line = new StringBuilder();
            int character;
            while ((character = in.read()) >= 0) {
                if (character != '\n') {
                    line.append((char) character);
                    continue;
                }
                String text = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.substring(0, line.length() - 1) : line.toString();
                line.setLength(0);
                if (data) {
                    if (text.equals(".")) {
                        data = false;
                        TAKEN.incrementAndGet();
                        say(out, "250 taken");
                    }
                    continue;
                }
                String command = text.length() < 4 ? text : text.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                switch (command) {
                    case "DATA" -> {
                        data = true;
                        say(out, "354 go on");
                    }
                    case "NOOP" -> say(out, "250 " + TAKEN.get());
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 fine");
                }
            }
        } catch (IOException e) {
            // The other side is gone
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
