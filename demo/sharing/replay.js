// Replays the recording in this page on one clock, at the pace that was measured. The page arrives
// showing how it ended; this script only takes away what was not known yet at a moment, writes the
// numbers of that moment, and puts the ending back. No part of it asks anything of a server.
(() => {
  const find = selector => document.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = id => JSON.parse(document.getElementById(id).textContent);
  const recording = data('recording'), words = data('words');
  const marker = String(recording.pair.final ?? '');
  const none = '–';

  // Numbers as demo/drawing/figures.py writes them.
  const grouped = value => Math.round(value).toLocaleString('en-US');
  const short = value => value < 9.95 ? value.toFixed(1) : grouped(value);
  const seconds = value => value < 100 ? value.toFixed(2) : grouped(value);
  const megabytes = size => {
    const value = size / 1e6;
    if (!size) return '0';
    if (value < 0.05) return value >= 0.0005 ? value.toFixed(3) : '<0.001';
    return value < 1000 ? value.toFixed(1) : grouped(value);
  };

  // A box round the ticks' picture that shows no more of it than it covers.
  function windowed(picture) {
    const box = document.createElement('div');
    box.className = 'window';
    picture.replaceWith(box);
    box.append(picture);
    return box;
  }

  // Everything of one side: its clock, its text, and the places on the page that follow them.
  const sides = Object.keys(recording.answers).map((name, index) => {
    const answer = recording.answers[name], card = find(`.side.${name}`), memory = answer.memory;
    const times = [], ends = [];
    let clock = 0, text = '';
    answer.seconds.forEach((step, i) => {
      times.push(clock += step);
      ends.push((text += answer.texts[i]).length);
    });
    const bar = find(`.bar.${name}`), rows = all('.ledger tbody tr');
    const cell = row => rows.length ? rows[row].querySelectorAll('td')[index] : null;
    const path = find(`.lane.${name} path`), lane = path.ownerSVGElement;
    const places = {
      state: card.querySelector('.state'), body: card.querySelector('.body'),
      final: card.querySelector('.final'), details: card.querySelector('.details'),
      labels: all('dt', card), values: all('dd b', card), units: all('dd small', card),
      total: bar && bar.querySelector('b'), cells: [3, 4, 5].map(cell),
    };
    const shown = Object.values(places).flat().filter(Boolean);
    return {
      name, answer, card, places, times, ends, text, memory, path,
      ended: clock + answer.end_seconds, known: -1, counted: -1, phase: '',
      class: card.className, lane, window: windowed(lane), scale: path.transform.baseVal[0].matrix.a,
      slices: bar ? all('.slice', bar) : [],
      held: memory.weights + memory.quantization_state + memory.unquantized,
      ending: shown.map(node => [node, node.textContent]),
      widths: bar ? all('.slice', bar).map(slice => slice.style.width) : [],
    };
  });
  const largest = Math.max(1, ...sides.map(side => side.held + side.memory.kv_cache
                                                   + (side.memory.working_peak || 0)));
  const length = Math.max(...sides.map(side => side.ended), 0);
  const differ = recording.pair.same_tokenizer === false;
  const verdict = find('.verdict > span'), verdictEnding = [...verdict.childNodes];
  const agreementRead = find('.agreement .read');
  const agreementEnding = agreementRead && agreementRead.textContent;

  function split(text) {
    if (!marker) return [text, ''];
    const at = text.lastIndexOf(marker);
    if (at >= 0) return [text.slice(0, at), text.slice(at + marker.length).trim()];
    for (let kept = marker.length - 1; kept > 0; kept--)
      if (text.endsWith(marker.slice(0, kept))) return [text.slice(0, text.length - kept), ''];
    return [text, ''];
  }

  // How many output tokens were known at a moment of a side's own clock.
  function count(times, now) {
    let low = 0, high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= now) low = middle + 1; else high = middle;
    }
    return low;
  }

  const put = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };

  // Text that only grew is added to, which is cheaper than writing it anew.
  function grow(node, text) {
    const old = node.firstChild;
    if (old && text.length > old.length && text.startsWith(old.data))
      old.appendData(text.slice(old.length));
    else put(node, text);
  }

  function numbers(side, known) {
    const {times, ends, places, answer} = side;
    const first = times[0], last = times[known - 1];
    const pace = known > 1 ? (known - 1) / (last - first) : 0;
    const held = side.held + kv(side, known);
    const columns = [
      known ? [short(first * 1e3), 'ms'] : null,
      pace && isFinite(pace) ? [short(pace), 'tok/s'] : null,
      known ? [seconds(last), 's'] : null,
      held ? [megabytes(held), 'MB'] : null,
    ];
    const rate = known && last ? [short([...side.text.slice(0, ends[known - 1])].length / last),
                                  'char/s'] : null;
    if (differ) columns.splice(2, 0, rate);
    columns.forEach((column, i) => {
      put(places.values[i], column ? column[0] : none);
      put(places.units[i], column ? column[1] : '');
    });
    const own = known === 1 ? words.own_time_token
      : known ? words.own_time_tokens.replace('{}', known) : words.own_time;
    put(places.labels[differ ? 3 : 2], own);
    put(places.labels[differ ? 4 : 3], words.memory_now);
  }

  const kv = (side, known) =>
    known ? (side.answer.prompt_tokens + known - 1) * side.memory.kv_per_token : 0;

  function ledger(side, known) {
    if (!side.slices.length) return;
    const cache = kv(side, known), total = side.held + cache;
    side.slices[3].style.width = `calc((100% - 84px) * ${(cache / largest).toFixed(5)})`;
    side.slices[4].style.width = '0px';
    put(side.places.total, total ? `${megabytes(total)} MB` : none);
    const [kvCell, peakCell, totalCell] = side.places.cells;
    put(kvCell, side.held ? megabytes(cache) : none);
    put(peakCell, side.held ? words.not_measured : none);
    put(totalCell, side.held ? megabytes(total) : none);
  }

  // Ticks and text at every picture; what is read as a number, only as often as it can be read.
  function draw(side, now, readable) {
    const known = count(side.times, now), over = now >= side.ended;
    const phase = over ? 'over' : known ? 'answering' : 'reading';
    const turned = phase !== side.phase;
    side.phase = phase;
    if (over) return turned && end(side);
    reveal(side, now * side.scale);
    if (known !== side.known) {
      side.known = known;
      const [body, final] = split(side.text.slice(0, known ? side.ends[known - 1] : 0));
      grow(side.places.body, body);
      put(side.places.final, final);
      if (side.places.final && side.places.final.hidden === !!final)
        side.places.final.hidden = !final;
    }
    if (turned) {
      side.card.className = `side ${side.name} is-${phase}`;
      put(side.places.state, words[phase]);
      put(side.places.details, '');
      if (side.places.final) side.places.final.hidden = !side.places.final.textContent;
    }
    if ((readable || turned) && known !== side.counted) {
      side.counted = known;
      numbers(side, known);
      ledger(side, known);
    }
  }

  // Two boxes that move against each other: the picture of the ticks itself is never drawn again.
  function reveal(side, share) {
    const hidden = 100 - 100 * Math.min(1, share);
    side.window.style.transform = `translateX(${-hidden}%)`;
    side.lane.style.transform = `translateX(${hidden}%)`;
  }

  function end(side) {
    side.known = side.counted = -1;
    reveal(side, 1);
    side.card.className = side.class;
    side.ending.forEach(([node, text]) => put(node, text));
    if (side.places.final) side.places.final.hidden = false;
    side.slices.forEach((slice, i) => { slice.style.width = side.widths[i]; });
  }

  const READABLE = 80;  // milliseconds between two sets of numbers
  let now = length, running = false, before = null, read = 0;
  const play = find('#play'), position = find('#position'), time = find('#time');
  const page = document.body.classList;

  function show(readable = true) {
    sides.forEach(side => draw(side, now, readable));
    const over = now >= length;
    if (!readable && !over) return;
    if (page.contains('unfinished') === over) {
      page.toggle('unfinished', !over);
      verdict.replaceChildren(...(over ? verdictEnding : [words.racing]));
      put(agreementRead, over ? agreementEnding : words.agreement_running);
    }
    position.value = length ? 1000 * now / length : 1000;
    put(time, `${seconds(now)} / ${seconds(length)} s`);
    const wish = running ? 'pause' : over ? 'again' : 'play';
    if (play.dataset.wish !== wish) {
      play.dataset.wish = wish;
      put(play.querySelector('span'), words[wish]);
    }
  }

  function frame(stamp) {
    if (!running) return;
    // A page that was hidden goes on where it was, instead of jumping.
    const passed = before === null ? 0 : Math.min(0.1, (stamp - before) / 1e3);
    before = stamp;
    now = Math.min(length, now + passed * find('#speed').value);
    if (now >= length) running = false;
    const readable = stamp - read >= READABLE;
    if (readable) read = stamp;
    show(readable);
    if (running) requestAnimationFrame(frame);
  }

  function go(on) {
    if (on && now >= length) now = 0;
    const started = on && !running;
    running = on;
    before = null;
    show();
    if (started) requestAnimationFrame(frame);
  }

  play.addEventListener('click', () => go(!running));
  find('#skip').addEventListener('click', () => { now = length; go(false); });
  position.addEventListener('input', () => {
    running = false;
    now = length * position.value / 1000;
    show();
  });

  // What fills keeps the height that it will have, so that nothing moves meanwhile.
  function settle() {
    const boxes = all('.answer, .verdict, .agreement .read'), moment = now;
    boxes.forEach(box => { box.style.minHeight = ''; });
    now = length; show();
    const heights = boxes.map(box => box.offsetHeight);
    boxes.forEach((box, i) => { box.style.minHeight = `${heights[i]}px`; });
    now = moment; show();
  }
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;  // a frame that only grew to fit us
    width = innerWidth;
    settle();
  });

  if (parent !== window) {
    new ResizeObserver(() => parent.postMessage(
      {apprenticeHeight: Math.ceil(document.body.getBoundingClientRect().height)}, '*',
    )).observe(document.body);
  }
  find('.controls').hidden = false;
  settle();
  go(!matchMedia('(prefers-reduced-motion: reduce)').matches);
})();
