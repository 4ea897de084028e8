"""English claims against their target: bytes of text a second of one core's time, places and all.

    pytest benchmarks/bench_claims.py

"News" is two thirds general news (a ministry, the weather, a company, sport) and one third dispatches from a war, as a
day's wire is; "dispatches" is the latter alone, where nearly every sentence tells of something. Names change from
report to report, so that nothing is known from the report before. The baseline looks for the words of control alone.
"""

import random
import re
import time
from datetime import date

import pytest

from geo.claims import extract
from geo.model import Report
from geo.pipeline.analysis import locate
from geo.places import open_gazetteer
from geo.resources import lexicons

NEWS = (
    """\
The committee will publish its findings before the end of the year, but several members have already said that they
expect no surprises. "We have asked the same questions for a decade," said {person}, who chairs it. Officials in {a}
declined to comment. Teachers' unions, which called the plan rushed, want a delay of at least two school years, and
parents have begun to ask who would pay for the new buildings. The ministry answered on {day} that the money had been
set aside.
""",
    """\
Rain had fallen since the early morning when the first buses left. By noon the road to {b} was closed, and volunteers
were pumping water from cellars along the main street. Nobody was hurt. Farmers said that the harvest, late in any case,
would be smaller than that of last year; the weather service sees no change before the weekend. A spokeswoman for the
railway said that trains would run again from {day}, with delays of up to an hour.
""",
    """\
The company reported a profit for the third quarter, helped by lower prices of energy and by strong sales abroad. Its
shares rose by four per cent. Analysts had expected less. The chief executive, {person}, said that a new plant near {c}
would open next spring and employ some two hundred people, most of them engineers.
""",
    """\
It took the visitors from {a} almost an hour to find a way through. {person} struck the post before the break, and the
home side held on until a corner in the last minutes decided the match. "We lost our heads," the coach said. The club
plays in {b} on {day} and moves to second place if it wins there.
""",
)
DISPATCHES = (
    """\
Government troops entered {a} on {day} after the rebels withdrew from the town overnight, the army said. Residents told
reporters by telephone that fighting went on near the northern outskirts of {b}. The defence ministry had announced the
capture of {c} two days earlier; a spokesman for the rebels denied that it had fallen.
""",
    """\
The Russian Defence Ministry said on {day} that its forces had taken the village of {a}, west of {b}. Ukraine's General
Staff did not mention the village but reported shelling around {c}, where, it said, eleven attacks had been repelled. An
official in the region said about 40 square kilometres had been lost since the beginning of the month.
""",
)
PERSONS = ("Anna Weber", "Peter Novak", "Maria Lindqvist", "James Okafor", "Olena Tkachenko", "Rosa Delgado")
DAYS = ("Monday", "Tuesday", "Wednesday", "Friday")
REGIONS = ("adm1:UA-63", "adm1:UA-53", "adm1:FR-NOR", "adm1:US-TX", "adm1:SY-HL", "adm1:NG-BO", "adm1:ES-AN")
TARGET = "1 MB/s"


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


def written(forms, gazetteer, size):
    """Reports of four paragraphs, each of one form, about `size` bytes of them."""
    pick = random.Random(7)  # noqa: S311  the same names each time, no secret
    cities = [p.name for key in REGIONS for p in gazetteer.settlements(key)[:60]]
    reports, total = [], 0
    while total < size:
        form = forms[len(reports) % len(forms)]
        text = "\n".join(
            pick.choice(form).format(
                **dict(zip("abc", pick.sample(cities, 3), strict=True)),
                person=pick.choice(PERSONS), day=pick.choice(DAYS),
            )
            for _ in range(4)
        )
        total += len(text.encode())
        reports.append(Report(id=str(len(reports)), text=text, published=date(2024, 1, 5)))
    return reports


FORMS = {"news": (NEWS, NEWS, DISPATCHES), "dispatches": (DISPATCHES,)}


def keyword_rate(reports):
    """Megabytes a second of a search for the words of control."""
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(lexicons.load().verbs)))})\b", re.IGNORECASE)
    start = time.process_time()
    for report in reports:
        sum(1 for _ in words.finditer(report.text))
    return megabytes(reports) / (time.process_time() - start)


def megabytes(reports):
    return sum(len(report.text.encode()) for report in reports) / 1e6


def read(reports, gazetteer):
    for found in locate(reports, gazetteer=gazetteer):
        extract(found.report, found.toponyms, found.theatre, found.in_title)


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.benchmark(timer=time.process_time)
def test_claims_with_their_places(benchmark, gazetteer, kind):
    reports = written(FORMS[kind], gazetteer, 300_000)
    benchmark.extra_info["target"] = TARGET if kind == "news" else None
    benchmark.pedantic(lambda: read(reports, gazetteer), rounds=3, warmup_rounds=1)
    report_rate(benchmark, reports)


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.benchmark(timer=time.process_time)
def test_claims_alone(benchmark, gazetteer, kind):
    reports = written(FORMS[kind], gazetteer, 300_000)
    located = list(locate(reports, gazetteer=gazetteer))
    benchmark.pedantic(
        lambda: [extract(f.report, f.toponyms, f.theatre, f.in_title) for f in located], rounds=3, warmup_rounds=1
    )
    report_rate(benchmark, reports)


@pytest.mark.benchmark(timer=time.process_time)
def test_the_time_grows_with_the_number_of_reports(benchmark, gazetteer):
    reports = written(FORMS["news"], gazetteer, 400_000)
    tenth = reports[: len(reports) // 10]
    start = time.process_time()
    read(tenth, gazetteer)
    small = time.process_time() - start
    benchmark.extra_info["target"] = "ten times the reports in ten times the time"
    benchmark.pedantic(lambda: read(reports, gazetteer), rounds=1)
    benchmark.extra_info["times_the_tenth"] = benchmark.stats.stats.min / small


@pytest.mark.parametrize("stops", [True, False], ids=["one paragraph", "no full stops"])
@pytest.mark.benchmark(timer=time.process_time)
def test_a_long_dense_report(benchmark, gazetteer, stops):
    text = " ".join(report.text.replace("\n", " ") for report in written(FORMS["dispatches"], gazetteer, 290_000))
    report = Report(id="r", text=text if stops else text.replace(".", " "), published=date(2024, 1, 5))
    benchmark.extra_info["target"] = "5 s"
    benchmark.pedantic(lambda: read([report], gazetteer), rounds=1)


def report_rate(benchmark, reports):
    benchmark.extra_info["megabytes_a_second"] = megabytes(reports) / benchmark.stats.stats.min
    benchmark.extra_info["baseline"] = f"a search for words of control {keyword_rate(reports):.1f} MB/s"
