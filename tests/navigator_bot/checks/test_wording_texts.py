"""What Telegram would refuse, what translators could not reach, and what is hard to read."""

from __future__ import annotations

import pytest

from navigator_bot.checks.reading_age import figure, hardest, syllables
from navigator_bot.checks.wording import figures
from tests.navigator_bot.checks.made_up_house import MadeUpHouse

LONG = "word " * 60


def said(house: MadeUpHouse, template: str, values: str = "") -> list[str]:
    """The faults of a block `bye` with this inside."""
    house.writes(f"{{% block bye %}}{template}{{% endblock %}}")
    house.does(f'def end(turn):\n    turn.say("bye"{values})')
    return house.faults()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<b>Bye", "<b> is not closed on its line"),
        ("Bye</b>", "</b> closes nothing"),
        ("<b>Bye\nand well</b>", "<b> is not closed on its line"),
        ("<b><i>Bye</b></i>", "</b> closes nothing"),
        ("<h1>Bye</h1>", "Telegram knows no <h1>"),
        ("Bye<br>", "Telegram knows no <br>"),
        ('<b class="x">Bye</b>', "Telegram knows no class in <b>"),
        ("Less than < more", "< or > that is no tag: write &lt; or &gt;"),
        ("", "an empty message"),
        (LONG * 15, "4499 characters as a message, of at most 4096"),
    ],
)
def test_what_telegram_would_refuse_is_found(house: MadeUpHouse, text: str, fault: str) -> None:
    faults = said(house, f"{{% trans %}}{text}{{% endtrans %}}")

    assert f"greeting.txt, bye: {fault}" in faults


@pytest.mark.parametrize(
    "text",
    [
        "<b>Bye</b> and <i>well</i>",
        '<a href="https://example.org/?a=1&amp;b=2">Bye</a>',
        "<blockquote>Bye</blockquote> &lt;3",
        "Bye \U0001f44b",
    ],
)
def test_what_telegram_takes_is_no_fault(house: MadeUpHouse, text: str) -> None:
    assert said(house, f"{{% trans %}}{text}{{% endtrans %}}") == []


def test_a_fault_in_any_branch_is_found(house: MadeUpHouse) -> None:
    faults = said(
        house,
        "{% if late %}{% if dark %}{% trans %}Bye.{% endtrans %}{% else %}<b>1{% endif %}"
        "{% else %}{% trans %}Go.{% endtrans %}{% endif %}",
        ", late=1, dark=2",
    )

    assert faults == ["greeting.txt, bye: <b> is not closed on its line"]


def test_a_fault_in_a_plural_is_found(house: MadeUpHouse) -> None:
    faults = said(
        house,
        "{% trans count=count %}One day.{% pluralize %}{{ count }} <p>days.{% endtrans %}",
        ", count=1",
    )

    assert "greeting.txt, bye: Telegram knows no <p>" in faults


def test_a_filled_value_counts_at_its_real_size(house: MadeUpHouse) -> None:
    faults = said(
        house,
        "{% for words in notes %}{% trans %}They said: {{ words }}{% endtrans %}{% endfor %}"
        f"{{% trans %}}{LONG * 13}{{% endtrans %}}",
        ", notes=()",
    )

    assert any("characters as a message, of at most 4096" in fault for fault in faults)


def test_a_long_caption_is_found(house: MadeUpHouse) -> None:
    house.writes(f"{{% block bye %}}{{% trans %}}{LONG * 4}.{{% endtrans %}}{{% endblock %}}")

    house.does('def end(turn):\n    turn.draw("bye", ())')

    assert any("characters as a caption, of at most 1024" in fault for fault in house.faults())


def test_a_long_label_is_found(house: MadeUpHouse) -> None:
    house.writes(f"{{% block mood__so %}}{{% trans %}}{LONG[:41]}x{{% endtrans %}}{{% endblock %}}")

    house.does('KEY = "greeting.mood__so"')

    assert house.faults() == ["greeting.txt, mood__so: 42 characters as a label, of at most 40"]


def test_a_key_that_does_not_fit_a_button_is_found(house: MadeUpHouse) -> None:
    key = "x" * 49
    house.writes(f"{{% block mood__{key} %}}{{% trans %}}So{{% endtrans %}}{{% endblock %}}")

    house.does(f'KEY = "greeting.mood__{key}"')

    [fault] = house.faults()
    assert fault.endswith("does not fit the data of a button")


