"""Reading a learner's words: what a reply does, what a skill asks for, and one next step. Pure and explainable."""

from coach.feedback.concern import CONCERNS
from coach.feedback.context import Context, Gives
from coach.feedback.explain import Mark, Verdict, explain, labels, signal_labels
from coach.feedback.review import SKILLS, Review, review, signal_names
from coach.feedback.rubric import CriterionResult, forms, has_rules
from coach.feedback.signals import Signal

__all__ = [
    "CONCERNS", "SKILLS", "Context", "CriterionResult", "Gives", "Mark", "Review", "Signal", "Verdict", "explain",
    "forms", "has_rules", "labels", "review", "signal_labels", "signal_names",
]  # fmt: skip
