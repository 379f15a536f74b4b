"""The real thing: app.py as `make run` starts it, the bundled pair, a browser."""

import pytest

from tests.bench.server import served
from tests.browser.conftest import Visitor, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture
def visitor(chromium, address):
    found = Visitor(chromium, address)
    yield found
    found.context.close()


def test_a_newcomer_sees_a_replay_at_once_and_then_races_the_real_pair(visitor):
    visitor.open()
    assert visitor.text(".badge").startswith("recorded on")
    visitor.page.click(".chip >> text=47 加 85")
    visitor.page.wait_for_selector(".badge.measured", timeout=60_000)
    visitor.wait_states("done", "done", seconds=60)
    for side in ("teacher", "student"):
        shown = [b.inner_text() for b in visitor.page.query_selector_all(f".{side} .numbers b")]
        assert len(shown) == 4 and all(float(number.replace(",", "")) > 0 for number in shown)
        assert visitor.text(f".{side} .answer .final")
    until(lambda: "faster" in visitor.text(".verdict") or "slower" in visitor.text(".verdict")
          or "about as fast" in visitor.text(".verdict"), page=visitor.page)
    until(lambda: "would have" in visitor.text(".agreement .read"), page=visitor.page)
    assert visitor.problems == []