def test_a_long_description_of_a_command_is_found(house: MadeUpHouse) -> None:
    house.writes(f"{{% block go %}}{{% trans %}}{LONG}{{% endtrans %}}{{% endblock %}}", "commands")

    house.does('KEY = "commands.go"')

    assert any("characters as a command, of at most 256" in fault for fault in house.faults())


@pytest.mark.parametrize(
    "template",
    [
        "Bye",
        "{% trans %}Bye{% endtrans %} now",
        '{{ "Bye" }}',
        '{{ "Bye" if late else "" }}',
        '{% set how = {"a": "Bye"} %}{{ how["a"] }}',
        '{% trans how="Bye" %}{{ how }}.{% endtrans %}',
    ],
)
def test_words_that_translators_cannot_reach_are_found(house: MadeUpHouse, template: str) -> None:
    faults = said(house, template, ", late=1" if "late" in template else "")

    assert any("is not inside {% trans %}" in fault for fault in faults)


@pytest.mark.parametrize(
    "template",
    [
        "<b>{{ words }}</b>: {% trans %}Bye{% endtrans %}\n\n- 1.",
        '{{ _("Bye") }} {{ words|default("")|truncate(9) }}',
        '{% if words == "late" %}{% trans %}Bye{% endtrans %}{% endif %}.{{ words["key"] }}',
    ],
)
def test_marks_and_values_need_no_translator(house: MadeUpHouse, template: str) -> None:
    faults = said(house, template, ", words=''")

    assert not any("is not inside {% trans %}" in fault for fault in faults)


def test_words_let_in_as_markup_are_found(house: MadeUpHouse) -> None:
    faults = said(house, "{{ words|safe }}", ", words=''")

    assert "greeting.txt, bye: the filter safe lets a person's own words in as markup" in faults


def test_a_template_that_cannot_be_read_is_one_clear_line(house: MadeUpHouse) -> None:
    house.writes("{% block x %}{% if %}")

    [fault] = house.faults()

    assert fault.startswith("greeting.txt, line ")


HARD = (
    "Notwithstanding the aforementioned considerations, participants experiencing difficulties "
    "with motivational regulation are encouraged to communicate their particular requirements to "
    "the organisational representative at the earliest available opportunity."
)


def test_a_conversation_that_is_hard_to_read_names_its_hardest_sentences(
    house: MadeUpHouse,
) -> None:
    [fault] = said(house, f"{{% trans %}}Thank you. {HARD}{{% endtrans %}}")

    assert fault.startswith("greeting.txt: grade ")
    assert "Hardest: Notwithstanding" in fault


def test_one_hard_message_among_many_plain_ones_is_borne(house: MadeUpHouse) -> None:
    plain = "That is fine. You can stop. I will be here. " * 20

    faults = said(house, f"{{% trans %}}{HARD} {plain}{{% endtrans %}}")

    assert faults == []


def test_staff_may_be_written_to_at_a_higher_grade(house: MadeUpHouse) -> None:
    text = "Whoever answers the message becomes responsible for the person until another takes over"
    template = f"{{% block how %}}{{% trans %}}{text}.{{% endtrans %}}{{% endblock %}}"
    house.writes(template, "desk")
    house.does('HOW = "desk.how"')

    grade = figure([text]).grade

    assert grade > 8.0
    assert any(fault.startswith("desk.txt: grade") for fault in house.faults())
    assert any(line.startswith("desk ") and " 8.0 " in line for line in figures(house.messages))


def test_the_grade_is_flesch_and_kincaids() -> None:
    """Three words in one sentence, of one syllable each."""
    assert figure(["The cat sat."]).grade == pytest.approx(0.39 * 3 + 11.8 - 15.59)


def test_fragments_do_not_flatter_the_figure() -> None:
    assert figure(["The cat sat.", "Yes", "Low mood"]) == figure(["The cat sat."])


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("any", 2), ("over", 2), ("navigator", 4), ("people", 2), ("time", 1), ("I", 1)],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_hardest_sentences_come_first() -> None:
    texts = ["Stop. Organisational considerations notwithstanding. We can go on in a little while."]

    first, *_ = hardest(texts)

    assert first == "Organisational considerations notwithstanding"
