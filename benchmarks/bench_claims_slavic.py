"""Claims from Ukrainian and Russian text: bytes a second on one core, toponyms given.

pytest benchmarks/bench_claims_slavic.py

Target: 0.3 MB/s. Baseline: a dictionary parser of Ukrainian alone (pymorphy3), without any claims, takes 0.4 MB/s.
"""

from datetime import date

import pytest

from geo.claims import extract
from geo.model import Level, Place, Report, Resolution, Role, Toponym
from geo.resources import theatres

PARAGRAPHS = {
    "uk": (
        "Українські війська звільнили Новий Бір та Верхи у Сумській області, повідомив у суботу речник Генштабу. "
        "За його словами, ворог відступив у напрямку кордону, а сапери почали роботу. Президент подякував військовим "
        "і зазначив, що з початку місяця Сили оборони повернули понад 300 кв. км території. Погода на вихідні "
        "очікується суха, без опадів, удень до двадцяти градусів. Міноборони РФ заперечило втрату Верхів. "
        "Тривають бої за Стару Білу.\n\n"
    ),
    "ru": (
        "Украинские войска освободили Новый Бор и Верхи в Сумской области, сообщил в субботу представитель Генштаба. "
        "По его словам, противник отступил к границе, а сапёры приступили к работе. Президент поблагодарил военных "
        "и отметил, что с начала месяца армия вернула более 300 кв. км территории. Погода на выходные ожидается "
        "сухая, без осадков, днём до двадцати градусов. Минобороны РФ опровергло потерю Верхов. "
        "Идут бои за Старую Белую.\n\n"
    ),
}
NAMES = {"uk": ("Новий Бір", "Верхи", "Верхів", "Стару Білу"), "ru": ("Новый Бор", "Верхи", "Верхов", "Старую Белую")}


def toponyms(text, names):
    for name in names:
        place = Place(key=name, name=name, lat=49.0, lon=37.0, level=Level.SETTLEMENT, country="UA")
        at = text.find(name)
        while at >= 0:
            yield Toponym(start=at, end=at + len(name), name=name, level=Level.SETTLEMENT, role=Role.LOCATION,
                          resolution=Resolution.RESOLVED, place=place, score=0.9)  # fmt: skip
            at = text.find(name, at + 1)


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_claims(benchmark, language):
    text = PARAGRAPHS[language] * 20
    found = tuple(toponyms(text, NAMES[language]))
    report = Report(id="r", text=text, published=date(2022, 9, 11), language=language)
    theatre = theatres.load("ukraine")
    benchmark.extra_info["target"] = "0.3 MB/s"
    benchmark.pedantic(lambda: extract(report, found, theatre), rounds=5, warmup_rounds=1)
    benchmark.extra_info["megabytes_a_second"] = len(text.encode()) / 1e6 / benchmark.stats.stats.mean
