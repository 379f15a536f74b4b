// Replays the recording in this page on one clock, at the pace that was measured or in slow motion. The page arrives
// showing how it ended; this script only takes away what was not known yet at a moment, writes the
// numbers of that moment, and puts the ending back. No part of it asks anything of a server.

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
// A race too short to be seen plays this many times slower than it was measured.
const slow = Number(document.body.dataset.slow) || 1;

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
  now = Math.min(length, now + passed * find('#speed').value / slow);
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
