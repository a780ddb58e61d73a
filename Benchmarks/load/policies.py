#!/usr/bin/env python3
"""Writes deployed policies as NDJSON, the same on every run.

    policies.py LINES [--after N] [--members]       lines N+1 to N+LINES, on standard output

    {"id":"site-0000001","url":"https://www.site-1.example/","policy":"default-src 'self' ..."}

With --members lines also have `"platform":"nova"`, which cspreg only hands on (--carry).

A line is one of 65,536 policies with the site's number filled into its own hosts, so a shorter file is the beginning
of a longer one, any part can be made on its own, and ten million lines take a minute. Of the policies 2.6 % name
userpilot, a fifth is one of a few short ones that platforms set for everyone, 4 % are misspelt in one of the ways in
which people misspell them. Vendors are invented, but for some of the registry.
"""

import argparse
import sys
from random import Random

POLICIES = 65_536
NUMBER = "\0"
PLATFORMS = ["nova", "harbor", "cedar", "orbit", "quartz", "(own)"]

# How often a site that lists its sources writes the directive.
DIRECTIVES = {
    "default-src": 0.88,
    "script-src": 0.93,
    "style-src": 0.82,
    "img-src": 0.80,
    "connect-src": 0.74,
    "font-src": 0.70,
    "frame-src": 0.62,
    "media-src": 0.32,
    "worker-src": 0.22,
    "base-uri": 0.38,
    "frame-ancestors": 0.48,
    "form-action": 0.30,
    "manifest-src": 0.10,
}
EVERYONE = [
    "upgrade-insecure-requests",
    "upgrade-insecure-requests;",
    "frame-ancestors 'self'",
    "frame-ancestors 'none'",
    "block-all-mixed-content; frame-ancestors 'none'; upgrade-insecure-requests;",
    "default-src 'self'",
    "default-src https: data: 'unsafe-inline' 'unsafe-eval'",
    "default-src * 'unsafe-inline' 'unsafe-eval' data: blob:",
    "object-src 'none'; base-uri 'self'",
    "script-src 'self' 'unsafe-inline' https: http:; object-src 'none'",
]
WORDS = (
    "amber birch cobalt dune ember fjord grove heron iris juniper kelp lark mesa nectar onyx pebble quill reef slate "
    "thistle umber vale willow yarrow zephyr"
).split()
PARTS = "cdn static assets img api www app auth media files edge ws events js fonts".split()

