// Both sides of a finished stage: each one's clock and text, and the places that follow them.
const all = (selector, root) => [...root.querySelectorAll(selector)];
const put = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };

// A box round the ticks' picture that shows no more of it than it covers.
function windowed(picture) {
  if (picture.parentElement.className === 'window') return picture.parentElement;
  const box = document.createElement('div');
  box.className = 'window';
  picture.replaceWith(box);
  box.append(picture);
  return box;
}

// Everything of each side, as the stage in `root` stands now: drawn to the end.
function playedSides(root, recording, parts) {
  const marker = String(recording.pair.final ?? '');
  const differ = recording.pair.same_tokenizer === false;
  const sides = Object.keys(recording.answers).map((name, index) => {
    const answer = recording.answers[name], memory = answer.memory;
    const card = root.querySelector(`.side.${name}`), bar = root.querySelector(`.bar.${name}`);
    const times = [], ends = [];
    let clock = 0, text = '';
    answer.seconds.forEach((step, i) => {
      times.push(clock += step);
      ends.push((text += answer.texts[i]).length);
    });
    const rows = all('.ledger tbody tr', root);
    const cell = row => rows.length ? rows.at(row).querySelectorAll('td')[index] : null;
    const path = root.querySelector(`.lane.${name} path`), lane = path.ownerSVGElement;
    const places = {
      state: card.querySelector('.state'), body: card.querySelector('.body'),
      thoughts: card.querySelector('.thoughts'), final: card.querySelector('.final'), details: card.querySelector('.details'),
      labels: all('dt .label', card), values: all('dd b', card), units: all('dd small', card),
      total: bar && bar.querySelector('b'), cells: [-3, -2, -1].map(cell),
    };
    const shown = Object.values(places).flat().filter(Boolean);
    return {
      name, parts: parts[name], answer, card, places, times, ends, text, memory, marker, differ,
      ended: clock + answer.end_seconds, known: -1, counted: -1, phase: '',
      class: card.className, lane, window: windowed(lane),
      scale: path.transform.baseVal[0].matrix.a, slices: bar ? all('.slice', bar) : [],
      held: memory.weights + memory.quantization_state + memory.embeddings + memory.unquantized,
      ending: shown.map(node => [node, [...node.childNodes]]),
      widths: bar ? all('.slice', bar).map(slice => slice.style.width) : [],
    };
  });
  const largest = Math.max(1, ...sides.map(side => side.held + side.memory.kv_cache
                                                   + (side.memory.working_peak || 0)));
  return sides.map(side => Object.assign(side, {largest}));
}

// The text before the last mark and the final answer after it, as answer_cards.split has it.
function split(text, marker) {
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

// Text that only grew is added to, which is cheaper than writing it anew.
function grow(node, text) {
  const old = node.firstChild;
  if (old && old === node.lastChild && old.nodeType === Node.TEXT_NODE
      && text.length > old.length && text.startsWith(old.data))
    old.appendData(text.slice(old.length));
  else put(node, text);
}

// Did the first `known` pieces come as they were written? As metrics.streamed has it.
function streamed(answer, known) {
  if (!answer.model.remote) return true;
  const gaps = answer.seconds.slice(1, known), alone = gaps.filter(gap => gap >= 0.001).length;
  return alone >= Math.max(2, 0.1 * gaps.length);
}

function numbers(side, known, words) {
  const {times, ends, places, differ} = side;
  // A remote side's pieces stand for as many tokens as were counted in all; for none, where nobody did.
  const whole = side.answer.usage?.answer ?? (side.answer.model.remote ? 0 : times.length);
  const tokens = Math.round(known * whole / Math.max(1, times.length));
  const first = times[0], last = times[known - 1];
  const pace = tokens > 1 && known > 1 && streamed(side.answer, known)
    ? (tokens - 1) / (last - first) : 0;
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
  const own = tokens === 1 ? words.own_time_token
    : tokens ? words.own_time_tokens.replace('{}', tokens) : words.own_time;
  put(places.labels[differ ? 3 : 2], own);
  if (!side.answer.model.remote) put(places.labels[differ ? 4 : 3], words.memory_now);
}

// Bytes of the cache as demo/recording/cache_growth.py reckons them: its knots, or the same with
// every token.
function kv(side, known) {
  const held = known ? side.answer.prompt_tokens + known - 1 : 0;
  const knots = side.memory.kv_knots ?? [];
  if (!knots.length || held < knots[0][0]) return held * side.memory.kv_per_token;
  const next = knots.findIndex(([tokens]) => tokens >= held);
  if (next < 1) return next ? knots.at(-1)[1] : knots[0][1];
  const [before, after] = [knots[next - 1], knots[next]];
  return before[1] + (after[1] - before[1]) * (held - before[0]) / (after[0] - before[0]);
}

function ledger(side, known, words) {
  if (!side.slices.length) return;
  const cache = kv(side, known), total = side.held + cache;
  side.slices.at(-2).style.width =
    `calc((100% - 84px) * ${(cache / side.largest).toFixed(5)})`;
  side.slices.at(-1).style.width = '0px';
  put(side.places.total, total ? `${megabytes(total)} MB` : none);
  const [kvCell, peakCell, totalCell] = side.places.cells;
  put(kvCell, side.held ? megabytes(cache) : none);
  put(peakCell, side.held ? words.not_measured : none);
  put(totalCell, side.held ? megabytes(total) : none);
}
