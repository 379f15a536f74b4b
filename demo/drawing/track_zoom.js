// A closer look at the track: drag over the ticks, or with the track focused + and -, the arrows, and
// 0 for the whole. Only a picture of what was measured: no tick is moved against another.
function zoomTrack(root) {
  const LEAST = 0.01;  // of the axis: what is still worth looking at
  let from = null, view = [0, 1];
  const lanesOf = event => event.target.closest && event.target.closest('.lanes');
  const playing = lanes => lanes.closest('.unfinished');

  function show(lanes, start, end) {
    const wide = Math.min(1, Math.max(LEAST, end - start));
    const left = Math.min(Math.max(0, start), 1 - wide);
    view = [left, left + wide];
    for (const picture of all('.lane svg', lanes))
      picture.setAttribute('viewBox', `${1000 * left} 0 ${1000 * wide} 24`);
    mark(lanes, left, wide);
    const whole = lanes.parentElement.querySelector('.whole-track');
    if (whole) whole.hidden = wide > 0.999;
  }

  // Round marks on the part of the axis that is seen, as demo/drawing/track.py chooses them.
  function mark(lanes, left, wide) {
    const end = 1 / lanes.querySelector('.lane path').transform.baseVal[0].matrix.a;
    const seen = wide * end, rough = 10 ** Math.floor(Math.log10(seen / 5));
    const step = rough * ([1, 2, 5].find(factor => seen <= 5.001 * factor * rough) || 10);
    const first = Math.ceil(left * end / step - 1e-9), axis = lanes.querySelector('.axis');
    const marks = [];
    for (let k = first; k * step <= (left + wide) * end * (1 + 1e-9); k++) {
      const line = document.createElement('i'), text = document.createElement('b');
      line.style.left = `${(100 * (k * step / end - left) / wide).toFixed(3)}%`;
      text.textContent = k ? `${Number((k * step).toPrecision(4))} s` : '0';
      line.append(text);
      marks.push(line);
    }
    axis.replaceChildren(...marks);
  }

  // Where on the whole axis a pointer stands.
  function place(lanes, event) {
    const box = lanes.querySelector('.axis').getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return view[0] + (view[1] - view[0]) * share;
  }

  root.addEventListener('pointerdown', event => {
    const lanes = lanesOf(event);
    // A finger scrolls the page.
    from = lanes && event.pointerType !== 'touch' ? place(lanes, event) : null;
    // Who looks closer while it plays wants to see it stand still, and whole.
    if (from !== null && playing(lanes)) root.dispatchEvent(new Event('looked'));
    if (from !== null) lanes.setPointerCapture(event.pointerId);
  });
  root.addEventListener('pointerup', event => {
    const lanes = lanesOf(event);
    if (from === null || !lanes) return;
    const [start, end] = [from, place(lanes, event)].sort((a, b) => a - b);
    from = null;
    if (end - start > 0.02 * (view[1] - view[0])) show(lanes, start, end);
  });
  root.addEventListener('click', event => {
    const whole = event.target.closest && event.target.closest('.whole-track');
    if (whole) show(whole.parentElement.querySelector('.lanes'), 0, 1);
  });
  root.addEventListener('dblclick', event => { const at = lanesOf(event); if (at) show(at, 0, 1); });
  root.addEventListener('keydown', event => {
    const lanes = lanesOf(event), wide = view[1] - view[0], middle = (view[0] + view[1]) / 2;
    if (!lanes || playing(lanes) || event.ctrlKey || event.metaKey) return;
    const moves = {'+': [middle - wide / 4, middle + wide / 4], '-': [middle - wide, middle + wide],
                   '0': [0, 1], ArrowLeft: [view[0] - wide / 4, view[1] - wide / 4],
                   ArrowRight: [view[0] + wide / 4, view[1] + wide / 4]};
    const move = moves[event.key === '=' ? '+' : event.key];
    if (!move) return;
    event.preventDefault();
    show(lanes, ...move);
  });
  // What is drawn anew, or played, is seen whole.
  return () => {
    const lanes = root.querySelector('.lanes');
    if (lanes && (view[0] || view[1] < 1)) show(lanes, 0, 1);
    view = [0, 1];
  };
}
