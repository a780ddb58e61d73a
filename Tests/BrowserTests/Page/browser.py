"""Runs a headless Chromium for which every name is a test server on this machine.

    browser.py SERVER_PORT SECONDS URL      shows a page
    browser.py SERVER_PORT SECONDS -        speaks the DevTools protocol: a message a line, both ways

A front on loopback passes on to SERVER_PORT what comes, and speaks TLS with those who begin with it.
Ends when standard input does, after SECONDS, or with the browser. It takes along every process that the
browser started and the folder in which all of them write, whatever ends it.
"""
import os
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

FLAGS = """--headless=new --disable-gpu --disable-dev-shm-usage --no-first-run --no-proxy-server
--no-default-browser-check --disable-background-networking --disable-component-update --disable-sync
--disable-extensions --disable-breakpad --disable-renderer-backgrounding --password-store=basic
--disable-background-timer-throttling --ignore-certificate-errors
--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LocalNetworkAccessChecks""".split()


def copy(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass


def serve(client, server, context, slots):
    upstream = None
    try:
        client.settimeout(10)
        if client.recv(1, socket.MSG_PEEK) == b"\x16":
            client = context.wrap_socket(client, server_side=True)
        upstream = socket.create_connection(("127.0.0.1", server), 10)
        threading.Thread(target=copy, args=(client, upstream), daemon=True).start()
        copy(upstream, client)
    except OSError:
        pass
    finally:
        for end in (upstream, client):
            try:
                end and end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end and end.close()
        slots.release()


def accept(listener, server, context):
    slots = threading.BoundedSemaphore(128)
    while True:
        client, _ = listener.accept()
        slots.acquire()
        threading.Thread(target=serve, args=(client, server, context, slots), daemon=True).start()


def start_front(server, folder):
    key, certificate = folder + "/key.pem", folder + "/certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=cspreg.test", "-keyout", key, "-out", certificate],
        check=True, timeout=60, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    threading.Thread(target=accept, args=(listener, server, context), daemon=True).start()
    return listener.getsockname()[1]


def relay_lines(pipe):
    """Gives the browser each line of standard input as a message."""
    for line in sys.stdin.buffer:
        os.write(pipe, line.rstrip(b"\n") + b"\0")


def relay_messages(pipe):
    """Prints each message of the browser as a line."""
    rest = b""
    while data := os.read(pipe, 65536):
        *messages, rest = (rest + data).split(b"\0")
        for message in messages:
            sys.stdout.buffer.write(message + b"\n")
        sys.stdout.buffer.flush()


def start_driven(start):
    """Starts a browser that reads commands from its descriptor 3 and answers on 4."""
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()

    def connect():
        # Away from 3 and 4 first, lest one overwrite the other.
        first, second = os.dup(theirs_in), os.dup(theirs_out)
        while min(first, second) < 5:
            first, second = os.dup(first), os.dup(second)
        os.dup2(first, 3)
        os.dup2(second, 4)

    browser = start(["--remote-debugging-pipe", "about:blank"], close_fds=False, preexec_fn=connect)
    os.close(theirs_in)
    os.close(theirs_out)
    threading.Thread(target=relay_messages, args=(ours_in,), daemon=True).start()
    return browser, threading.Thread(target=relay_lines, args=(ours_out,), daemon=True)


def start_browser(port, folder, url):
    flags = FLAGS + [f"--user-data-dir={folder}/p", f"--host-resolver-rules=MAP * 127.0.0.1:{port}"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    home = {name: folder for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}

    def start(more, **options):
        return subprocess.Popen(
            ["chromium", *flags, *more], env={**os.environ, **home}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    return start_driven(start) if url == "-" else (start([url]), None)


def stop(browser):
    for number in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + 5
        try:
            os.killpg(browser.pid, number)
            while time.monotonic() < end:
                browser.poll()
                os.killpg(browser.pid, 0)
                time.sleep(0.05)
        except ProcessLookupError:
            return


def main(server, seconds, url):
    end = time.monotonic() + seconds
    folder = tempfile.mkdtemp(prefix="cspreg-browser-")
    browser = None
    try:
        browser, reader = start_browser(start_front(server, folder), folder, url)
        if reader:
            reader.start()
        while browser.poll() is None and time.monotonic() < end:
            if reader:
                reader.join(0.2)
                if not reader.is_alive():
                    break
            elif select.select([sys.stdin], [], [], 0.2)[0]:
                break
    finally:
        if browser:
            stop(browser)
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(name, lambda *_: sys.exit(1))
main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
