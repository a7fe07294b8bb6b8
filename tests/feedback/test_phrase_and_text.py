"""The rule language and the cutting of text into words."""

import pytest

from coach.feedback import cues
from coach.feedback.lexicon import lexicon
from coach.feedback.phrase import PhraseError, Words, compiled, word_list
from coach.feedback.text import read

LISTS = {"mood": word_list(["sad", "worn out"], {})}


def found(line, text):
    reading = read(text, {})
    phrase = compiled(line, LISTS)
    begins = {reading.words[0], "#"} & phrase.anchors
    last = Words(reading.words).match(phrase, 0) if begins else None
    return None if last is None else " ".join(reading.words[: last + 1])


@pytest.mark.parametrize(
    ("line", "text", "matched"),
    [
        ("i (feel|felt) so? <mood>", "I felt so worn out today", "i felt so worn out"),
        ("i (feel|felt) so? <mood>", "I felt sad", "i felt sad"),
        ("i (feel|felt) so? <mood>", "I felt glad", None),
        ("you _2 never", "you, as always, never", None),
        ("you _2 never", "you really do never", "you really do never"),
        ("you _2 never", "you really do just never", None),
        ("please stop", "Please, stop", "please , stop"),
        ("whatever $", "whatever", "whatever"),
        ("whatever $", "whatever you say", None),
        ("# minutes", "20 minutes", "20 minutes"),
        ("be calm*", "be calmer", "be calmer"),
        ("(a|a b (c|d)) e?", "a b d e", "a b d e"),
    ],
)
def test_phrase_matches_at_its_anchor(line, text, matched):
    assert found(line, text) == matched


@pytest.mark.parametrize("line", ["_3 you", "(a|) b", "<none> a", "(a b", "a) b", "x?", "calm* down", ""])
def test_what_is_not_in_the_language_is_refused(line):
    with pytest.raises(PhraseError):
        compiled(line, LISTS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("im so tired", "i am so tired"),
        ("I’m so tired", "i am so tired"),
        ("u dont call", "you do not call"),
        ("your so lazy", "you are so lazy"),
        ("your sister", "your sister"),
        ("sooooo sad", "so sad"),
        ("ne\u200bver", "never"),
        ("cafe\u0301", "café"),
        ("paid £1,200 at 8:30", "paid £1,200 at 8:30"),
        ("really?! yes", "really ? yes"),
    ],
)
def test_writing_is_folded_to_one_spelling(text, words):
    assert " ".join(read(text, {}).words) == words


def test_offsets_lead_back_into_the_original():
    text = "  I’m NOT\u200b sad, u know…"
    reading = read(text, {})
    assert [text[start:end] for start, end in zip(reading.starts, reading.ends, strict=True)] == [
        "I’m", "I’m", "NOT\u200b", "sad", ",", "u", "know", "…",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('you said "you never help" again', "you never help"),
        ("you said ‘lazy’ again", "lazy"),
        ('the "big" one', ""),
        ("I don't and won't and can't", ""),
        ('he shouted "never ever', ""),
    ],
)
def test_reported_speech_is_known_as_quoted(text, quoted):
    reading = read(text, {})
    assert (
        " ".join(word for word, is_quoted in zip(reading.words, reading.quoted, strict=True) if is_quoted) == quoted
    )


def test_work_grows_in_step_with_the_text(monkeypatch):
    """Twice the text asks for at most about twice the matching, however it is made."""
    tried = 0
    run = Words._run

    def counted(self, phrase, place):
        nonlocal tried
        tried += 1
        return run(self, phrase, place)

    monkeypatch.setattr(Words, "_run", counted)
    counts = []
    for times in (20, 40, 80):
        tried = 0
        cues.find(
            read("I feel that you never listen to me when we talk, and you always leave " * times, {}), lexicon()
        )
        counts.append(tried)
    assert counts[1] <= counts[0] * 2.1
    assert counts[2] <= counts[1] * 2.1
