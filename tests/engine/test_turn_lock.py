"""A lock given in the order of asking: who lets go and asks again stands behind who waits."""

import threading

from demo.engine.turn_lock import TurnLock


def test_many_turns_in_a_row_leave_room_between():
    lock, order, waits = TurnLock(), [], threading.Event()

    def once(name):
        with lock:
            order.append(name)

    waiting = [threading.Thread(target=once, args=(name,)) for name in ("b", "c")]
    with lock:
        for number, thread in enumerate(waiting, 1):
            thread.start()
            while len(lock._waiting) < number:
                waits.wait(0.001)
        order.append("a")
    with lock:
        order.append("a again")
    for thread in waiting:
        thread.join(5)
    assert order == ["a", "b", "c", "a again"]


def test_it_is_held_by_one_at_a_time_and_let_go_by_an_error():
    lock, inside, most = TurnLock(), [0], [0]

    def work():
        for _ in range(200):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most[0] == 1
    try:
        with lock:
            raise ValueError
    except ValueError:
        pass
    with lock:
        assert lock._held
    assert not lock._held
