"""Slips in words of feeling and repair are read as what was meant; real words, and words that accuse, are let be."""

import re

import pytest

from coach.feedback import review
from coach.feedback.lexicon import lexicon, rules_written
from coach.feedback.text import Spelling, read
from coach.resources import lessons_dir

SLIPS = """
    embarrassed: embarased embarassed embarrased embarrassd
    appreciate: apreciate appriciate
    overwhelmed: overwelmed overwhemled
    disappointed: dissapointed disapointed disappinted dissappointed
    angry: angrey
    exhausted: exausted exhuasted exhaustd
    frustrated: frusturated furstrated frustratd
    anxious: anxoius anxiuos
    nervous: nervious
    ashamed: ashmed asahmed
    grateful: gratful gratefull
    thankful: thankfull
    responsible: responsable resposible
    forgiveness: forgivness forgivenes
    understanding: understading undestanding
    understand: undestand undertsand
    listening: listning lisening
    relationship: relationshp relatonship
    comfortable: comfotable
    confused: confussed confuesd
    hopeful: hopefull
    devastated: devestated
    heartbroken: heartbrocken
    humiliated: humilated
    resentful: resentfull
    unhappy: unhapy
    surprised: suprised surprized
    shocked: shoked
    terrified: teriffied terrifed
    frightened: frightned frigthened
    irritated: irratated irritaed
    annoyed: anoyed
    vulnerable: vulnrable vunerable
    isolated: isolted
    disconnected: disconected
    reassured: reasured
    excited: excitted exicted
    relieved: releived
    peaceful: peacful
    acknowledge: acknowlege
    promised: promissed
    remember: remeber
    sincerely: sincerly sincerley
    happened: happend hapened
    together: togehter togther
    important: importnat imporant
    conversation: conversaton
    apologise: apoligise apologse
    supported: suported
    stressed: stresed
    uncomfortable: uncomfortble
"""
REAL = """
    admired affection angler apologist appreciates arranged attention barred booted collection companion
    confession confidant consent content contest contusion correction curios curious defeated defected
    desperation detected emoticons engaged exciting exhale exhaust existed exited expected expedience explored
    exported failing falling filling fooling forging forgives frightens graceful greatly hauled homelessness
    hooked hopped imitated impatience infection inpatient inspected irrigated irritates jealously lessening
    listener listens lodged looted loveliness massage message miserly mourning operated patent patience
    patients pleaded premises promises racing ranging rating rebelled related relayed rented repealed revealed
    rusted sacred scatter scattered scored sealed separates settling shared shattering shunned snared soared
    socked spared spattered stared starred steamed sting stocked stores strung stunted submitted sunned
    tackled thrusting tiered tinned tipped trickled understands united wanderer wandering warning worded
    worries wrenched
"""
ACCUSING = "selfihs stubbron patehtic usless pathetc controling manipulitive imature ungreatful irresponsable hopless"


def read_as(word):
    return " ".join(read(f"so {word} now", lexicon().spelling).words[1:-1])


PAIRS = [
    (slip, right)
    for right, slips in (line.split(":") for line in SLIPS.strip().splitlines())
    for slip in slips.split()
]


@pytest.mark.parametrize(("written", "right"), PAIRS)
def test_a_slip_is_read_as_the_word_meant(written, right):
    assert read_as(written) == right.strip()


@pytest.mark.parametrize("word", REAL.split())
def test_a_real_word_is_left_alone(word):
    assert read_as(word) == word


@pytest.mark.parametrize("word", ACCUSING.split())
def test_nobody_is_read_as_accusing_by_a_slip(word):
    assert read_as(word) == word


def test_no_word_of_the_course_is_mended():
    """The lessons are spelt well, so every word in them that is changed would be a real one."""
    texts = [path.read_text(encoding="utf-8") for path in lessons_dir().rglob("*.yaml")]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}
    spelling = lexicon().spelling
    assert len(words) > 1000
    assert {word: spelling[word] for word in words if word not in spelling and spelling[word] != word} == {}


def test_no_rule_is_changed_by_mending():
    """A word that any rule names is read as it stands, unless the lexicons themselves respell it."""
    words = {word for rule in rules_written().values() for word in re.findall(r"[a-z]+", rule.find)}
    spelling = lexicon().spelling
    assert len(words) > 1000
    assert [word for word in words if word not in spelling and spelling[word] != word] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gentler", "gentler"),
        ("genxle", "genxle"),
        ("gnetle", "gentle"),
        ("gentl", "gentl"),
        ("gentlle", "gentle"),
        ("genttle", "gentle"),
        ("mentle", "mentle"),
        ("gentxx", "gentxx"),
        ("gentleable", "gentleable"),
        ("hold", "hold"),
        ("gxntlx", "gxntlx"),
    ],
)
def test_one_slip_between_a_right_first_and_last_letter(written, meant):
    assert Spelling({}, mend=["gentle"])[written] == meant


def test_a_wrong_letter_is_mended_in_long_words_only():
    spelling = Spelling({}, mend=["gentle", "thoughtful"])
    assert (spelling["gentke"], spelling["thouchtful"]) == ("gentke", "thoughtful")


def test_between_two_words_nothing_is_chosen():
    assert Spelling({}, mend=["listing", "lasting"])["lsting"] == "lsting"
    assert Spelling({}, mend=["lasting"])["lsting"] == "lasting"


def test_words_that_lists_or_rules_know_are_no_slips():
    assert Spelling({}, known=["mourning"], mend=["morning"])["mourning"] == "mourning"
    assert Spelling({}, mend=["morning"], in_rules=lambda: frozenset({"mourning"}))["mourning"] == "mourning"


def test_the_words_of_the_rules_are_gathered_only_for_what_looks_like_a_slip():
    def asked():
        raise AssertionError

    assert read("we walked uphill yesterday evening", Spelling({}, mend=["gentle"], in_rules=asked)).words


def test_a_misspelt_feeling_is_marked_where_it_stands_as_written():
    text = "I felt embarased and overwelmd when it got to three"
    found = [one for one in review(text, "i-statement").signals if one.name == "own_feeling"]
    assert next(text[start:end] for start, end in found[0].spans).startswith("I felt embarased")
