"""About one post a second to each conversation, after a short burst."""

from bot.pace import BURST, Pace


class Watch:
    """A clock that goes on only when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def seconds(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


async def test_a_burst_goes_at_once_then_one_a_second() -> None:
    watch = Watch()
    pace = Pace(watch.seconds, watch.wait)
    for _ in range(BURST + 3):
        await pace.turn("C1")
    assert watch.waits == [1.0, 1.0, 1.0]


async def test_another_conversation_has_its_own_pace() -> None:
    watch = Watch()
    pace = Pace(watch.seconds, watch.wait)
    for _ in range(BURST):
        await pace.turn("C1")
    await pace.turn("C2")
    assert watch.waits == []


async def test_after_a_quiet_while_there_is_a_burst_again() -> None:
    watch = Watch()
    pace = Pace(watch.seconds, watch.wait)
    for _ in range(BURST):
        await pace.turn("C1")
    watch.now += 60
    for _ in range(BURST):
        await pace.turn("C1")
    assert watch.waits == []
