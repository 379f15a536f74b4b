// Each label says what it means, in one sentence: on hover, on focus, and on tap, which focuses.
// One note for the whole page, above everything, because cards clip what leaves them.
function explainLabels(root) {
  const note = document.createElement('div');
  note.id = 'explanation';
  note.setAttribute('role', 'tooltip');
  note.hidden = true;
  document.body.append(note);
  let shown = null;

  function place(label) {
    const at = label.getBoundingClientRect(), own = note.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left), innerWidth - own.width - 8);
    const above = at.top - own.height - 8;
    note.style.left = `${left}px`;
    note.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  }

  function show(label) {
    if (shown === label) return;
    hide();
    shown = label;
    note.textContent = label.dataset.tip;
    note.hidden = false;
    label.setAttribute('aria-describedby', note.id);
    place(label);
  }

  function hide() {
    if (shown) shown.removeAttribute('aria-describedby');
    shown = null;
    note.hidden = true;
  }

  const labelled = event => event.target.closest && event.target.closest('[data-tip]');
  for (const kind of ['pointerover', 'focusin', 'click'])
    root.addEventListener(kind, event => { const label = labelled(event); if (label) show(label); });
  for (const kind of ['pointerout', 'focusout'])
    root.addEventListener(kind, event => {
      if (labelled(event) && event.target !== document.activeElement) hide();
    });
  addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
  addEventListener('scroll', hide, {passive: true, capture: true});
}
