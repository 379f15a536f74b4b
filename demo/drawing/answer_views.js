// A button that has copied says so for a while.
function done(button) {
  if (button.classList.contains('copied')) return;
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 2000);
}
// An answer as its text or as Markdown, both sides alike, and the copying of its code.
function answerViews(root) {
  root.addEventListener('click', async event => {
    const at = event.target.closest ? event.target : null, stage = at && at.closest('#stage');
    if (!stage) return;
    if (at.closest('.as-text')) stage.classList.toggle('texts');
    const copy = at.closest('.copy-code');
    if (!copy) return;
    const code = copy.parentElement.querySelector('code');
    try { await navigator.clipboard.writeText(code.textContent); done(copy); } catch {
      getSelection().selectAllChildren(code);  // refused: one more key copies it
    }
  });
}
