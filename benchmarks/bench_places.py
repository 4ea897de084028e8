"""Reading and geocoding places against their targets; each prints its figure through pytest-benchmark.

    pytest benchmarks/bench_places.py
"""

import random
import subprocess
import sys
from datetime import date

import pytest

from geo.model import Report
from geo.places import geocode_rows, open_gazetteer, recognise, resolve, wording
from geo.places.names import names_of
from geo.places.spans import known
from geo.places.tokens import tokens
from geo.resources.theatres import NO_THEATRE

# One name in about 60 words, as in most news; the names change from paragraph to paragraph, as they do there.
NEWS = """\
The committee will publish its findings before the end of the year, but several members have already said that they
expect no surprises. "We have asked the same questions for a decade," said {person}, who chairs it. Officials in {a}
declined to comment. Teachers' unions, which called the plan rushed, want a delay of at least two school years, and
parents have begun to ask who would pay for the new buildings. The ministry answered on {day} that the money had been
set aside.

Rain had fallen since the early morning when the first buses left. By noon the road to {b} was closed, and the fire
brigade was pumping water from cellars along the main street. Nobody was hurt. Farmers said that the harvest, late in
any case, would be smaller than that of last year; the weather service sees no change before the weekend. A spokeswoman
for the railway said that trains would run again from Thursday, with delays of up to an hour.

The company reported a profit for the third quarter, helped by lower prices of energy and by strong sales abroad. Its
shares rose by four per cent. Analysts had expected less. The chief executive, {person}, said that a new plant near
{c} would open next spring and employ some two hundred people, most of them engineers.
"""
# One name in about twenty words, as in dispatches from a war.
REPORT = """\
Officials in {a} said on Monday that troops had left the town of {b} in the night, after three days in which shells fell
on its northern outskirts and the last bridge was lost. President {person} spoke of a "difficult decision" that would
save the lives of soldiers; Berlin and Paris promised further help, though neither would say how much or when. Nothing
moved to the east, the General Staff wrote, while the village of Qwertyne changed hands again in heavy fights. A doctor
at the hospital of {c} counted eleven dead and more than forty wounded, most of them from mines.
"""
UKRAINIAN = """\
Колона техніки вирушила з {a} ще вранці, повідомили в обласній адміністрації. За словами очевидців, на дорозі до
{b} утворився затор на кілька кілометрів. У Харкові та Одесі оголосили повітряну тривогу, під Києвом збито два
безпілотники. Президент подякував усім, хто допомагав евакуювати людей, і пообіцяв, що відбудова почнеться навесні.
"""
PERSONS = ("Anna Weber", "Peter Novak", "Maria Lindqvist", "James Okafor", "Olena Tkachenko", "Rosa Delgado")
DAYS = ("Monday", "Tuesday", "Wednesday", "Friday")


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


@pytest.fixture(scope="module")
def cities(gazetteer):
    """Settlements of a few regions of the world, most populous first in each."""
    keys = ("adm1:UA-63", "adm1:UA-53", "adm1:FR-NOR", "adm1:US-TX", "adm1:SY-HL", "adm1:NG-BO", "adm1:ES-AN")
    return [p.name for key in keys for p in gazetteer.settlements(key)[:60]]


def written(form, cities, size):
    """Reports of one form, `size` bytes of them, each with names of its own."""
    pick = random.Random(7)  # noqa: S311  the same names each time, no secret
    reports, total = [], 0
    while total < size:
        text = "\n".join(
            form.format(
                **dict(zip("abcd", pick.sample(cities, 4), strict=True)),
                person=pick.choice(PERSONS), day=pick.choice(DAYS),
            )
            for _ in range(4)
        )
        total += len(text.encode())
        reports.append(Report(id=str(len(reports)), text=text, published=date(2024, 1, 1)))
    return reports


