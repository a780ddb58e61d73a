#!/usr/bin/env python3
"""Writes help pages of vendors that do not exist, the same on every run.

    pages.py FOLDER PAGES       FOLDER/1.html ..., 61 KB each, and FOLDER/pages.ndjson for `cspreg extract --batch`

Each page has the navigation, scripts and footer that such pages have, prose, and a section that says which hosts belong
into which directive: as a policy in a code block, as lists under headings, or as a table.
"""

import os
import sys
from random import Random

from policies import WORDS, invented, one_of

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Content Security Policy - {name} help</title>
<link rel="stylesheet" href="/assets/help.css"><script>window.dataLayer=window.dataLayer||[];{script}</script></head>
<body><header><nav><ul>{links}</ul></nav></header>
<main><article><h1>Content Security Policy</h1>{before}<h2>What to add to your Content Security Policy</h2>
<p>If your site sends a Content-Security-Policy header, add these sources to it.</p>{needs}{after}</article></main>
<footer><ul>{links}</ul><p>Was this article helpful? <a href="#yes">Yes</a> <a href="#no">No</a></p></footer></body>
</html>
"""


def prose(rnd, count):
    return "".join(
        '<p class="text-block">%s.</p>\n'
        % " ".join(
            (
                '<a href="/help/%s">%s</a>' % (word, word)
                if rnd() < 0.06
                else "<strong>%s</strong>" % word if rnd() < 0.04 else word
            )
            for word in (one_of(rnd, WORDS) for _ in range(90))
        )
        for _ in range(count)
    )


def as_policy(hosts):
    return "<pre><code>%s</code></pre>" % ";\n".join(" ".join([name] + sources) for name, sources in hosts.items())


def as_lists(hosts):
    return "".join(
        "<h3><code>%s</code></h3><ul>%s</ul>" % (name, "".join("<li><code>%s</code></li>" % one for one in sources))
        for name, sources in hosts.items()
    )


def as_table(hosts):
    return "<table><thead><tr><th>Directive</th><th>Sources</th></tr></thead><tbody>%s</tbody></table>" % "".join(
        "<tr><td>%s</td><td>%s</td></tr>" % (name, "<br>".join(sources)) for name, sources in hosts.items()
    )


def page(number):
    rnd = Random(number).random
    links = "".join(
        '<li class="item"><a href="/help/%d-%s">%s %s</a></li>\n'
        % (one, one_of(rnd, WORDS), one_of(rnd, WORDS), one_of(rnd, WORDS))
        for one in range(120)
    )
    script = "".join(
        'window.%s%d={"%s":%d};' % (one_of(rnd, WORDS), one, one_of(rnd, WORDS), one) for one in range(200)
    )
    return PAGE.format(
        name=one_of(rnd, WORDS),
        script=script,
        links=links,
        before=prose(rnd, 25),
        after=prose(rnd, 25),
        needs=one_of(rnd, [as_policy, as_lists, as_table])(invented(number)),
    )


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pages.ndjson"), "w", encoding="utf-8") as batch:
        for number in range(1, int(sys.argv[2]) + 1):
            path = os.path.join(os.path.abspath(folder), "%d.html" % number)
            with open(path, "w", encoding="utf-8") as file:
                file.write(page(number))
            batch.write('{"id":"%d","path":"%s"}\n' % (number, path))


if __name__ == "__main__":
    main()
