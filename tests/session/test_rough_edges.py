"""What goes wrong in real life: typing while a save is under way, a course that changed underneath, a full disk."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from coach.errors import CourseError, StoreError
from coach.progress.model import Attempt, Entry, Played, Recalled
from coach.session.activity import Activity, Go
from coach.session.views import AfterwardsView, PracticeView, ReflectionView, RolePlayView, SceneView, SortView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one's own to change."""
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings], course: Path) -> Sittings:
    return make_sittings(course)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def at(visit: Visit, step: str) -> Activity:
    return visit.open(Go(to="lesson", lesson="small", step=step))


class SlowStore:
    """A store whose facts are only on disk when it is told so."""

    def __init__(self, store: object) -> None:
        self._store = store
        self.waiting: list[tuple[Future[None], Callable[[], Future[None]]]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def append(self, facts: object, progress: object) -> Future[None]:
        later: Future[None] = Future()
        self.waiting.append((later, lambda: self._store.append(facts, progress)))  # type: ignore[attr-defined]
        return later

    def on_disk(self) -> None:
        later, save = self.waiting.pop(0)
        save().result(10)
        later.set_result(None)


async def submitted_while_typing(visit: Visit, activity: Activity, action: str, key: str, more: str) -> None:
    """Carry out an action whose save takes its time, typing ``more`` meanwhile."""
    slow = SlowStore(visit.store)
    visit.store = slow  # type: ignore[assignment]
    doing = asyncio.create_task(activity.do(action))
    while not slow.waiting:
        await asyncio.sleep(0)
    activity.write(key, more, 0, len(more))
    slow.on_disk()
    await doing


async def test_words_typed_while_a_page_is_being_saved_are_there_to_be_added(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "own-words")
    key = lesson.view().field.draft.key  # type: ignore[union-attr]
    lesson.write(key, "first words", 0, 11)
    await submitted_while_typing(visit, lesson, "keep", key, "first words and then the hard part")
    assert [fact.body.text for fact in visit.history() if isinstance(fact.body, Entry)] == ["first words"]
    await lesson.do("change")
    view = lesson.view()
    assert isinstance(view, ReflectionView)
    assert view.field is not None
    assert view.field.draft.text == "first words and then the hard part"


async def test_words_typed_while_a_line_is_being_said_begin_the_next_line(small: Sittings) -> None:
    visit = small.welcomed()
    go = await at(visit, "the-door").do("fresh")
    assert go is not None
    scene = visit.open(go)
    key = scene.view().field.draft.key  # type: ignore[union-attr]
    scene.write(key, "I was scared.", 0, 13)
    await submitted_while_typing(visit, scene, "say", key, "I was scared. And you")
    view = scene.view()
    assert isinstance(view, SceneView)
    assert view.field is not None
    assert view.field.draft.text == "And you"


async def test_a_line_saved_just_before_a_kill_does_not_stand_in_the_editor_again(small: Sittings) -> None:
    visit = small.welcomed()
    go = await at(visit, "the-door").do("fresh")
    assert go is not None
    scene = visit.open(go)
    key = scene.view().field.draft.key  # type: ignore[union-attr]
    scene.write(key, "I was scared.", 0, 13)
    await scene.do("say")
    visit.write(key, "I was scared.", 0, 13)
    visit = small.open()
    go = await visit.open(Go(to="home")).do("go-on")
    assert go is not None
    view = visit.open(go).view()
    assert isinstance(view, SceneView)
    assert len(view.said) == 3
    assert view.field is not None
    assert view.field.draft.text == ""


async def test_a_sort_whose_card_was_renamed_goes_on_with_the_cards_there_are(small: Sittings, course: Path) -> None:
    lesson = at(small.welcomed(), "cards")
    await lesson.do("put:warm")
    change(course / "small" / "lesson.yaml", "{id: sun,", "{id: star,")
    view = at(small.open(), "cards").view()
    assert isinstance(view, SortView)
    assert (view.card, view.number) == ("Sun", 1)


async def test_a_scene_that_cannot_be_read_says_so_at_its_door_and_the_lesson_goes_on(
    small: Sittings, course: Path
) -> None:
    visit = small.welcomed()
    (course / "scenes" / "door.yaml").write_text("format_version: 1\n", encoding="utf-8")
    lesson = at(visit, "the-door")
    view = lesson.view()
    assert isinstance(view, RolePlayView)
    assert "Your words are safe" in view.notice
    await lesson.do("skip")
    assert lesson.view().frame.title == "Breathe"  # type: ignore[union-attr]


async def test_an_opening_of_a_scene_that_changed_is_not_used_again(small: Sittings, course: Path) -> None:
    visit = small.welcomed()
    await at(visit, "the-door").do("fresh")
    change(course / "scenes" / "door.yaml", "You are still up.", "Still up?")
    visit = small.open()
    go = await at(visit, "the-door").do("fresh")
    assert go is not None
    view = visit.open(go).view()
    assert isinstance(view, SceneView)
    assert "Still up?" in view.said[-1].text


async def test_go_on_leads_to_the_turn_one_stood_at_not_to_the_newest(small: Sittings) -> None:
    visit = small.welcomed()
    go = await at(visit, "the-door").do("fresh")
    assert go is not None
    scene = visit.open(go)
    scene.write(scene.view().field.draft.key, "I was scared.", 0, 0)  # type: ignore[union-attr]
    await scene.do("say")
    await scene.do("back")
    await scene.do("leave")
    go = await at(visit, "the-door").do("on")
    assert go is not None
    assert len(visit.open(go).view().said) == 1  # type: ignore[union-attr]


async def test_a_recall_and_its_end_are_saved_as_one(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "from-memory")
    lesson.write(lesson.view().field.draft.key, "a page", 0, 6)  # type: ignore[union-attr]
    await lesson.do("reveal")
    whole, visit.store = visit.store, Failing(visit.store)  # type: ignore[assignment]
    with pytest.raises(StoreError):
        await lesson.do("rate:had")
    visit.store = whole
    assert lesson.view().answered == "a page"  # type: ignore[union-attr]
    await lesson.do("rate:had")
    told = [fact.body for fact in visit.history() if isinstance(fact.body, Recalled)]
    assert [(body.text, body.rating) for body in told] == [("a page", "had")]


class Failing:
    """A store on a full disk."""

    def __init__(self, store: object) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def append(self, facts: object, progress: object) -> Future[None]:
        return self._full()

    def save_draft(self, draft: object) -> Future[None]:
        return self._full()

    def _full(self) -> Future[None]:
        failed: Future[None] = Future()
        failed.set_exception(StoreError("The disk is full. Your words are still on the screen."))
        return failed


async def test_a_draft_that_cannot_be_saved_is_told_until_it_can(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "own-words")
    key = lesson.view().field.draft.key  # type: ignore[union-attr]
    whole, visit.store = visit.store, Failing(visit.store)  # type: ignore[assignment]
    lesson.write(key, "words", 0, 5)
    assert visit.flush(5)
    assert lesson.view().notice == "The disk is full. Your words are still on the screen."
    visit.store = whole
    lesson.write(key, "words", 0, 5)
    assert visit.flush(5)
    assert lesson.view().notice == ""


async def test_models_once_seen_are_remembered_through_every_page_of_the_step(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "say-it")
    for action in ("say", "models", "review", "again", "say"):
        view = lesson.view()
        assert isinstance(view, PracticeView)
        for field in (*view.slots, *filter(None, [view.field])):
            lesson.write(field.draft.key, "scared", 0, 6)
        await lesson.do(action)
    seen = [fact.body.models_seen for fact in visit.history() if isinstance(fact.body, Attempt)]
    assert seen == [False, True]


async def test_a_line_of_fear_in_a_scene_is_stored_like_any_other(small: Sittings) -> None:
    """Nothing in the fact may differ because of what was found: the criteria are judged as made-up words are."""
    visit = small.welcomed()
    go = await at(visit, "the-door").do("fresh")
    assert go is not None
    scene = visit.open(go)
    said = "When you hit me last night I was scared."
    scene.write(scene.view().field.draft.key, said, 0, 0)  # type: ignore[union-attr]
    await scene.do("say")
    turn = visit.history()[-1].body
    assert isinstance(turn, Played)
    assert turn.criteria["IST.F"] == "met"


async def test_a_thought_about_one_branch_is_not_shown_at_another(small: Sittings) -> None:
    visit = small.welcomed()

    async def play(line: str, go: Go | None) -> Activity:
        assert go is not None
        scene = visit.open(go)
        for words in (line, "Could you send one word next time?"):
            scene.write(scene.view().field.draft.key, words, 0, 0)  # type: ignore[union-attr]
            await scene.do("say")
        led = await scene.do("afterwards")
        assert led is not None
        return visit.open(led)

    first = await play("You never think of me.", await at(visit, "the-door").do("fresh"))
    first.write(first.view().field.draft.key, "My jaw was tight.", 0, 0)  # type: ignore[union-attr]
    await first.do("keep-thought")
    await first.do("turns")
    second = await play("I was scared.", await first.do("again:1"))
    view = second.view()
    assert isinstance(view, AfterwardsView)
    assert view.saved == ""
    assert view.field is not None


async def test_practice_that_left_the_course_takes_no_place_on_home(small: Sittings, course: Path) -> None:
    visit = small.welcomed()
    lesson = at(visit, "from-memory")
    await lesson.do("reveal")
    await lesson.do("rate:not-yet")
    small.clock.on(days=5)
    assert len(visit.open(Go(to="home")).view().again) == 1  # type: ignore[union-attr]
    change(course / "course.yaml", "from-memory: From memory", "remembered: From memory")
    assert small.open().open(Go(to="home")).view().again == ()  # type: ignore[union-attr]


def test_a_course_that_cannot_be_read_is_told_and_words_can_still_be_taken_out(small: Sittings, course: Path) -> None:
    from coach.session.export import export

    small.welcomed()
    (course / "course.yaml").write_text("{", encoding="utf-8")
    visit = small.open()
    with pytest.raises(CourseError, match="Your words are safe"):
        visit.read_course()
    assert "Nothing is written yet." in export(visit, "markdown")
