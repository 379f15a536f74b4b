// Plays a recording on a stage that is drawn to its end, on one clock, at the pace that was measured
// or in slow motion. It only takes away what was not known yet at a moment, writes the numbers of
// that moment, and puts the ending back; it asks nothing of a server. One for the share page, the
// embed and the Compare page: `root` holds the stage and the play bar.
function createPlayer(root) {
  const READABLE = 80;  // milliseconds between two sets of numbers
  const find = selector => root.querySelector(selector);
  let film = null, told = '', settling = false, sides = [], length = 0, now = 0, running = false, before = null, read = 0;
  const whole = zoomTrack(root);
  let verdict, verdictEnding, agreed, agreedEnding, turns = null;
  // Where play begins: a conversation may be played from its first turn, before the stage's zero.
  const lead = () => turns && find('#turns').checked ? turns.length : 0;

  // Ticks and text at every picture; what is read as a number, only as often as it can be read.
  function draw(side, readable) {
    const known = count(side.times, now), over = now >= side.ended && now >= 0;
    const phase = over ? 'over' : known ? 'answering' : 'reading';
    const turned = phase !== side.phase;
    side.phase = phase;
    if (over) return turned && end(side);
    reveal(side, Math.max(0, now) * side.scale);
    if (known !== side.known) write(side, known);
    if (turned) {
      side.card.className = `side ${side.name} is-${phase}`;
      put(side.places.state, film.words[phase]);
      put(side.places.details, '');
      if (side.places.final) side.places.final.hidden = !side.places.final.textContent;
    }
    if ((readable || turned) && known !== side.counted) {
      side.counted = known;
      numbers(side, known, film.words);
      ledger(side, known, film.words);
    }
  }

  function write(side, known) {
    side.known = known;
    const so = side.text.slice(0, known ? side.ends[known - 1] : 0);
    const {start, end, said} = side.parts;
    const [body, final] = split(so.slice(said), side.marker);
    if (side.places.thoughts) grow(side.places.thoughts, so.slice(start, end).trimStart());
    grow(side.places.body, body);
    put(side.places.final, final);
    if (side.places.final && side.places.final.hidden === !!final)
      side.places.final.hidden = !final;
  }

  // Two boxes that move against each other: the picture of the ticks itself is never drawn again.
  function reveal(side, share) {
    const hidden = 100 - 100 * Math.min(1, share);
    side.window.style.transform = hidden ? `translateX(${-hidden}%)` : '';
    side.lane.style.transform = hidden ? `translateX(${hidden}%)` : '';
  }

  function end(side) {
    side.known = side.counted = -1;
    reveal(side, 1);
    side.card.className = side.class;
    side.ending.forEach(([node, children]) => node.replaceChildren(...children));
    if (side.places.final) side.places.final.hidden = false;
    side.slices.forEach((slice, i) => { slice.style.width = side.widths[i]; });
  }

  function show(readable = true) {
    if (!film) return;
    sides.forEach(side => draw(side, readable));
    if (turns) turns.show(turns.length + now);
    const over = now >= length;
    if (!readable && !over) return;
    if (root.classList.contains('unfinished') === over) {
      root.classList.toggle('unfinished', !over);
      verdict.replaceChildren(...(over ? verdictEnding : [film.words.racing]));
      put(agreed, over ? agreedEnding : film.words.agreement_running);
    }
    if (over && !settling && told !== film.id) {
      told = film.id;
      root.dispatchEvent(new Event('ended'));
    }
    const play = find('#play'), wish = running ? 'pause' : over ? 'again' : 'play';
    const ahead = lead(), lasts = ahead + length;
    find('#position').value = lasts ? 1000 * (ahead + now) / lasts : 1000;
    find('#position').setAttribute('aria-valuetext', `${seconds(ahead + now)} s`);
    put(find('#time'), `${seconds(ahead + now)} / ${seconds(lasts)} s`);
    if (play.dataset.wish !== wish) {
      play.dataset.wish = wish;
      put(play.querySelector('span'), film.words[wish]);
    }
  }

  function frame(stamp) {
    if (!running || !film) return;
    // A page that was hidden goes on where it was, instead of jumping; one that awaits its visitor's
    // own has not begun.
    const waits = before === null || 'awaits' in document.documentElement.dataset;
    const passed = waits ? 0 : Math.min(0.1, (stamp - before) / 1e3);
    before = stamp;
    now = Math.min(length, now + passed * find('#speed').value / film.slow);
    if (now >= length) running = false;
    const readable = stamp - read >= READABLE;
    if (readable) read = stamp;
    show(readable);
    if (running) requestAnimationFrame(frame);
  }

  function go(on) {
    if (on && now >= length) now = -lead();
    if (on) whole();
    const started = on && !running;
    running = on;
    before = null;
    show();
    if (started) requestAnimationFrame(frame);
  }

  function seek(moment) {
    running = false;
    whole();
    now = moment;
    show();
  }

  // What fills keeps the height that it will have, so that nothing moves meanwhile.
  function settle() {
    const boxes = all('.answer, .details, .verdict, .agreement .read', root), moment = now;
    boxes.forEach(box => { box.style.minHeight = ''; });
    settling = true;
    now = length; show();
    settling = false;
    const heights = boxes.map(box => box.offsetHeight);
    boxes.forEach((box, i) => { box.style.minHeight = `${heights[i]}px`; });
    now = moment; show();
  }

  // `next`: {id, recording, parts, words, slow, plays} of the stage as it stands, or null where nothing can
  // be played. The same id drawn anew, in another language perhaps, goes on where it was.
  function load(next) {
    const same = film && next && film.id === next.id;
    film = next;
    const bar = find('.controls');
    if (bar) bar.hidden = !next;
    if (!next) {
      running = false;
      return root.classList.remove('unfinished');
    }
    whole();
    sides = playedSides(root, next.recording, next.parts);
    length = Math.max(...sides.map(side => side.ended), 0);
    turns = playedTurns(root, next.recording);
    if (!turns.length) turns = null;
    find('#turns').parentElement.hidden = !turns;
    verdict = find('.verdict > span');
    verdictEnding = [...verdict.childNodes];
    agreed = find('.agreement .read');
    agreedEnding = agreed && agreed.textContent;
    root.classList.remove('unfinished');
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!same) { now = next.plays && !calm ? 0 : length; running = false; }
    settle();
    if (!same && now < length) go(true);
  }

  root.addEventListener('click', event => {
    if (!film || !event.target.closest) return;
    if (event.target.closest('#play')) go(!running);
    if (event.target.closest('#skip')) seek(length);
  });
  root.addEventListener('looked', () => { if (film) seek(length); });
  root.addEventListener('input', event => {
    if (film && event.target.id === 'turns') {
      now = -lead();
      go(true);
    }
    if (film && event.target.id === 'position')
      seek((lead() + length) * event.target.value / 1000 - lead());
  });
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;  // a frame that only grew to fit us
    width = innerWidth;
    if (film) settle();
  });
  return {load};
}
