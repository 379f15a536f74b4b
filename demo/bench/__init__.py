"""What the engine measures without a page: `python -m demo.bench [--pair --prompts --rounds]`.

Prints the ceiling first (bytes a token must read, memory bandwidth, tokens/s), then what was
measured: TTFT and TPOT of each side alone and in the race, in alternating blocks (solo, race, race,
solo: the machine's own speed drifts), their ratio, MBU, the memory ledger against the process, load
times. Tables go to stdout; its last line is one JSON object.
"""
