"""The lexicons are compiled ahead; what is shipped is what the files say, and an edit tells at once."""

import msgspec
import pytest

from coach.errors import CourseError
from coach.feedback import compiled, review
from coach.feedback import lexicon as lexicons
from coach.feedback.cues import Cue, Found, find
from coach.feedback.text import read

LEXICON = lexicons.lexicon()


def faulty(monkeypatch, **rules):
    """The lexicons with one more file, whose rules look for these lines."""
    file = lexicons.LexiconFile(
        format_version=1, rules={name: lexicons.Rule(find=find) for name, find in rules.items()}
    )
    plain = compiled.lexicon_file
    monkeypatch.setattr(compiled, "lexicon_file", lambda name: file if name == "faulty" else plain(name))
    monkeypatch.setattr(compiled, "FILES", (*lexicons.FILES, "faulty"))
    monkeypatch.setattr(compiled, "digest", lambda: "of other files")


def test_what_is_shipped_is_what_the_lexicons_say():
    shipped = lexicons.lexicons_dir() / lexicons.COMPILED
    current = compiled.compile_lexicons() == shipped.read_bytes()
    assert current, "run python -m coach.feedback.compiled"


def test_an_edit_tells_at_once(monkeypatch):
    """Files that differ from those compiled are compiled anew."""
    faulty(monkeypatch, fresh="zebra crossing")
    monkeypatch.setattr(lexicons, "digest", lambda: "of other files")
    edited = lexicons.lexicon.__wrapped__()
    assert "fresh" in {cue.rule for cue in find(read("A zebra crossing", edited.spelling), edited).cues}


def test_files_as_they_were_compiled_are_not_read(monkeypatch):
    shipped = msgspec.json.decode((lexicons.lexicons_dir() / lexicons.COMPILED).read_bytes(), type=lexicons.Compiled)
    monkeypatch.setattr(lexicons, "digest", lambda: shipped.digest)
    monkeypatch.setattr(lexicons, "load", lambda *_: pytest.fail("a file was read"))
    assert lexicons.lexicon.__wrapped__().rules == shipped.rules


def test_every_faulty_line_is_told_with_its_rule(monkeypatch):
    faulty(monkeypatch, first="i am (a|b", second="well done <nothing>", third="(a|b?) c", fine="i am", last="_3 you")
    with pytest.raises(CourseError) as caught:
        compiled.compile_lexicons()
    assert [" ".join(problem.split()[:3]) for problem in caught.value.problems] == [
        "faulty.yaml: rule first:", "faulty.yaml: rule second:", "faulty.yaml: rule third:",
        "faulty.yaml: rule last:",
    ]  # fmt: skip


def test_why_a_rule_is_there_is_read_from_where_it_is_written():
    written = lexicons.rules_written()
    assert written.keys() == {ready.id for ready in LEXICON.rules}
    assert any(rule.why for rule in written.values())


def test_groups_are_the_families_of_feeling_with_their_words_as_written():
    assert {"heartbroken", "in tears", "close to tears"} <= LEXICON.groups["feel-sad"]
    assert all(name.startswith("feel-") and "<" not in "".join(words) for name, words in LEXICON.groups.items())


def test_what_was_read_before_changes_nothing():
    text = "I felt scared and small, and I did not know what to do when you never called."
    lexicons.lexicon.cache_clear()
    first = review(text, "i-statement")
    review("You always do this. I hate it when you shout, and I am tired of it all.", "i-statement")
    assert review(text, "i-statement") == first


def test_what_comes_between_gets_the_first_cues_and_the_rest_go_on_with_its_own():
    first = {ready.id for ready in LEXICON.rules[: LEXICON.first]}
    handed = []

    def then(found):
        handed.extend(cue.rule for cue in found.cues)
        return Found(found.reading)

    found = find(read("I am sorry I shouted. What was it like for you?", LEXICON.spelling), LEXICON, (), then)
    assert handed
    assert set(handed) <= first
    assert first.isdisjoint(cue.rule for cue in found.cues)


def test_a_name_taken_back_is_told_by_no_cue_and_the_rest_stays():
    found = Found(read("I am sorry", LEXICON.spelling))
    found.add(Cue("one", ("one", "regret"), 0, 2))
    found.add(Cue("two", ("two",), 0, 0))
    found.take_back({"regret"})
    assert found.named("regret") == []
    assert [cue.tells for cue in found.cues] == [("one",), ("two",)]
    assert found.named("one") == found.cues[:1]
