package org.wego.membership.letter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A mail server that answers as the test wants, and remembers what it took. */
final class SmtpStub implements AutoCloseable {

    /** An answer that isn't one: the connection breaks. */
    static final String BREAK = "";

    final List<String> messages = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    volatile Supplier<String> onMail = () -> "250 ok";
    volatile Function<String, String> onRecipient = address -> "250 ok";
    volatile Supplier<String> onData = () -> "250 taken";

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    SmtpStub() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        var thread = new Thread(this::listen, "smtp-stub");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                var thread = new Thread(() -> talk(socket), "smtp-stub-talk");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket; var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setTcpNoDelay(true);
            say(socket, "220 stub");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.toUpperCase();
                String answer = "250 ok";
                if (command.startsWith("MAIL")) {
                    answer = onMail.get();
                } else if (command.startsWith("RCPT")) {
                    answer = onRecipient.apply(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                } else if (command.startsWith("DATA")) {
                    say(socket, "354 go on");
                    var text = new StringBuilder();
                    for (var part = in.readLine(); part != null && !part.equals("."); part = in.readLine()) {
                        text.append(part).append('\n');
                    }
                    messages.add(text.toString());
                    answer = onData.get();
                } else if (command.startsWith("QUIT")) {
                    say(socket, "221 bye");
                    return;
                }
                if (answer.equals(BREAK)) {
                    return;
                }
                say(socket, answer);
            }
        } catch (IOException gone) {
            // The other side hung up
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
