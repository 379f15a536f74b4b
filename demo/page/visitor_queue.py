"""The queue with a door: who may wait, for how long unheard, and what is left of a session.

A subclass of Gradio's own queue (6.31), because only in `push` is the count and the place taken
within one step of the event loop: Gradio counts, then awaits the validator, so requests that arrive
together all pass. Private behaviour used: `push`, `get_events`, `process_events`, the queues by
concurrency id, and the four dictionaries that hold something of every session for ever.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gradio.queueing import Event, EventQueue, Queue

from demo.page.client_address import network
from demo.page.page_sessions import PageSessions
from demo.settings import Settings
from demo.words.languages import preferred
from demo.words.page_words import words

# A session is one page or one client: while one of its questions waits, another would only be in
# the way of somebody else's. An address may be a household.
PER_SESSION, PER_ADDRESS = 1, 2
# From a question to the stream that hears its answer a client takes one round trip, a person who
# types both requests some seconds.
UNHEARD_SECONDS = 10.0
# Events that take no turn wait a moment only, until their page listens.
MOST_QUICK = 100
SWEEP_SECONDS = 0.5
Waiter = tuple[str | None, str]  # session, network


class VisitorQueue(Queue):
    """Gradio's queue; the events of the concurrency ids `lines` wait at its door."""

    def __init__(
        self, usual: Queue, settings: Settings, visits: PageSessions, lines: Sequence[str]
    ) -> None:
        """In place of `usual`, which Blocks.queue made."""
        super().__init__(usual.live_updates, usual.max_thread_count, usual.update_intervals,
                         None, usual.blocks, usual.default_concurrency_limit)
        self.settings, self.visits, self.lines = settings, visits, lines
        self.watched = False  # whether an EventGuard counts the listeners below
        self.streams: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self._entering: list[Waiter] = []
        self._swept = 0.0
        # Nobody looks at Gradio's own monitor, which makes a table of 10,000 events after each.
        self.ANALYTICS_MAX_EVENTS = 1

    def compute_analytics_summary(self, records: Any) -> dict[str, Any]:
        return self.cached_event_analytics_summary

    async def push(self, body: Any, request: Any, username: str | None) -> tuple[Any, Any, Any]:
        """(True, event id, "success"), or (False, why, the kind of refusal)."""
        fn = self.blocks.fns[body.fn_index]  # it is there: demo.page.event_shapes saw to it
        if fn.concurrency_id not in self.lines:
            return await self._push_quick(body, request, username)
        waiter = (body.session_hash, self._network(request))
        if why := self._refused(*waiter):
            sentence = words(self._language(body.session_hash, request))[why]
            # For a full queue clients know a status of their own; the page's toast for it speaks
            # English only, so the page is told as it is told of a bad question.
            if why == "queue_full" and fn.api_visibility == "public":
                return False, sentence, "queue_full"
            return False, [complaint(sentence, "queue")], "validator_error"
        self._entering.append(waiter)
        try:
            return await super().push(body, request, username)
        finally:
            self._entering.remove(waiter)

    async def _push_quick(self, *asked: Any) -> tuple[Any, Any, Any]:
        """What takes no turn on the device: for opened pages, and not thousands at once."""
        (body, request, _), others = asked, len(self) - len(self._events())
        if self.visits.known(body.session_hash) is None or others >= MOST_QUICK:
            sentence = words(self._language(body.session_hash, request))["lost"]
            return False, [complaint(sentence, "page")], "validator_error"
        return await super().push(*asked)

    def _refused(self, session: str | None, network: str) -> str:
        """Why one more may not wait, as a key of the page's words."""
        self._drop_unheard()
        waiting = [*self._entering, *map(self._waiter, self._events())]
        if session and sum(known == session for known, _ in waiting) >= PER_SESSION:
            return "queue_session"
        if network and sum(known == network for _, known in waiting) >= PER_ADDRESS:
            return "queue_address"
        return "queue_full" if len(waiting) >= self.settings.queue_size else ""

    def _events(self) -> list[Event]:
        found = (self.event_queue_per_concurrency_id.get(line) for line in self.lines)
        return [event for queued in found if queued for event in queued.queue]

    def _waiter(self, event: Event) -> Waiter:
        return event.session_hash, self._network(event.request)

    def _network(self, request: Any) -> str:
        host = request.client.host if request.client else ""
        return network(host, request.headers, self.settings)

    def _language(self, session: str | None, request: Any) -> str:
        visit = self.visits.known(session)
        return visit.language if visit else preferred(request.headers.get("accept-language", ""))

    # Whose turn it is.

    def get_events(self) -> tuple[list[Event], bool, str] | None:
        """The next event that somebody listens to; the others wait, and then lose their turn."""
        self._drop_unheard()
        for name, queue in self.event_queue_per_concurrency_id.items():
            full = queue.concurrency_limit is not None
            if full and queue.current_concurrency >= queue.concurrency_limit:
                continue
            if (event := next(filter(self._heard, queue.queue), None)) is not None:
                queue.queue.remove(event)
                return [event], False, name
        return None

    def _heard(self, event: Event) -> bool:
        listening = self.streams[event.session_hash] or self.streams[event._id]
        return bool(listening) or not self.watched

    def _drop_unheard(self) -> None:
        latest = time.monotonic() - UNHEARD_SECONDS
        if latest < self._swept:  # Gradio asks for the next event a thousand times a second
            return
        self._swept = latest + SWEEP_SECONDS
        for queue in self.event_queue_per_concurrency_id.values():
            for event in [*queue.queue]:
                if event.enqueue_time < latest and not self._heard(event):
                    self._drop(queue, event)

    def _drop(self, queue: EventQueue, event: Event) -> None:
        queue.queue.remove(event)
        self.event_ids_to_events.pop(event._id, None)
        self.pending_event_ids_session.get(event.session_hash, set()).discard(event._id)
        self.forget(event.session_hash)

    async def process_events(self, events: list[Event], *rest: Any) -> None:
        await super().process_events(events, *rest)
        for event in events:
            self.forget(event.session_hash)

    # What is known of a session.

    def holds(self, session: str) -> bool:
        """Whether a session, or an event by its id, has messages to listen to."""
        known = session in self.pending_messages_per_session
        return known or session in self.event_ids_to_events

    @contextmanager
    def listening(self, session: str, page: bool = False) -> Iterator[None]:
        """While a client reads a session's stream, or a page holds its heartbeat."""
        counted = self.pages if page else self.streams
        counted[session] += 1
        try:
            yield
        finally:
            counted[session] -= 1
            if not counted[session]:
                del counted[session]
                if page:
                    self.visits.leave(session)
            self.forget(session)

    def forget(self, session: str | None) -> None:
        """Let go of what Gradio holds of a session that nobody listens to and nothing runs for.

        All of it is made anew when the session comes back.
        """
        if session is None or self.streams[session] or self.pages[session]:
            return
        if any(event.session_hash == session for event in self.event_ids_to_events.values()):
            return
        self.pending_messages_per_session.pop(session, None)
        self.pending_event_ids_session.pop(session, None)
        holder = self.blocks.state_holder
        holder.session_data.pop(session, None)
        holder.time_last_used.pop(session, None)


def complaint(sentence: str, about: str) -> dict[str, Any]:
    """As Gradio's validators complain: the page shows it at the question, clients raise it."""
    return {"__type__": "validate", "is_valid": False, "message": sentence,
            "parameter_name": about}
