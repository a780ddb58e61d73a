"""Writes a registry of invented vendors, as large as asked, the same on every run.

    generate.py FOLDER [VENDORS] [VERSIONS]      5,000 and 10 unless said otherwise

Records have 18 to 42 sources under five directives, two profiles in every fifth vendor, regions, shared hosts; each
version adds, removes or moves some of them. The log is a chain that readers accept; requirement hashes are invented.
"""
import hashlib
import json
import os
import random
import sys

WIDTH = 120


def scalar(value):
    return not isinstance(value, (list, dict))


def inline(value):
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def canonical(value, indent=0, before=0):
    """The one spelling that files of a registry have."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if scalar(value):
        return inline(value)
    text = inline(value)
    if not value or all(map(scalar, inner)) and before + len(text) < WIDTH:
        return text
    pad = " " * (indent + 2)
    if isinstance(value, list):
        parts = [pad + canonical(one, indent + 2, indent + 2) for one in value]
    else:
        parts = []
        for key, one in value.items():
            head = pad + json.dumps(key) + ": "
            parts.append(head + canonical(one, indent + 2, len(head)))
    ends = "[]" if isinstance(value, list) else "{}"
    return ends[0] + "\n" + ",\n".join(parts) + "\n" + " " * indent + ends[1]


def source(text, line, site):
    return {"source": text, "line": line, "evidence": "policy-line", "site": site}


class Registry:
    def __init__(self, folder):
        self.folder, self.lines, self.prev = folder, [], "0" * 64
        self.days = 0

    def write(self, path, value, event, vendor, version=None):
        text = (canonical(value) + "\n").encode()
        path = os.path.join(self.folder, "vendors", vendor, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
        line = {"seq": len(self.lines) + 1, "event": event, "vendor": vendor}
        if version:
            line["version"] = version
        digest = hashlib.sha256(text).hexdigest()
        line["sha256"] = digest
        if event == "published":
            line["requirements"] = hashlib.sha256(digest.encode()).hexdigest()
        month = 1 + len(self.lines) // 5000
        line["at"] = f"{2025 + month // 12}-{month % 12 + 1:02}-15T09:00:00Z"
        line["prev"] = self.prev
        head = json.dumps(line, separators=(",", ":"))[:-1]
        self.prev = hashlib.sha256(head.encode()).hexdigest()
        self.lines.append(head + f',"line":"{self.prev}"}}\n')

    def finish(self):
        with open(os.path.join(self.folder, "log.jsonl"), "w") as file:
            file.writelines(self.lines)


WORDS = "amber birch cedar delta ember fjord grove haven iris juniper kelp lumen maple north ochre pine quartz river".split()
PARTS = "api cdn app events static img media js track auth beacon collect edge files socket ws gateway ingest".split()
REGIONS = "us eu ap in ca uk au br".split()
SHARED = "fonts.googleapis.com fonts.gstatic.com cdn.jsdelivr.net www.google-analytics.com js.stripe.com".split()


def vendor(number, versions):
    random.seed(number)
    word, other = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
    ident = f"{word}-{other}-{number}"
    domain = f"{word}{other}{number}.example"
    name = f"{word.title()} {other.title()} {number}"
    directory = {
        "id": ident, "name": name, "homepage": f"https://{domain}", "domains": [domain],
        "documents": [{"url": f"https://docs.{domain}/csp", "role": "part"}],
    }
    hosts = random.sample(PARTS, 10)
    lists = {
        "script-src": [f"https://{one}.{domain}" for one in hosts[:4]],
        "connect-src": [f"https://{one}.{domain}" for one in hosts[2:]] + [f"wss://{hosts[5]}.{domain}"],
        "img-src": [f"https://{one}.{domain}" for one in hosts[:3]] + ["data:"],
        "style-src": [f"https://{random.choice(SHARED)}", "'unsafe-inline'"],
        "font-src": [f"https://{random.choice(SHARED)}"],
    }
    yield ident, directory, None
    for version in range(1, versions + 1):
        if version > 1:
            one = random.choice(list(lists))
            region = random.choice(REGIONS)
            new = f"https://{random.choice(PARTS)}-{region}.{domain}"
            if new not in lists[one]:
                lists[one].append(new)
            if random.random() < 0.5 and len(lists["connect-src"]) > 4:
                lists["connect-src"].pop(random.randrange(len(lists["connect-src"])))
            if random.random() < 0.3 and new not in lists["img-src"]:
                lists["img-src"].append(new)
        line = 10
        directives = {}
        for key, values in lists.items():
            directives[key] = []
            for value in values:
                line += 1
                directives[key].append(source(value, line, domain))
        profiles = [{"name": "default", "mode": "required", "directives": directives}]
        if number % 5 == 0:
            wild = {"connect-src": [source(f"https://*.{domain}", 5, domain)], "img-src": [source(f"*.{domain}", 6, domain)]}
            profiles = [
                {"name": "detailed", "mode": "alternative", "condition": "either this or wildcard", "directives": directives},
                {"name": "wildcard", "mode": "alternative", "condition": "either this or detailed", "directives": wild},
            ]
        yield ident, version, {
            "vendor": ident, "version": version, "recorded": f"2025-0{version % 9 + 1}-15",
            "documents": [
                {"url": f"https://docs.{domain}/csp", "origin": "transcribed", "retrieved": None,
                 "media_type": "text/html", "sha256": None}
            ],
            "accepted": {"by": "generate", "reason": f"version {version}", "at": "2025-01-15T09:00:00Z"},
            "profiles": profiles,
        }


def main(folder, vendors=5000, versions=10):
    registry = Registry(folder)
    for number in range(int(vendors)):
        for ident, what, record in vendor(number, int(versions)):
            if record is None:
                registry.write("vendor.json", what, "vendor", ident)
            else:
                registry.write(f"{what}.json", record, "published", ident, what)
    registry.finish()


main(*sys.argv[1:])
