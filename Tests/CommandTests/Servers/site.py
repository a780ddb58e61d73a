"""A loopback site that misbehaves in every way a test asks for; prints its port, logs each request.

    site.py LOG [PORT]      also serves the files of the working folder under /files/
"""
import gzip
import http.server
import os
import socket
import socketserver
import struct
import sys
import threading
import time
import urllib.parse

log = open(sys.argv[1], "a", buffering=1)
lock = threading.Lock()
active = 0


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, code, body=b"", headers=()):
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def chunks(self, chunk, count, headers=(), pause=0):
        self.send_response(200)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(count):
                self.wfile.write(chunk)
                if pause:
                    time.sleep(pause)
        except OSError:
            pass

    def note(self, body=""):
        with lock:
            agent = self.headers.get("User-Agent", "")
            hook = [self.headers.get("webhook-" + name) for name in ("id", "timestamp", "signature")]
            words = [self.command, self.headers.get("Host", ""), self.path, agent, *filter(None, hook)]
            log.write(" ".join(words) + f" {body}\n")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.note(body.decode("utf-8", "replace"))
        self.answer(200, b"taken: " + body)

    def do_GET(self):
        self.note()
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        host = self.headers.get("Host", "").split(":")[0]
        html = [("Content-Type", "text/html; charset=utf-8")]
        path = url.path
        if path == "/robots.txt":
            if host == "127.0.0.2":
                return self.answer(200, b"User-agent: cspreg\nDisallow: /closed\n")
            if host == "127.0.0.203":
                return self.answer(503, headers=[("Retry-After", "120")])
            return self.answer(404)
        if path.startswith("/files/"):
            try:
                parts = [part for part in path.split("/")[2:] if part not in ("", ".", "..")]
                with open(os.path.join(os.getcwd(), *parts), "rb") as file:
                    return self.answer(200, file.read(), html)
            except OSError:
                return self.answer(404)
        if path == "/redirect":
            return self.answer(int(query.get("code", 302)), b"elsewhere", [("Location", query["to"])])
        if path == "/loop":
            return self.answer(302, headers=[("Location", "/loop")])
        if path == "/count":
            left = int(query["left"])
            if left:
                return self.answer(302, headers=[("Location", f"/count?left={left - 1}")])
            return self.answer(200, b"counted", html)
        if path == "/big":
            return self.chunks(b"x" * 65536, int(query.get("chunks", 16384)))
        if path == "/bomb":
            return self.answer(
                200, gzip.compress(b"\0" * (int(query["mib"]) << 20)), [("Content-Encoding", "gzip")])
        if path == "/gzip":
            return self.answer(
                200, gzip.compress(b"inflated"), html + [("Content-Encoding", "gzip")])
        if path == "/noise":
            return self.answer(
                200, gzip.compress(os.urandom(1 << 20)), [("Content-Encoding", "gzip")])
        if path == "/drip":
            return self.chunks(b"x", 600, pause=0.2)
        if path == "/silent":
            return time.sleep(30)
        if path == "/reset":
            self.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return os.close(self.connection.detach())
        if path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"only this")
            self.close_connection = True
            return None
        if path == "/etag":
            if self.headers.get("If-None-Match") == '"one"':
                return self.answer(304, headers=[("ETag", '"one"')])
            return self.answer(
                200, b"one", html + [("ETag", '"one"'), ("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")])
        if path == "/since":
            known = self.headers.get("If-Modified-Since")
            return self.answer(304 if known == "Sat, 21 Nov 2026 10:00:00 GMT" else 200)
        if path.startswith("/turn"):
            global active
            with lock:
                active += 1
                log.write(f"ACTIVE {active}\n")
            time.sleep(0.3)
            with lock:
                active -= 1
            return self.answer(200, b"your turn", html)
        if path == "/headers":
            return self.answer(200, headers=[(f"X-{i}", "y" * 8000) for i in range(80)])
        if path == "/code":
            headers = [("Retry-After", query["after"])] if "after" in query else []
            return self.answer(int(query["code"]), b"sorry", headers)
        if path == "/policy":
            return self.answer(
                200,
                b'<html><head><meta http-equiv="Content-Security-Policy" content="img-src \'self\'">',
                html + [("Content-Security-Policy", query["value"])])
        if path == "/echo":
            lines = "".join(f"{k}: {v}\n" for k, v in self.headers.items())
            return self.answer(200, lines.encode(), [("Content-Type", "text/plain")])
        return self.answer(200, f"page at {host}".encode(), html)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        pass


server = Server(("0.0.0.0", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Site)
print(server.server_address[1], flush=True)
# Whoever started this holds the other end; a server does not outlive its test.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
