"""A way to a server that is cut after the server has committed and before it says so."""

from __future__ import annotations

import contextlib
import socket
import threading


class CuttingProxy:
    """Listens on loopback and passes bytes on; answers to some commits never arrive.

    Args:
        port: Of the server.
        every: Which commits are cut: each one of so many.
    """

    def __init__(self, port: int, every: int) -> None:
        self._to = port
        self._every = every
        self._commits = 0
        self.cuts = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                shut = threading.Event()
                for one in (self._asks, self._answers):
                    threading.Thread(target=one, args=(client, server, shut), daemon=True).start()

    def _asks(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(1 << 16):
                if b"COMMIT" in data:
                    self._commits += 1
                    if self._commits % self._every == 0:
                        cut.set()
                server.sendall(data)
        self._end(client, server)

    def _answers(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(1 << 16):
                # What was asked before the commit is answered; the commit's own answer is not.
                if cut.is_set() and b"COMMIT" in data:
                    self.cuts += 1
                    break
                client.sendall(data)
        self._end(client, server)

    @staticmethod
    def _end(*sockets: socket.socket) -> None:
        for one in sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self) -> None:
        """Listen no more."""
        self._listening.close()
