"""A loopback mail server that writes what it takes to a file; prints its port.

    mail.py LOG
"""
import os
import socketserver
import sys
import threading

log = open(sys.argv[1], "a", buffering=1)


class Mail(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say("220 test")
        while True:
            line = self.rfile.readline().decode().rstrip("\r\n")
            word = line.upper().split(" ")[0].split(":")[0]
            if word in ("EHLO", "HELO"):
                self.say("250 test")
            elif word == "DATA":
                self.say("354 go on")
                while True:
                    text = self.rfile.readline().decode().rstrip("\r\n")
                    if text == ".":
                        break
                    log.write("| " + text + "\n")
                self.say("250 taken")
            elif word == "QUIT" or not line:
                return
            elif "refused@" in line:
                self.say("550 no such person")
            else:
                log.write(line + "\n")
                self.say("250 ok")


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True


server = Server(("127.0.0.1", 0), Mail)
print(server.server_address[1], flush=True)
# Whoever started this holds the other end; a server does not outlive its test.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
