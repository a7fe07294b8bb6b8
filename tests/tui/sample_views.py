"""One believable view of every kind a screen can be handed, and hostile copies of them."""

from __future__ import annotations

from typing import Any

import msgspec

from coach.progress.model import Draft
from coach.session import review_views, views

FRAME = views.Frame(
    lesson="speak",
    step="say-it",
    heading="Lesson 2 · Speak so the other can stay",
    place="step 5 of 12",
    title="Say it with I",
    number=5,
    total=12,
    path=(
        ("✓ done", "A door closes, a door opens"),
        ("✓ done", "Two takes of one evening"),
        ("✓ done", "Feeling or verdict"),
        ("✓ done", "What you remember"),
        ("● here", "Say it with I"),
        ("○ to come", "The unread message"),
        ("○ to come", "A plan for this week"),
    ),
)
NEXT = views.Action(id="next", label="Go on", primary=True)
SKIP = views.Action(id="skip", label="Skip this step", key="s")
HOME = views.Action(id="home", label="Home", key="h")


def field(key: str = "speak/say-it", text: str = "", **more: Any) -> views.Field:
    rows = text.split("\n")
    return views.Field(draft=Draft(key=key, text=text, row=len(rows) - 1, column=len(rows[-1])), **more)


def action(id: str, label: str, **more: Any) -> views.Action:
    return views.Action(id=id, label=label, **more)


