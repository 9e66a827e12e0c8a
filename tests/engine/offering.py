"""What the tests of offers share: the options of a case, random positions, the classes with their members."""

from basecase import base_case
from casegen import Dice, Maker

from pathways.engine.case import check_case
from pathways.engine.position import find_position


def position(pathway, case):
    return find_position(pathway, check_case(case, pathway.content))


def offers(pathway, answers=None, trials=None, **top):
    return {o.id: o for o in position(pathway, {**base_case(answers, trials), **top}).options}


def random_positions(pathway, count, seed):
    maker = Maker(pathway)
    for n in range(count):
        yield position(pathway, maker.case(Dice(seed * 1_000_003 + n)))


def classes_of(pathway):
    return {
        o["id"]: [m["id"] for m in pathway.content["options"].values() if m["parent"] == o["id"]]
        for o in pathway.content["options"].values()
        if any(m["parent"] == o["id"] for m in pathway.content["options"].values())
    }
