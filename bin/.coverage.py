"""Prints line coverage by module from llvm-cov's JSON; exit 1 below 85 % of Sources."""
import json
import sys

path, root = sys.argv[1:]
rows = {}
with open(path) as file:
    covered = json.load(file)["data"][0]["files"]
for entry in covered:
    name = entry["filename"]
    if not name.startswith(root + "/Sources/"):
        continue
    module = name[len(root) + 9:].split("/")[0]
    lines = entry["summary"]["lines"]
    total, hit = rows.get(module, (0, 0))
    rows[module] = (total + lines["count"], hit + lines["covered"])
for module, (total, hit) in sorted(rows.items()):
    print(f"coverage  {100 * hit / max(total, 1):5.1f} %  {module}")
total, hit = (sum(row[i] for row in rows.values()) for i in (0, 1))
print(f"coverage  {100 * hit / max(total, 1):5.1f} %  all of Sources ({hit} of {total} lines)")
sys.exit(0 if hit >= 0.85 * total else "test: coverage is below 85 %")
