// The turns before the newest one, which a conversation can be played from. Their text comes token
// by token, as measured; when all of a turn is there it is as it was drawn.
function playedTurns(root, recording) {
  const earlier = recording.request.earlier ?? [];
  let length = 0;
  const turns = all('.earlier .turn', root).slice(0, earlier.length).map((node, i) => {
    const sides = Object.entries(earlier[i].answers).map(([name, answer]) => {
      const words = node.querySelector(`.told.${name} .words`), times = [];
      let clock = 0;
      answer.seconds.forEach(step => times.push(clock += step));
      return {words, times, ending: [...words.childNodes], text: words.textContent,
              ended: clock + (answer.end_seconds ?? 0), shown: true};
    });
    const began = length, lasts = Math.max(0, ...sides.map(side => side.ended));
    length += lasts;
    return {node, sides, began, lasts};
  });

  // `moment`: seconds since the conversation began.
  function show(moment) {
    turns.forEach(({node, sides, began, lasts}) => {
      const now = moment - began;
      node.style.visibility = now < 0 ? 'hidden' : '';
      sides.forEach(side => {
        const over = now >= Math.min(side.ended, lasts);
        if (over && !side.shown) side.words.replaceChildren(...side.ending);
        side.shown = over;
        if (over) return;
        const share = count(side.times, now) / Math.max(1, side.times.length);
        side.words.textContent = side.text.slice(0, Math.round(share * side.text.length));
      });
    });
  }
  return {length, show};
}
