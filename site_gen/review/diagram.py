"""The compiled quiz as a drawing on paper: where every question stands, and a line for every group of answers.

Questions stand in columns in the order in which they are asked, as many columns to a sheet as fit. A line that would
leave its sheet is cut; the number of the question it leads to stands at its start, and results stand there by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from site_gen.model import Criteria
from site_gen.quiz import Flow
from site_gen.review.rows import group_children
from site_gen.review.words import name_answers, say_id

# In units of the drawing; a sheet is shrunk or enlarged to the width of the paper.
COLUMNS, HEIGHT = 4, 720
BOX, STEP = 206, 276
TITLE, LINE, GAP = 17, 11, 14
CHARACTERS = 37


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Answers that lead on together. *target*: number of a question, or 0 for a result; *to*: its name."""

    answers: str
    target: int
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedQuestion:
    """A question as it is met after some answers; one criterion may have several."""

    number: int
    criterion: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A question on its sheet: a title, the lines of its answers, and where each answer leads."""

    question: NumberedQuestion
    x: int
    y: int
    height: int
    title: Text
    answers: tuple[Text, ...]
    questions: tuple[Text, ...]
    results: tuple[Text, ...]
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """*lines*: paths of the lines between its boxes."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]


def number_questions(criteria: Criteria, flow: Flow) -> tuple[NumberedQuestion, ...]:
    """The nodes in the order of asking; within one criterion, those that are met from above come first."""
    if flow.root < 0:
        return ()
    numbers = {node: number for number, node in enumerate(_sort_nodes(criteria, flow), 1)}
    known = {str(criterion.id): criterion for criterion in criteria.criteria}
    questions = []
    for node, number in numbers.items():
        asked = flow.nodes[node]
        ways = tuple(
            Way(
                answers=name_answers(known[asked.criterion], flow, branches),
                target=numbers.get(child, 0),
                to=str(numbers[child]) if child >= 0 else flow.leaves[-child - 1].outcome,
            )
            for child, branches in group_children(asked.children)
        )
        questions.append(NumberedQuestion(number=number, criterion=asked.criterion, ways=ways))
    return tuple(questions)


def _sort_nodes(criteria: Criteria, flow: Flow) -> Iterator[int]:
    """Nodes of one criterion by the middle of those that lead to them: lines cross less."""
    height: dict[int, float] = {}
    for criterion in criteria.criteria:
        layer = [n for n, node in enumerate(flow.nodes) if node.criterion == criterion.id]
        parents = {n: [height[p] for p in height if n in flow.nodes[p].children] for n in layer}
        layer.sort(key=lambda n: (sum(parents[n]) / max(1, len(parents[n])), -n))
        for place, number in enumerate(layer):
            height[number] = (place + 0.5) / len(layer)
        yield from layer


def draw_sheets(questions: Sequence[NumberedQuestion]) -> tuple[Sheet, ...]:
    """All questions on as many sheets as they need."""
    columns = list(_fill_columns(questions))
    return tuple(_draw_sheet(columns[start : start + COLUMNS]) for start in range(0, len(columns), COLUMNS))


def _fill_columns(questions: Iterable[NumberedQuestion]) -> Iterator[list[NumberedQuestion]]:
    """A column has questions of one criterion, so that lines lead from one column to another."""
    column: list[NumberedQuestion] = []
    height = 0
    for question in questions:
        needed = _height_of(question) + GAP
        if column and (column[0].criterion != question.criterion or height + needed > HEIGHT):
            yield column
            column, height = [], 0
        column.append(question)
        height += needed
    if column:
        yield column


def _height_of(question: NumberedQuestion) -> int:
    return TITLE + sum(_lines_of(way) * LINE + 5 for way in question.ways)


def _lines_of(way: Way) -> int:
    return len(_wrap_answers(way))


def _wrap_answers(way: Way) -> list[str]:
    """The answers in lines that leave room for where they lead; that is set in bold."""
    return wrap(say_id(way.answers), CHARACTERS - len(way.to) * 11 // 10)


def _draw_sheet(columns: Sequence[Sequence[NumberedQuestion]]) -> Sheet:
    boxes = [box for place, column in enumerate(columns) for box in _stack(column, place * STEP)]
    height = max(box.y + box.height for box in boxes)
    left = {box.question.number: box for box in boxes}
    lines = tuple(line for box in boxes for line in _draw_lines(box, left))
    return Sheet(width=(COLUMNS - 1) * STEP + BOX + 2, height=height + 2, boxes=tuple(boxes), lines=lines)


def _stack(column: Sequence[NumberedQuestion], x: int) -> Iterator[Box]:
    y = 1
    for question in column:
        yield _BoxDrawing(question=question, x=x + 1, y=y).box
        y += _height_of(question) + GAP


def _draw_lines(box: Box, there: Mapping[int, Box]) -> Iterator[str]:
    """A curve from an answer to the question it leads to, where both are on one sheet."""
    drawing = _BoxDrawing(question=box.question, x=box.x, y=box.y)
    for way, middle in zip(box.question.ways, drawing.middles, strict=True):
        if way.target in there:
            end = there[way.target]
            start, target = box.x + BOX, end.y + TITLE // 2
            bend = (STEP - BOX) * 3 // 4
            yield f"M{start} {middle}C{start + bend} {middle} {end.x - bend} {target} {end.x - 2} {target}"


@dataclass(frozen=True, kw_only=True)
class _BoxDrawing:
    question: NumberedQuestion
    x: int
    y: int

    @cached_property
    def tops(self) -> tuple[int, ...]:
        """Where each answer starts, below the title and the answers above it."""
        tops = [self.y + TITLE]
        for way in self.question.ways:
            tops.append(tops[-1] + _lines_of(way) * LINE + 5)
        return tuple(tops)

    @property
    def middles(self) -> tuple[int, ...]:
        return tuple((top + bottom) // 2 for top, bottom in zip(self.tops, self.tops[1:], strict=False))

    @property
    def box(self) -> Box:
        ways = list(zip(self.question.ways, self.middles, strict=True))
        right = self.x + BOX - 6
        return Box(
            question=self.question,
            x=self.x,
            y=self.y,
            height=_height_of(self.question),
            title=Text(x=self.x + 6, y=self.y + 12, text=f"{self.question.number}  {say_id(self.question.criterion)}"),
            answers=tuple(self._answer_lines()),
            questions=tuple(Text(x=right, y=y + 3, text=f"→ {way.to}") for way, y in ways if way.target),
            results=tuple(Text(x=right, y=y + 3, text=say_id(way.to)) for way, y in ways if not way.target),
            rules=self.tops[:-1],
        )

    def _answer_lines(self) -> Iterator[Text]:
        for way, top in zip(self.question.ways, self.tops, strict=False):
            for place, line in enumerate(_wrap_answers(way), 1):
                yield Text(x=self.x + 6, y=top + place * LINE, text=line)
