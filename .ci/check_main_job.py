"""Hold the output of the main job against what is known about the bundled week: `check_main_job.py MAP CLAIMS`."""

import json
import re
import sys
from pathlib import Path

page = Path(sys.argv[1]).read_text(encoding="utf-8")
rows = [json.loads(line) for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()]
claims = {(r["lat"], r["lon"], r["event"], r["actor"], r["date"], r["region"]) for r in rows if r["type"] == "claim"}
areas = {(r["km2"], r["change"], r["actor"]) for r in rows if r["type"] == "area"}

EXPECTED = {
    "Izium": (49.20697, 37.27679, "liberated", "Ukraine", "2022-09-10", "Kharkiv Oblast"),
    "Balakliia": (49.45595, 36.84433, "withdrew", "Russia", "2022-09-10", "Kharkiv Oblast"),
    "Kupiansk": (49.71003, 37.61581, "entered", "Ukraine", "2022-09-10", "Kharkiv Oblast"),
    "Vasylenkove": (49.7791, 37.0387, "liberated", "Ukraine", "2022-09-10", "Kharkiv Oblast"),
    "Artemivka": (49.92997, 37.08167, "liberated", "Ukraine", "2022-09-10", "Kharkiv Oblast"),
    "Lysychansk": (48.91211, 38.42088, "advancing", "Ukraine", "2022-09-10", "Luhansk Oblast"),
}
faults = [f"no claim on {name}: {claim}" for name, claim in EXPECTED.items() if claim not in claims]
if (1994.3, "gained", "Ukraine") not in areas:
    faults.append(f"no 1,994.3 km² gained by Ukraine among {sorted(areas)}")

# What a page loads by itself; a link that the reader may follow is no such thing.
loads = re.findall(
    r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//[^\"'\s>]+", page
)
loads += re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]+|@import\s[^;]+", page)
faults += [f"the map loads {load!r}" for load in loads]

print(f"{len(rows)} rows, {len(page.encode()):,} bytes of map")
sys.exit("\n".join(faults) or 0)
