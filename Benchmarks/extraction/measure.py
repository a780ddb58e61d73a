#!/usr/bin/env python3
"""CPU time of `cspreg extract --batch` against lxml's parse and text of the same pages, in one run.

    measure.py CSPREG-IMPORT [--pages DIR] [--count 1000] [--runs 3]

CSPREG-IMPORT is the release binary. Without --pages it writes COUNT help pages of an invented help
centre, the same on every run, about 66 KB each: head with styles and scripts, navigation, an article
whose sections ask for sources in several shapes, comments of readers, footer. With --pages it takes
all `*.html` below DIR, over and over up to COUNT. Needs lxml; valgrind adds instruction counts.
"""
import argparse, glob, json, os, random, re, resource, shutil, statistics, subprocess, sys, tempfile, time

WORDS = ("the of a to in your with is that and this on when page site as are an it by from can widget "
         "visitor account script loads settings browser session message support team policy data every "
         "open click save panel before after integration campaign element custom option default menu "
         "dashboard customers report once install version update change release theme layout").split()


def prose(r, count):
    words = [r.choice(WORDS) for _ in range(count)]
    for place in range(0, count, 14):
        words[place] = words[place].capitalize()
        if place:
            words[place - 1] += "."
    return " ".join(words) + "."


def page(number):
    r = random.Random(number)
    vendor = "".join(r.choice("bdfgklmnprstvz") + r.choice("aeiou") for _ in range(3))
    host = lambda: f"https://{r.choice(['cdn', 'api', 'static', 'events', 'ws-eu', 'img'])}.{vendor}.io"
    css = "".join(f".c{i}{{margin:{i}px;color:#{r.randrange(1 << 24):06x}}}\n" for i in range(170))
    js = "".join(f"window.q{i}=window.q{i}||function(){{return [{i},'{r.choice(WORDS)}'<2]}};\n" for i in range(120))
    nav = "".join(
        f'<li class="nav-item level-{i % 3}"><a class="nav-link text-sm hover:underline" data-track="nav-{i}" '
        f'href="/hc/en/articles/{r.randrange(10**9)}-{r.choice(WORDS)}">{prose(r, 3)}</a></li>\n' for i in range(60))
    parts = []
    for section in range(16):
        parts.append(f'<h2 id="h-{section}" class="mt-8 font-semibold">{prose(r, 4)}</h2>\n')
        for _ in range(4):
            parts.append(f'<p class="body-text" dir="auto" style="line-height:1.6">{prose(r, 60)} '
                         f'<a href="/hc/{r.randrange(10**6)}" rel="noopener">{prose(r, 3)}</a> {prose(r, 12)}</p>\n')
        parts.append("<ul>" + "".join(f"<li><p>{prose(r, 14)}</p></li>" for _ in range(4)) + "</ul>\n")
    names = ["script-src", "connect-src", "img-src", "style-src", "frame-src"]
    rows = "".join(f"<tr><td><code>{n}</code></td><td>{host()}<br>{host()}</td></tr>" for n in names)
    lists = "".join(f"<p><code>{n}</code></p><ul><li>{host()}</li><li>{host()}</li></ul>" for n in names[:3])
    policy = "; ".join(f"{n} 'self' {host()}" for n in names)
    parts.insert(20, "<h2>Content Security Policy</h2><p>Add these sources to your policy:</p>"
                 f"<table><tr><th>Directive</th><th>Sources</th></tr>{rows}</table>{lists}"
                 f"<pre><code>Content-Security-Policy: {policy}</code></pre>")
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>CSP – {vendor}</title>\n'
            f"<style>{css}</style><script>{js}</script></head><body>\n<header><nav><ul>{nav}</ul></nav></header>\n"
            f'<main id="main"><article class="article"><h1>Content Security Policy</h1>\n{"".join(parts)}</article></main>\n'
            f"<footer>{nav}</footer><script>{js}</script></body></html>\n")


def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main():
    a = argparse.ArgumentParser()
    a.add_argument("cspreg"); a.add_argument("--pages"); a.add_argument("--count", type=int, default=1000); a.add_argument("--runs", type=int, default=3)
    a = a.parse_args()
    import lxml.html
    with tempfile.TemporaryDirectory() as folder:
        if a.pages:
            files = sorted(glob.glob(os.path.join(a.pages, "**", "*.html"), recursive=True))
            files = [files[i % len(files)] for i in range(a.count)]
        else:
            files = [os.path.join(folder, f"{i}.html") for i in range(a.count)]
            for i, file in enumerate(files):
                open(file, "w", encoding="utf-8").write(page(i))
        pages = {file: open(file, "rb").read() for file in set(files)}
        size = sum(len(pages[file]) for file in files) / 1e6
        asked = "".join(json.dumps({"id": str(i), "path": os.path.abspath(f)}) + "\n" for i, f in enumerate(files)).encode()
        ours, theirs = [], []
        for _ in range(a.runs):
            start = cpu(resource.RUSAGE_SELF)
            for file in files:
                lxml.html.document_fromstring(pages[file]).text_content()
            theirs.append(cpu(resource.RUSAGE_SELF) - start)
            start = cpu(resource.RUSAGE_CHILDREN)
            run = subprocess.run([a.cspreg, "extract", "--batch"], input=asked, capture_output=True)
            ours.append(cpu(resource.RUSAGE_CHILDREN) - start)
        read = [json.loads(line) for line in run.stdout.splitlines()]
        if len(read) < len(files) or not all(r["readable"] for r in read):
            sys.exit(f"not measured: {len(read)} answers of {len(files)}, {run.stderr[-300:]!r}")
        o, t = size / statistics.median(ours), size / statistics.median(theirs)
        rss = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{len(files)} pages, {size:.1f} MB: {o:.1f} MB/s, lxml {t:.1f} MB/s, ratio {o / t:.3f}, peak {rss:.0f} MiB")
        if shutil.which("valgrind"):
            part = b"".join(asked.splitlines(True)[: max(1, min(len(files), 60))])
            with tempfile.TemporaryDirectory() as counted:
                # Of the debugging information valgrind reads no DWARF 5.
                plain = os.path.join(counted, "cspreg-import")
                subprocess.run(["objcopy", "--strip-debug", a.cspreg, plain], check=True)
                run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", plain, "extract", "--batch"],
                                     input=part, capture_output=True)
            count = int(re.search(rb"Collected : (\d+)", run.stderr)[1])
            print(f"instructions a byte: {count / sum(len(pages[f]) for f in files[: min(len(files), 60)]):.0f}")


main()
