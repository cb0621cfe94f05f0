"""Stories of the whole house go as they are written; what was lived through can be played."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from navigator_bot.clock import WoundClock
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.hands import Act, carry_out
from navigator_bot.simulator.script import line_of
from navigator_bot.stage import Stage
from navigator_bot.stories import BEGINS, StoryError, played, rehearse, told

FOLDER = Path(__file__).parent.parent / "rehearsals"
STORIES = sorted(FOLDER.glob("*.txt"))
SHORT = "A stranger says hello.\n\nAmina says: hello\n"


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
async def test_a_story_goes_as_it_is_written(file: Path, request: pytest.FixtureRequest) -> None:
    story = file.read_text(encoding="utf-8")
    goes = await played(story)
    if request.config.getoption("--update-stories", default=False) and goes != story:
        file.write_text(goes, encoding="utf-8")
        story = goes

    assert goes == story


async def test_a_story_that_goes_otherwise_is_told_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "short.txt"
    file.write_text(SHORT, encoding="utf-8")

    otherwise = await rehearse([file], update=False)

    assert otherwise == 1
    assert "+    bot to Amina: Hello. I am the bot of" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == SHORT


async def test_an_updated_story_goes_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_text(SHORT, encoding="utf-8")

    await rehearse([file], update=True)

    assert await rehearse([file], update=False) == 0
    assert "on 2 March 2026, 9:00" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Nobody says: hello", "Nobody here is named"),
        ("Amina flies to the moon", "Nobody knows how"),
        ("Amina presses: A button", "no button 'A button'"),
        ("Amina joins", "'Amina' cannot be had"),
        ("B, C joins", "cannot be had"),
        ("Ben joins, with a phone set to tlh", "'tlh'"),
        ("on the second of March", "no moment"),
        ('Amina answers "Never said": yes', 'begins "Never said"'),
    ],
)
async def test_a_line_that_cannot_be_played_is_named_with_the_reason(line: str, said: str) -> None:
    with pytest.raises(StoryError, match=f"(?s){line}.*{said}|{said}.*{line}"):
        await played(f"A story.\n\n{line}\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "no text in UTF-8"),
        (b"", "no story"),
        (b"A title alone\n", "no story"),
    ],
)
async def test_a_file_that_is_no_story_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(SHORT, encoding="utf-8")
    bad.write_bytes(content)

    with pytest.raises(StoryError, match=f"bad.txt.*{said}"):
        await rehearse([bad, good], update=True)

    assert bad.read_bytes() == content


async def test_what_was_lived_through_can_be_played(tmp_path: Path) -> None:
    stage = Stage(tmp_path, clock=WoundClock(BEGINS), tell=told)
    async with stage.stand_in:
        await stage.start_again()
        amina = stage.cast().seats[0]
        stage.join("Ben", "cy")
        for what, text in (("start", ""), ("press", "Let's start"), ("block", "")):
            act = Act(amina.key, what, text)
            line = line_of(stage.cast(), act)
            carry_out(stage.cast(), act)
            stage.did(line)
            await stage.wait(timedelta(seconds=8))
        await stage.wait(timedelta(minutes=5))
        stage.did("Ben starts")
        await stage.wind(timedelta(days=1))
        story = await stage.story()
        await stage.close()

    at_the_margin = [line for line in story.splitlines() if line and not line.startswith(" ")]
    assert at_the_margin == [
        "Lived through on 2 March 2026.",
        "on 2 March 2026, 9:00",
        "Ben joins, with a phone set to cy",
        "Amina starts",
        "Amina presses: Let's start",
        "Amina blocks the bot",
        "5 minutes pass",
        "Ben starts",
        "1 day passes",
    ]
    assert await played(story) == story


async def test_a_new_story_forgets_the_old_one(tmp_path: Path) -> None:
    stage = Stage(tmp_path, clock=WoundClock(BEGINS), tell=told)
    async with stage.stand_in:
        await stage.start_again()
        stage.join("Ben", "en")
        await stage.start_again()
        names = [seat.who.user.first_name for seat in stage.cast().seats]
        story = await stage.story()
        await stage.close()

    assert names == ["Amina", "Sam", "Sam", "Jo", "Kim"]
    assert "Ben" not in story


async def test_the_road_shows_where_each_event_led_and_no_words(tmp_path: Path) -> None:
    stage = Stage(tmp_path, clock=WoundClock(BEGINS))
    async with stage.stand_in:
        await stage.start_again()
        amina = stage.cast().seats[0].who
        amina.says("a secret of mine")
        await stage.wait(timedelta(seconds=8))
        step = (await stage.road())[-1]
        standing = await stage.standing(amina)
        nobody = await stage.standing(stage.cast().seats[1].who)
        await stage.close()

    assert (step.who, step.event) == ("Amina", "Sent text")
    assert step.after == "welcome.Hello"
    assert "Say welcome.hello" in step.effects
    assert set(step.sent) == {"sent"}
    assert "secret" not in str(step)
    assert standing is not None
    assert (standing.conversation, standing.state) == ("welcome", "Hello")
    assert ("Hello", "AskAge", "") in standing.arrows
    assert nobody is None


async def test_without_anybody_to_write_it_down_there_is_no_story(tmp_path: Path) -> None:
    stage = Stage(tmp_path, clock=WoundClock(BEGINS))

    with pytest.raises(CannotDo):
        await stage.story()
