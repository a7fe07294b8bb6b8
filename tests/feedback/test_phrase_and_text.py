"""The rule language and the cutting of text into words."""

import pytest

from coach.feedback import cues
from coach.feedback import machine as machines
from coach.feedback.compiled import Lists, table
from coach.feedback.lexicon import lexicon
from coach.feedback.machine import Machine
from coach.feedback.phrase import PhraseError, phrase
from coach.feedback.text import read

LISTS = Lists()
LISTS.put("<mood>", ("sad", "worn out", "worn down by it all"))
LISTS.put("<low>", ("<mood>", "so (very)? tired", "flat"))


def machine(*lines):
    return Machine(table([phrase(line, LISTS) for line in lines], LISTS))


def matches(made, words, place):
    return [(number, last) for at, number, last in made.matches(words, [(0, len(words) - 1)]) if at == place]


def found(line, text):
    words = read(text, {}).words
    return next((" ".join(words[: last + 1]) for _, last in matches(machine(line), words, 0)), None)


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
        ("you *ed the", "you salted the path", "you salted the"),
        ("you *ed the", "you salt the path", None),
        ("(a|a b (c|d)) e?", "a b d e", "a b d e"),
        ("(a|a b) (b c|d)", "a b c", "a b c"),
        ("(a|a b) (b c|d)", "a b d", "a b d"),
        ("a (b|c)? (so|d? e)", "a c e", "a c e"),
        ("a (b|c)? (so|d? e)", "a c d", None),
        ("a <mood> _1 b", "a worn out so b", "a worn out so b"),
        ("a _2 <mood>", "a b, sad", None),
        ("a b c", "a, b, c", "a , b , c"),
        ("a _2 ?", "a b?", "a b ?"),
        ("whatever $", "whatever,", "whatever"),
        ("i am (13*|#) years", "I am 13 years", "i am 13 years"),
        ("i am (13*|14*)", "I'm 14", "i am 14"),
        ("i am (13*|14*)", "I'm 15", None),
        ("so <mood> now", "so, worn, down by it, all, now", "so , worn , down by it , all , now"),
        ("so <mood> now", "so worn down now", None),
        ("<mood> (and|,) <mood>", "worn out, sad", "worn out , sad"),
        ("# (<mood>|b)? _1", "3 worn out then", "3 worn out then"),
        ("i <low> _2 end", "I so very tired and then end", "i so very tired and then end"),
        ("<low> $", "so, tired", "so , tired"),
        ("<low> it", "worn out it", "worn out it"),
        ("a b _2", "a b, c d e", "a b , c d"),
        ("a b _2", "a b c. d", "a b c"),
        ("a _1 (b c|d) e", "a x b c e", "a x b c e"),
        ("a _1 (b c|d) e", "a x b e", None),
        ("(a|,) b c", "a, b c", "a , b c"),
    ],
)
def test_phrase_matches_at_its_anchor(line, text, matched):
    assert found(line, text) == matched


@pytest.mark.parametrize("line", ["_3 you", "(a|) b", "<none> a", "(a b", "a) b", "x?", "calm* down", "*ed the", ""])
def test_what_is_not_in_the_language_is_refused(line):
    with pytest.raises(PhraseError):
        phrase(line, LISTS)


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


def test_phrases_that_match_at_one_place_come_in_the_order_of_their_numbers():
    both = machine("i feel so", "you feel", "i _2 sad", "i feel", "i feel so <mood>")
    assert matches(both, ["i", "feel", "so", "sad"], 0) == [(0, 2), (2, 3), (3, 1), (4, 3)]


def test_of_two_ways_to_begin_a_phrase_the_longer_match_counts():
    assert found("(a b|a b c) d?", "a b c d") == "a b c d"
    assert found("(a b c|a b)", "a b c") == "a b c"


def test_a_phrase_that_opens_is_looked_for_only_where_a_sentence_begins():
    words = read("Well sad. Well sad well sad", {}).words
    made = machine("^ well <mood>")
    assert [place for place, _, _ in made.matches(words, [(0, 2), (3, 6)])] == [0, 3]


def test_work_grows_in_step_with_the_text(monkeypatch):
    """Twice the text asks for at most about twice the phrases to be followed, words met before or not."""
    tried = 0
    last = machines._Text.last

    def counted(self, *begun):
        nonlocal tried
        tried += 1
        return last(self, *begun)

    monkeypatch.setattr(machines._Text, "last", counted)
    text = "I feel that you never listen to me when we talk, and you always leave "
    counts = []
    for times in (20, 40, 80):
        tried = 0
        cues.find(read(text * times, lexicon().spelling), lexicon())
        counts.append(tried)
    assert 0 < counts[1] <= counts[0] * 2.1
    assert counts[2] <= counts[1] * 2.1
