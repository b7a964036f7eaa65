"""One world, question by question: what the truth table is held against."""

from collections.abc import Callable

from engine.language.truth import Asks, Every, Formula, Not, Question, Some


def answer(question: Question, value: object) -> bool:
    """Answer a question about a value, None if it is absent."""
    match question.asks:
        case Asks.THERE:
            return value is not None
        case Asks.TRUE:
            return value is True
        case Asks.IS:
            return value == question.value
        case Asks.BELOW:
            return value is not None and value < question.value
        case Asks.AT_MOST:
            return value is not None and value <= question.value


def true_in(formula: Formula, answers: Callable[[Question], bool]) -> bool:
    """Tell whether a formula holds where questions have these answers."""
    match formula:
        case Question():
            return answers(formula)
        case Not():
            return not true_in(formula.part, answers)
        case Every():
            return all(true_in(part, answers) for part in formula.parts)
        case Some():
            return any(true_in(part, answers) for part in formula.parts)
