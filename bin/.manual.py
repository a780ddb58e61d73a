"""Writes a manual page a command, man(7), from what the programs say of themselves.

    .manual.py FOLDER PROGRAM...     of a command that two programs have, the first one's page stays

swift-argument-parser's own generator cannot be built beside a release build without a second one.
"""
import json
import os
import subprocess
import sys

folder, programs = sys.argv[1], sys.argv[2:]
version = subprocess.run([programs[0], "--version"], capture_output=True, text=True, check=True)
version = version.stdout.split()[0]


def roff(text):
    """Words that stay words: no escapes, no requests at the beginning of a line."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def shown(arguments):
    return [a for a in arguments or [] if a.get("shouldDisplay", True)]


def spelled(argument):
    """`-f, --format <format>` in bold and italics."""
    value = "\\fI" + roff(argument.get("valueName", "")) + "\\fR"
    if argument["kind"] == "positional":
        return value
    names = sorted(argument["names"], key=lambda n: n["kind"] != "short")
    words = ["\\fB" + roff(("--" if n["kind"] == "long" else "-") + n["name"]) + "\\fR" for n in names]
    return ", ".join(words) + ("" if argument["kind"] == "flag" else " " + value)


def described(argument):
    parts = [argument.get("abstract", ""), argument.get("discussion", "")]
    if argument.get("allValues"):
        parts.append("Values: " + ", ".join(argument["allValues"]) + ".")
    if argument.get("defaultValue"):
        parts.append("Default: " + argument["defaultValue"] + ".")
    return roff(" ".join(part for part in parts if part))


def page(command, parents):
    name = "-".join(parents + [command["commandName"]])
    lines = [f'.TH {name.upper()} 1 "" "cspreg {version}" "cspreg"', ".SH NAME"]
    lines += [roff(f"{name} - {command.get('abstract', '')}".rstrip("."))]
    lines += [".SH SYNOPSIS", "\\fB" + roff(name.replace("-", " ")) + "\\fR"]
    arguments = shown(command.get("arguments"))
    for argument in arguments:
        text = spelled(argument).split(", ")[-1] + (" ..." if argument.get("isRepeating") else "")
        lines.append(f"[{text}]" if argument.get("isOptional") else text)
    if command.get("subcommands"):
        lines.append("\\fIcommand\\fR [\\fIoptions\\fR]")
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", ".nf", roff(command["discussion"]), ".fi"]
    for heading, chosen in (
        ("ARGUMENTS", [a for a in arguments if a["kind"] == "positional"]),
        ("OPTIONS", [a for a in arguments if a["kind"] != "positional"]),
    ):
        if chosen:
            lines.append(".SH " + heading)
        for argument in chosen:
            lines += [".TP", spelled(argument), described(argument)]
    children = [c for c in command.get("subcommands") or [] if c["commandName"] != "help"]
    if children:
        lines.append(".SH COMMANDS")
        for child in children:
            lines += [".TP", f"\\fB{roff(child['commandName'])}\\fR", roff(child.get("abstract", ""))]
    lines += [".SH EXIT STATUS"]
    lines += ["0 done; 1 findings at or above \\fB\\-\\-fail\\-on\\fR; 2 wrong usage or configuration;"]
    lines += ["3 could not finish all of it; 4 the registry is not what was published."]
    path = os.path.join(folder, name + ".1")
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
    for child in children:
        page(child, parents + [command["commandName"]])


os.makedirs(folder, exist_ok=True)
for program in programs:
    said = subprocess.run(
        [program, "--experimental-dump-help"], capture_output=True, text=True, check=True)
    page(json.loads(said.stdout)["command"], [])
