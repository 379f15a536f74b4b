// An answer as its text or as Markdown, both sides alike, and the copying of its code.
function answerViews(root) {
  root.addEventListener('click', async event => {
    const at = event.target.closest ? event.target : null, stage = at && at.closest('#stage');
    if (!stage) return;
    if (at.closest('.as-text')) stage.classList.toggle('texts');
    const copy = at.closest('.copy-code');
    if (!copy) return;
    const code = copy.parentElement.querySelector('code');
    try { await navigator.clipboard.writeText(code.textContent); copy.classList.add('copied'); } catch {
      getSelection().selectAllChildren(code);  // refused: one more key copies it
    }
  });
}