def rate(benchmark, work, reports):
    """Megabytes a second of the best of three rounds, after one that fills the memory of names."""
    benchmark.pedantic(lambda: [work(report) for report in reports], rounds=3, warmup_rounds=1)
    size = sum(len(report.text.encode()) for report in reports) / 1e6
    benchmark.extra_info["megabytes_a_second"] = round(size / benchmark.stats.stats.min, 2)


@pytest.mark.parametrize(
    ("form", "target"),
    [
        (NEWS, "2 MB/s"), (REPORT, "none of its own"), (UKRAINIAN, "0.3 MB/s"),
    ],
    ids=["news", "dense", "ukrainian"],
)
def test_recognition_and_resolution(benchmark, gazetteer, cities, form, target):
    benchmark.extra_info["target"] = target
    reports = written(form, cities, 500_000)
    rate(benchmark, lambda r: resolve(recognise(r, gazetteer), r, gazetteer, NO_THEATRE), reports)


def test_the_scan_for_known_names_alone(benchmark, gazetteer, cities):
    benchmark.extra_info["target"] = "10 MB/s over the world's names"
    names, words = names_of(gazetteer), wording.load()
    rate(benchmark, lambda r: known(tokens(r.text), words, names), written(NEWS, cities, 1_000_000))


def test_a_batch_of_queries_a_tenth_of_them_misspelt(benchmark, gazetteer):
    pick, names = random.Random(5), []  # noqa: S311  as above
    for country in ("UA", "RU", "SY", "FR", "DE"):
        regions = {m.place.region_key for ms in gazetteer.find(_capitals(country)).values() for m in ms}
        for key in sorted(filter(None, regions)):
            names += [(p.name, country) for p in gazetteer.settlements(key) if p.country == country]
    rows = []
    for number in range(10_000):
        name, country = pick.choice(names)
        rows.append({"id": number, "query": _slip(name, pick) if number % 10 == 0 else name, "country": country})
    benchmark.extra_info["target"] = "100,000 in 20 s: 2 s for these 10,000"
    benchmark.pedantic(lambda: list(geocode_rows(rows, gazetteer=gazetteer)), rounds=1)


def _capitals(country):
    return {"UA": ["kharkiv", "lviv"], "RU": ["kazan", "perm"], "SY": ["aleppo", "hama"], "FR": ["rouen", "lyon"],
            "DE": ["munich", "dresden"]}[country]


def _slip(name, pick):
    if len(name) < 6:
        return name
    at = pick.randrange(1, len(name) - 1)
    return pick.choice((
        name[:at] + name[at + 1:],
        name[:at] + name[at + 1] + name[at] + name[at + 2:],
        name[:at] + pick.choice("aeionrst") + name[at:],
    ))


@pytest.mark.usefixtures("gazetteer")
def test_a_cold_process_is_soon_ready_and_small(benchmark):
    script = (
        "import pathlib, resource, time; start = time.perf_counter()\n"
        "from geo.model import Report; from geo.places import open_gazetteer, recognise\n"
        "imported = time.perf_counter(); gazetteer = open_gazetteer(); gazetteer.find(['poltava'])\n"
        "ready = time.perf_counter(); recognise(Report(id='r', text='Rain fell in Poltava.'), gazetteer)\n"
        "done = time.perf_counter()\n"
        "status = pathlib.Path('/proc/self/status')  # Linux counts what the parent used among a child's maximum\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "if status.exists(): peak = status.read_text().partition('VmHWM:')[2].split()[0]\n"
        "print(imported - start, ready - imported, done - start, peak)"
    )
    benchmark.extra_info["target"] = "index 20 ms, recognition 200 ms, 60 MB with the interpreter"
    done = benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True), rounds=3
    )
    imports, index, first, memory = map(float, done.stdout.split())
    benchmark.extra_info |= {
        "imports_ms": round(1000 * imports), "index_ms": round(1000 * index, 1), "recognition_ms": round(1000 * first),
        "megabytes": round(memory / 1024, 1),
    }