# Vendors of the registry, in the forms that sites have deployed over the years.
KNOWN = [
    {
        "script-src": ["js.braintreegateway.com", "assets.braintreegateway.com"],
        "img-src": ["assets.braintreegateway.com"],
        "connect-src": ["api.braintreegateway.com", "*.braintree-api.com"],
        "frame-src": ["assets.braintreegateway.com"],
    },
    {
        "script-src": ["https://widget.intercom.io", "https://js.intercomcdn.com"],
        "font-src": ["https://js.intercomcdn.com"],
        "connect-src": ["https://api-iam.intercom.io", "wss://nexus-websocket-a.intercom.io"],
        "img-src": ["https://static.intercomassets.com"],
    },
    {
        "script-src": ["https://*.optimizely.com"],
        "connect-src": ["https://logx.optimizely.com"],
        "img-src": ["https://cdn.optimizely.com"],
    },
    {"script-src": ["https://*.posthog.com"], "connect-src": ["https://*.posthog.com", "https://us.i.posthog.com"]},
    {
        "connect-src": ["https://client.crisp.chat", "wss://client.relay.crisp.chat"],
        "img-src": ["https://image.crisp.chat"],
    },
    {
        "connect-src": ["wss://global.vss.twilio.com", "https://*.twilio.com"],
        "media-src": ["https://media.twiliocdn.com"],
    },
    {"connect-src": ["https://pub.highlight.io"], "worker-src": ["blob:"]},
]
PILOT = "userpilot.io"
USERPILOT = [
    {
        name: ["https://*." + PILOT, "https://fonts.googleapis.com"]
        for name in ("script-src", "style-src", "img-src", "connect-src", "font-src")
    },
    {
        "style-src": ["https://fonts.googleapis.com"],
        "img-src": ["https://uploads." + PILOT],
        "connect-src": ["https://js." + PILOT, "https://deploy." + PILOT, "https://api." + PILOT],
    },
    {
        "script-src": ["https://js." + PILOT, "https://deploy." + PILOT],
        "connect-src": ["https://*." + PILOT, "wss://*." + PILOT],
    },
    {
        "script-src": ["https://js." + PILOT],
        "connect-src": [
            "https://api." + PILOT,
            "wss://api." + PILOT,
            "https://find." + PILOT,
            "wss://analytex." + PILOT,
        ],
    },
    {
        "script-src": ["https://js." + PILOT, "https://deploy." + PILOT],
        "img-src": ["https://media." + PILOT, "https://gifs." + PILOT],
        "connect-src": [
            scheme + host + PILOT
            for scheme in ("https://", "wss://")
            for host in ("api.", "find.", "find-x.", "analytex.", "analytex-us.", "analytex-eu.", "reporting.")
        ],
        "font-src": ["https://fonts." + PILOT],
        "media-src": ["https://js." + PILOT],
    },
    {"script-src": ["*." + PILOT], "connect-src": ["*." + PILOT, "wss:"]},
    {
        "script-src": ["https://js." + PILOT + "/sdk/"],
        "connect-src": ["https://api." + PILOT + ":443", "http://*." + PILOT],
    },
]
MISSPELT = [
    lambda text: text.replace("; ", " ", 1),
    lambda text: text.replace("'self'", "self"),
    lambda text: text.replace("'self'", "‘self’", 1),
    lambda text: "Content-Security-Policy: " + text,
    lambda text: text + "; script-src 'none'",
    lambda text: text.replace("; ", ";; ;"),
    lambda text: text.replace(" https://", ", https://", 2),
    lambda text: text.replace("; ", ";\\t", 2),
    lambda text: text.replace("https://", "https//", 1),
    lambda text: text + ", default-src 'self' https:; connect-src *",
    lambda text: text.replace("https://www.", "https://www.é", 1),
    lambda text: text.replace("; ", "\\n; ", 3),
    lambda text: '\\"' + text + '\\"',
    lambda text: text[: len(text) // 2],
    str.upper,
]


def one_of(rnd, values):
    return values[int(rnd() * len(values))]


def invented(number):
    """Hosts of a vendor that does not exist, by directive."""
    rnd = Random(1_000_000 + number).random
    domain = "%s%s-%d.example" % (one_of(rnd, WORDS), one_of(rnd, WORDS), number)
    names = list(DIRECTIVES)[1:8]
    hosts = {}
    for name in {one_of(rnd, names): 0 for _ in range(1 + int(rnd() * 5))}:
        scheme = "wss://" if name == "connect-src" and rnd() < 0.2 else "https://"
        hosts[name] = [
            scheme + (one_of(rnd, PARTS) if rnd() < 0.8 else "*") + "." + domain for _ in range(1 + int(rnd() * 3))
        ]
    return hosts


VENDORS = KNOWN + [invented(number) for number in range(93)]


def add(lists, hosts, start):
    """Adds the hosts to the directives that are written, with or without their scheme."""
    for name, sources in hosts.items():
        if name in lists:
            lists[name] += [source.replace("https://", start) for source in sources]


def policy(number):
    """One of the policies; where the site's number belongs stands a NUL."""
    rnd = Random(number).random
    if rnd() < 0.2:
        return one_of(rnd, EVERYONE)
    lists = {name: ["'self'"] for name, chance in DIRECTIVES.items() if rnd() < chance}
    start = "https://" if rnd() < 0.85 else ""
    for _ in range(int(rnd() * rnd() * 40)):
        # A few vendors are everywhere, most are rare.
        add(lists, VENDORS[int(rnd() * rnd() * len(VENDORS))], start)
    if rnd() < 0.0325:
        # Some of these meet the first version of the registry, so that the second can break them.
        hosts = one_of(rnd, USERPILOT)
        for name in hosts:
            lists.setdefault(name, ["'self'"])
        add(lists, hosts, "https://")
    for name in lists:
        for _ in range(int(rnd() * 3)):
            lists[name].append("https://%s.site-%s.example" % (one_of(rnd, PARTS), NUMBER))
    keyword = rnd()
    for name in ("script-src", "style-src"):
        if name in lists and keyword < 0.4:
            lists[name].insert(1, "'unsafe-inline'" if keyword < 0.3 else "'nonce-%s%d=='" % (NUMBER, number))
    if "script-src" in lists and keyword > 0.34 and keyword < 0.36:
        lists["script-src"].append("'strict-dynamic'")
    if rnd() < 0.5:
        lists["object-src"] = ["'none'"]
    directives = [" ".join([name] + sources) for name, sources in lists.items()]
    if rnd() < 0.3:
        directives.append("upgrade-insecure-requests")
    text = ("; " if rnd() < 0.85 else ";").join(directives) + (";" if rnd() < 0.5 else "")
    return one_of(rnd, MISSPELT)(text) if rnd() < 0.05 else text


def lines(count, after=0, members=False):
    """Pieces of the output, as bytes."""
    known = {}
    piece = []
    for number in range(after + 1, after + count + 1):
        key = number * 40_503 % POLICIES
        text = known.get(key)
        if text is None:
            platform = '"platform":"%s",' % PLATFORMS[min(key % 9, 5)] if members else ""
            line = '{"id":"site-%%07d","url":"https://www.site-%%d.example/",%s"policy":"%s"}\n' % (
                platform,
                policy(key).replace("%", "%%").replace(NUMBER, "%d"),
            )
            known[key] = text = (line.encode(), line.count("%d"))
        piece.append(text[0] % ((number,) * (text[1] + 1)))
        if len(piece) == 1_000:
            yield b"".join(piece)
            piece = []
    yield b"".join(piece)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lines", type=int)
    arguments.add_argument("--after", type=int, default=0)
    arguments.add_argument("--members", action="store_true")
    chosen = arguments.parse_args()
    try:
        for piece in lines(chosen.lines, chosen.after, chosen.members):
            sys.stdout.buffer.write(piece)
    except BrokenPipeError:
        # Whoever read has seen enough; nothing is left to flush.
        sys.stderr.close()


if __name__ == "__main__":
    main()
