"""What to ask a program on the phone: what its listing leaves open, why to ask it, and what to listen for."""

from __future__ import annotations

from dataclasses import dataclass

from site_gen.model import Program
from site_gen.stated import UNKNOWN, Fact, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQuestion:
    """*ask*, *why*, *listen*: message ids. *about*: asked where one of these is not stated; if none, always."""

    id: str
    ask: str
    why: str
    listen: str
    about: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question that a listing leaves open. *unstated*: labels of what it says neither yes nor no to."""

    question: CallQuestion
    unstated: tuple[str, ...]


def list_open_questions(program: Program) -> tuple[OpenQuestion, ...]:
    """What to ask *program*, in the order of a call."""
    unstated = {fact for fact, said in zip(ASKED, tell(program, ASKED), strict=True) if said == UNKNOWN}
    found = ((question, [fact for fact in question.about if fact in unstated]) for question in QUESTIONS)
    return tuple(
        OpenQuestion(question=question, unstated=tuple(fact.label for fact in facts if fact.group != "told"))
        for question, facts in found
        if facts or not question.about
    )


def _facts(group: str, *ids: str) -> tuple[Fact, ...]:
    return tuple(Fact(group=group, id=one) for one in ids)


# The facts behind these stand with their sources in the guide: questions-to-ask.md and check-a-program.md.
QUESTIONS = (
    CallQuestion(
        id="visit",
        ask="Do you have room? When could the first visit be?",
        why="SAMHSA, a federal agency, suggests looking for a visit within 48 hours.",
        listen="A day and a time. If there is no room: what is safe until then.",
    ),
    CallQuestion(
        id="everyone",
        ask="Is there anyone you do not take?",
        why="Some programs are only for some people. A listing may not say so.",
        listen="A clear answer, and the name of a place that does take them.",
        about=_facts("told", "everyone"),
    ),
    CallQuestion(
        id="hours",
        ask="Which days and hours, and how many a week?",
        why="Intensive outpatient (IOP) is usually 9 to 19 hours for adults, partial hospitalization (PHP) 20 or more.",
        listen="A real week that leaves room for work, school and children.",
        about=(*_facts("told", "hours"), *_facts("schedule", "evening", "weekend")),
    ),
    CallQuestion(
        id="cost",
        ask="What would we pay in all?",
        why="Drug tests and housing can cost extra.",
        listen="A sum before the first day. Check it with your plan too.",
    ),
    CallQuestion(
        id="payment",
        ask="How can people pay?",
        why="Some programs ask for less if you earn less.",
        listen="The name of your plan, or a way to get help with the cost.",
        about=_facts("payment", "medicaid", "medicare", "private", "sliding_scale"),
    ),
    CallQuestion(
        id="medicine",
        ask="Can people start or keep medicine for opioid or alcohol use?",
        why="Offering medicine is one of five signs of quality that SAMHSA names.",
        listen="Yes. A warning sign: a prescribed medicine has to stop first.",
        about=_facts("offers", "moud", "alcohol_medicine"),
    ),
    CallQuestion(
        id="withdrawal",
        ask="What do you do if someone has withdrawal symptoms?",
        why="Withdrawal from alcohol or sedatives can be deadly.",
        listen="Who checks the person, and where they would send them.",
        about=_facts("offers", "detox"),
    ),
    CallQuestion(
        id="mind",
        ask="Do you treat mental health at the same time?",
        why="Many people have a mental health problem along with substance use.",
        listen="One team that treats both.",
        about=_facts("offers", "co_occurring"),
    ),
    CallQuestion(
        id="family",
        ask="How do families take part?",
        why="Including families is one of the five signs of quality.",
        listen="A day and a time for families, not only a yes.",
        about=_facts("offers", "family"),
    ),
    CallQuestion(
        id="getting_there",
        ask="Can you help with getting there?",
        why="A schedule only works if the person can be there each time.",
        listen="Rides, child care, or groups by video.",
        about=(*_facts("format", "telehealth"), *_facts("offers", "transport", "childcare")),
    ),
    CallQuestion(
        id="language",
        ask="Do you have staff or interpreters for our language?",
        why="Treatment is talk: the person has to understand all of it.",
        listen="Which language, and whether that holds for the groups too.",
        about=_facts("language", "es", "ase"),
    ),
    CallQuestion(
        id="license",
        ask="What is your license number? Who accredits you?",
        why="You can check a license with the state office that gives it.",
        listen="A number, given without delay.",
        about=_facts("told", "license"),
    ),
    CallQuestion(
        id="use_again",
        ask="What happens if a person uses again?",
        why="Using again is common, and a reason to adjust care.",
        listen="They change the plan and go on helping.",
    ),
    CallQuestion(
        id="next",
        ask="What comes next, when the hours go down?",
        why="Care should go on after the program.",
        listen="Who makes the next appointment, and when.",
    ),
    CallQuestion(
        id="referrals",
        ask="Does anyone get money for sending people to you?",
        why="Paying or taking money for a referral can be a federal crime.",
        listen="A plain no.",
    ),
)
ASKED = tuple(fact for question in QUESTIONS for fact in question.about)