READING = views.ReadingView(
    frame=FRAME,
    actions=(NEXT, SKIP, HOME),
    text=(
        "When something hurts, the first sentence that comes is often about the other person. You never. "
        "You always. You don't care.\n\n"
        "The other person hears a charge, and gets ready to answer it. What it was like for you is gone before "
        "it was said.\n\n"
        "A sentence that starts with your own feeling cannot be argued with. Nobody can tell you that you were "
        "not scared at three in the morning. It leaves the other person free to come closer.\n\n"
        "That does not make it easy. It is a small risk each time, and it is yours to take or leave."
    ),
    source="After Rosenberg, Nonviolent Communication, chapter 4",
    care=True,
)
COMPARE = views.CompareView(
    frame=FRAME,
    actions=(action("why", "Why is that?", primary=True, key="w"), SKIP),
    moment="Jo comes home at eight, after a night without a word.",
    weak="You never think of me when you are at work.",
    strong="When it got to three and I hadn't heard from you, I was scared.",
    ask="Which of the two would you rather answer?",
)
COMPARE_WHY = msgspec.structs.replace(
    COMPARE,
    why="The first gives Jo a charge to answer. The second gives Jo a picture, and room to come closer.",
    actions=(NEXT,),
)
SORT = views.SortView(
    frame=FRAME,
    actions=(
        action("pile-feeling", "A feeling", key="1", group="list", primary=True),
        action("pile-verdict", "A verdict on the other", key="2", group="list"),
        action("pile-thought", "A thought", key="3", group="list"),
        SKIP,
    ),
    ask="Where does this belong?",
    card="I feel ignored.",
    number=3,
    total=8,
)
SORT_WHY = msgspec.structs.replace(
    SORT,
    verdict="✓ fits",
    why="Ignored says what the other did. Lonely would say how it was for you.",
    actions=(
        action("pile-feeling", "A feeling", key="1", group="list", mark="○ not this one"),
        action("pile-verdict", "A verdict on the other", key="2", group="list", mark="✓ fits"),
        action("pile-thought", "A thought", key="3", group="list"),
        action("next", "Next card", primary=True),
    ),
)
SORT_END = msgspec.structs.replace(
    SORT,
    card="",
    number=8,
    finished=(
        ("✓ A verdict on the other", "I feel ignored."),
        ("○ I'd say: A feeling", "I was scared."),
    ),
    after="Seven of eight at the first go. The one that slipped is the one most people miss.",
    actions=(NEXT,),
)
CHOICE = views.ChoiceView(
    frame=FRAME,
    moment="Sam says: nobody at work noticed that I stayed till nine.",
    ask="Which answer keeps the door open?",
    actions=(
        action("option-a", "You should talk to your boss.", key="1", group="list", primary=True),
        action("option-b", "That sounds lonely. What was the evening like?", key="2", group="list"),
        action("option-c", "It's only a job.", key="3", group="list"),
    ),
)
CHOICE_WHY = msgspec.structs.replace(
    CHOICE,
    why="It says what the moment was like for Sam, and asks for more. Nothing is fixed yet, and nothing needs to be.",
    actions=(
        action("option-a", "You should talk to your boss.", key="1", group="list", mark="○ not yet"),
        action(
            "option-b",
            "That sounds lonely. What was the evening like?",
            key="2",
            group="list",
            mark="✓ fits",
            note="your answer",
        ),
        action("option-c", "It's only a job.", key="3", group="list"),
        NEXT,
    ),
)
RECALL = views.RecallView(
    frame=FRAME,
    ask="What are the three parts of a sentence that starts with you?",
    field=field("speak/recall", label="From memory", placeholder="Anything counts"),
    actions=(action("reveal", "Show the answer", primary=True), SKIP),
)
RECALL_SHOWN = msgspec.structs.replace(
    RECALL,
    field=None,
    answered="a feeling and the moment and I forget the last one",
    reveal="A moment, a feeling of your own, and what matters to you.",
    actions=(
        action("had", "I had it", key="1", primary=True),
        action("partly", "I had a part", key="2"),
        action("not-yet", "Not yet", key="3"),
    ),
)
REFLECTION = views.ReflectionView(
    frame=FRAME,
    lead="Only you read this. Nothing here is judged.",
    quotes=(
        views.Quote(
            text="I go quiet and wash the dishes.", when="last Thursday", title="What I do when it gets loud"
        ),
    ),
    ask="When was the last time you said how it was for you, and somebody stayed?",
    field=field("speak/stayed", label="Your words", placeholder="A line is enough."),
    actions=(action("keep", "Keep this", primary=True), SKIP),
)
REFLECTION_KEPT = msgspec.structs.replace(
    REFLECTION,
    field=None,
    saved="On the train with my sister. She put the phone away.",
    close="That it happened once is worth knowing.",
    notice="Kept in your journal.",
    actions=(NEXT, action("edit", "Write more", key="m")),
)
BREATHING = views.BreathingView(
    frame=FRAME,
    text="Your body may still be in the moment you wrote about. Nothing has to be solved in the next minute.",
    seconds_in=4,
    seconds_out=6,
    minutes=1,
    instead="Or look around you: five things you can see, four you can touch, three you can hear.",
    actions=(NEXT, SKIP),
)
ROLE_PLAY = views.RolePlayView(
    frame=FRAME,
    lead="Try one sentence about how the night was for you. Everything else may wait.",
    scene="unread-message",
    title="The unread message",
    partner="Jo",
    setting="Eight in the morning. Jo, a nurse, is back from the night shift. You texted at one, at three.",
    waiting=True,
    played=2,
    actions=(
        action("go-on", "Go on where you stopped", primary=True),
        action("play", "Start from the beginning", key="b"),
        SKIP,
    ),
)
PLAN = views.PlanView(
    frame=FRAME,
    lead="A plan for one moment this week.",
    ask="When it gets loud again, what will you do?",
    slots=(
        field("speak/plan#when", starts="When I notice", placeholder="my jaw, my voice", ends=",", rows=1),
        field("speak/plan#then", starts="I will", placeholder="one small thing", ends=".", rows=1),
    ),
    examples=("When I notice my jaw tighten, I will put my feet on the floor and ask for a minute.",),
    actions=(action("save", "Keep this plan", primary=True), SKIP),
)
FOLLOW_UP = views.FollowUpView(
    frame=FRAME,
    plan="When I notice my jaw tighten, I will put my feet on the floor and ask for a minute.",
    when="last Thursday",
    ask="How did it go?",
    actions=(
        action("did", "I did it", key="1", group="list", primary=True),
        action("partly", "Partly", key="2", group="list"),
        action("not-yet", "Not yet: it can wait", key="3", group="list"),
        action("dropped", "Let it go", key="4", group="list"),
    ),
)
ENDING = views.EndingView(
    frame=FRAME,
    text="You said three hard things in sentences of your own today. That is a day's work.",
    between="Once a day, one sentence that begins with what it was like for you.",
    done="2 practices, 1 role-play, 1 page in your journal",
    actions=(action("home", "Done for today", primary=True), action("next", "Go on to lesson 3", key="n")),
)

