"""The content is compiled once per hash; a changed file is a changed content; a broken cache costs time, never an answer."""

import json
import shutil

import pytest

from pathways.content.frozen import Frozen, freeze
from pathways.content.library import content_hash, data_folder, load_content
from pathways.content.problems import ContentError


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("PATHWAYS_CACHE", str(folder))
    return folder


def test_second_reading_comes_from_the_cache_and_is_the_same(cache, monkeypatch):
    first = load_content()
    monkeypatch.setattr("pathways.content.compiler.compile_content", lambda _: pytest.fail("compiled again"))
    assert load_content() == first


DAMAGE = (b"", b"{", b"\xff\xff", b"[]", b"{}", b'{"plain":[],"keys":[],"parts":[[-1,7]]}', b'{"plain":[1],"keys":[],"parts":[]}')


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_cache_is_made_anew(cache, damage):
    first = load_content()
    (file,) = cache.glob("content-*.json")
    file.write_bytes(damage)
    assert load_content() == first


def test_cache_that_cannot_be_written(tmp_path, monkeypatch):
    """A file where the folder should be."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("PATHWAYS_CACHE", str(tmp_path / "taken"))
    assert load_content()["options"]


def test_any_changed_byte_is_another_content(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    before = content_hash(folder)
    assert before == content_hash(folder)
    with (folder / "notices.yaml").open("a", encoding="utf-8") as file:
        file.write("# seen\n")
    after = content_hash(folder)
    (folder / "notices.yaml").rename(folder / "notices2.yaml")
    assert len({before, after, content_hash(folder)}) == 3


def test_broken_content_is_never_cached(tmp_path, cache):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    (folder / "verdicts.yaml").write_text("- id: x\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            load_content(folder)
    assert not list(cache.glob("*.json")) if cache.exists() else True


def test_content_cannot_be_changed(pathway):
    content = pathway.content
    for change in (
        lambda: content.update(x=1),
        lambda: content["options"].pop("ect"),
        lambda: setattr(content, "x", 1),
        content["options"].clear,
        lambda: content.__setitem__("x", 1),
        lambda: content["options"]["ect"].setdefault("x", 1),
        lambda: content.__delitem__("options"),
    ):
        with pytest.raises(TypeError, match="frozen"):
            change()
    assert isinstance(content["contract"]["groups"], tuple)


def test_frozen_reads_like_a_record():
    value = freeze({"a": {"b": [1, {"c": 2}]}})
    assert value.a.b[1].c == 2 and isinstance(value["a"], Frozen) and json.loads(json.dumps(value)) == {"a": {"b": [1, {"c": 2}]}}
    with pytest.raises(AttributeError):
        _ = value.nothing