SITUATION = "Jo worked all night. You texted three times. It is eight, the door opens."
ASK = "Tell Jo what it was like for you."
REPLY = "I feel like you never think of me at work. I was scared at three in the morning."
MARKS = (
    review_views.Marked(start=0, end=30, label="a verdict, not a feeling", kind="costs"),
    review_views.Marked(start=11, end=16, label="never", kind="costs"),
    review_views.Marked(start=43, end=55, label="a feeling, yours", kind="helps"),
)
PRACTICE = views.PracticeView(
    frame=FRAME,
    phase="write",
    situation=SITUATION,
    says="Morning. What a night.",
    ask=ASK,
    support="cue",
    cue="One moment, one feeling of your own.",
    hints=("Which moment of the night was the worst?",),
    field=field("speak/say-it", placeholder="In your own words"),
    actions=(
        action("try", "Look at it together", primary=True),
        action("hint", "A hint", key="t"),
        SKIP,
        HOME,
    ),
)
PRACTICE_BUILDER = msgspec.structs.replace(
    PRACTICE,
    support="builder",
    field=None,
    cue="",
    hints=(),
    slots=(
        field(
            "speak/say-it#moment",
            starts="When",
            placeholder="one moment, as a camera would show it",
            ends=",",
            rows=1,
        ),
        field("speak/say-it#feeling", starts="I was", placeholder="a feeling of your own", ends=",", rows=1),
        field(
            "speak/say-it#matters", starts="because", placeholder="what it touches", ends=" matters to me.", rows=1
        ),
    ),
    sentence="When ____, I was ____, because ____ matters to me.",
)
PRACTICE_REVIEW = msgspec.structs.replace(
    PRACTICE,
    phase="review",
    field=None,
    cue="",
    hints=(),
    review=review_views.ReviewView(
        text=REPLY,
        marks=MARKS,
        band="Taking shape",
        worked='"I was scared at three in the morning." One feeling, one moment: Jo can picture it and stay.',
        next_step='"you never think of me" gives Jo a charge to answer. Put the moment there instead.',
        pattern="When ____________, I was scared, because ____________ matters to me.",
        why="A verdict about the other invites a defence; a feeling of your own does not.",
        limits="coach knows patterns of words. You know Jo.",
    ),
    actions=(
        action("again", "Try again", primary=True),
        action("tries", "Compare tries (2)", key="c"),
        action("models", "See two ways to say it", key="m"),
        action("next", "Next", key="n"),
        action("why", "Why", key="w"),
        action("differ", "I see this differently", key="d"),
    ),
)
PRACTICE_CARE = msgspec.structs.replace(
    PRACTICE,
    phase="care",
    field=None,
    care="What you wrote sounds heavy, and it may be more than a practice sentence. You decide what happens with it.",
    actions=(
        action("keep", "Keep it for me", primary=True),
        action("erase", "Erase it"),
        action("go-on", "It's made up, go on"),
    ),
)
PRACTICE_TRIES = msgspec.structs.replace(
    PRACTICE,
    phase="tries",
    field=None,
    tries=(
        views.Attempted(text=REPLY, marks=MARKS, when="just now", band="Taking shape"),
        views.Attempted(text="You never answer.", marks=(), when="last Thursday", band="Seed"),
    ),
    actions=(action("back", "Back to the review", primary=True),),
)
PRACTICE_MODELS = msgspec.structs.replace(
    PRACTICE,
    phase="models",
    field=None,
    models=(
        views.ModelView(says="I was scared at three. Can we talk about nights like this?", voice="plain"),
        views.ModelView(says="The night was long for me. I kept looking at the phone.", voice="careful"),
    ),
    actions=(action("again", "Try again", primary=True), action("next", "Next", key="n")),
)
PRACTICE_WHY = msgspec.structs.replace(
    PRACTICE_REVIEW,
    phase="why",
    review=msgspec.structs.replace(
        PRACTICE_REVIEW.review,
        verdicts=(
            review_views.Verdict(
                criterion="A feeling of your own",
                found='"I was scared"',
                verdict="met",
                rule="ISM.F",
                source="Gordon 1970; Rosenberg 2003, ch. 4",
            ),
            review_views.Verdict(
                criterion="No verdict about the other",
                found='"you never think of me"',
                verdict="not yet",
                rule="ISM.X1",
                source="Gottman 1994",
                reasons=("A verdict gives the other something to answer.", "It hides the feeling."),
                noted="You see this differently. Noted with this try.",
            ),
        ),
        also=(
            review_views.Verdict(
                criterion="a fix nobody asked for",
                found='"just relax"',
                verdict="perhaps",
                rule="adv.relax",
                source="Priem 2015",
                reasons=("A fix can sound like: stop feeling this.",),
            ),
        ),
        differs=('a verdict, not a feeling: "you never think of me"',),
    ),
    actions=(action("back", "Back to the review", primary=True),),
)
PRACTICE_DIFFER = msgspec.structs.replace(
    PRACTICE_REVIEW,
    phase="differ",
    sentence=REPLY,
    actions=(
        action(
            "differ:faux_feeling",
            'a verdict, not a feeling: "you never think of me"',
            key="1",
            group="list",
            note="You see this differently. Noted with this try.",
            stays=True,
        ),
        action("words:faux_feeling", "Add my sentence to the note", group="list", stays=True),
        action("differ:own_feeling", 'a feeling, yours: "I was scared"', key="2", group="list", stays=True),
        action("differ:band", "So far: Taking shape", key="3", group="list", stays=True),
        action("review", "Back to your try", primary=True, closes=True),
        action("why", "Why", key="w"),
    ),
)

STEPS: dict[str, views.StepView] = {
    "reading": READING,
    "compare": COMPARE,
    "compare-why": COMPARE_WHY,
    "sort": SORT,
    "sort-why": SORT_WHY,
    "sort-end": SORT_END,
    "choice": CHOICE,
    "choice-why": CHOICE_WHY,
    "recall": RECALL,
    "recall-shown": RECALL_SHOWN,
    "reflection": REFLECTION,
    "reflection-kept": REFLECTION_KEPT,
    "breathing": BREATHING,
    "role-play": ROLE_PLAY,
    "plan": PLAN,
    "follow-up": FOLLOW_UP,
    "ending": ENDING,
}
PRACTICES: dict[str, views.PracticeView] = {
    "write": PRACTICE,
    "builder": PRACTICE_BUILDER,
    "review": PRACTICE_REVIEW,
    "care": PRACTICE_CARE,
    "tries": PRACTICE_TRIES,
    "models": PRACTICE_MODELS,
    "why": PRACTICE_WHY,
    "differ": PRACTICE_DIFFER,
}

SCENE = views.SceneView(
    title="The unread message",
    partner="Jo",
    setting="Eight in the morning. Jo, a nurse, is back from the night shift.",
    said=(
        views.Said(who="partner", name="Jo", text="(drops the bag) Morning. What a night."),
        views.Said(who="you", name="You", text="When it got to three and I'd heard nothing, I was scared.", turn=1),
        views.Said(
            who="partner", name="Jo", text="(stops untying the shoe) …My phone's in the locker. You know that."
        ),
        views.Said(who="you", name="You", text="I do. I still lay there picturing the motorway.", turn=2),
        views.Said(who="partner", name="Jo", text="(looks up) You stayed awake?"),
    ),
    field=field("scene/unread-message", text="I tried to sleep and", label="You", rows=3),
    helps=("say what it was like", "ask about the night", "leave it for now"),
    cue="",
    choices=(),
    typing=True,
    turn=3,
    pause=0.0,
    actions=(
        action("say", "Say it", primary=True),
        action("look", "Pause and look"),
        action("back", "Back a turn"),
        action("choose-lines", "Choose from lines"),
        action("leave", "Leave the scene"),
    ),
)
SCENE_CHOICES = msgspec.structs.replace(
    SCENE,
    field=None,
    helps=(),
    typing=False,
    choices=(
        action(
            "choice-1", "When it got to three and I hadn't heard, I was scared.", key="1", group="list", primary=True
        ),
        action("choice-2", "I was worried. Why didn't you answer?", key="2", group="list"),
        action("choice-3", "You never answer your phone.", key="3", group="list"),
    ),
    actions=(action("look", "Pause and look"), action("back", "Back a turn"), action("type-lines", "Type my own")),
)
SCENE_LOOK = msgspec.structs.replace(SCENE, look="You said what the night was like for you. Jo looked up.")
SCENE_ENDED = msgspec.structs.replace(
    SCENE,
    field=None,
    helps=(),
    ended=True,
    actions=(action("afterwards", "See how it went", primary=True),),
)
AFTERWARDS = views.AfterwardsView(
    title="The unread message",
    partner="Jo",
    phase="trace",
    image="Jo puts the kettle on, and takes two cups from the shelf.",
    last="(sits down) One text at my break. I can do that.",
    truth="Jo told you why: all night someone checks on them, and then the phone does too.",
    levels=("closed", "guarded", "listening", "open", "close"),
    start_level=1,
    rows=(
        views.TraceRow(turn=1, text="I was scared", level=2, word="listening", why="own feeling"),
        views.TraceRow(turn=2, text="I still lay there", level=2, word="listening", why="heard, held"),
        views.TraceRow(turn=3, text="You never even look", level=1, word="guarded", why='"never"'),
        views.TraceRow(turn=4, text="Sorry, that's not fair", level=2, word="listening", why="repair"),
        views.TraceRow(turn=5, text="One text at your break?", level=3, word="open", why="a request"),
    ),
    turning='Turning point: turn 3. When you said "never", Jo stopped hearing you; your "sorry" brought them back.',
    ask="What did you notice in yourself?",
    field=field("afterwards/unread-message", label="Your words", placeholder="A line is enough.", rows=3),
    saved="",
    listed=(),
    notice="",
    actions=(
        action("go-back-3", "Go back to turn 3", primary=True),
        action("other-ways-5", "Another way to say turn 5", key="o"),
        action("keep", "Keep a sentence", key="k"),
        action("branches", "See the other branches (2)", key="b"),
        action("done", "Done", key="n"),
    ),
)
AFTERWARDS_LISTED = msgspec.structs.replace(
    AFTERWARDS,
    phase="branches",
    field=None,
    listed=(
        action("branch-1", "You never even look", key="1", group="list", note="parted at turn 3 · Jo left the room"),
        action("branch-2", "Fine.", key="2", group="list", note="parted at turn 2 · Jo went to bed"),
    ),
    actions=(action("trace", "Back", primary=True),),
)
SCENES = {"scene": SCENE, "choices": SCENE_CHOICES, "look": SCENE_LOOK, "ended": SCENE_ENDED}
AFTERWARDSES = {
    "trace": AFTERWARDS,
    "branches": AFTERWARDS_LISTED,
    "other-ways": msgspec.structs.replace(AFTERWARDS_LISTED, phase="other-ways"),
    "keep": msgspec.structs.replace(AFTERWARDS_LISTED, phase="keep"),
}
