// What only the share page does: it plays what it carries, and tells a frame around it its height.
const data = id => JSON.parse(document.getElementById(id).textContent);
explainLabels(document);
answerViews(document);
createPlayer(document.body).load({
  id: 'shared', recording: data('recording'), parts: data('parts'), words: data('words'), plays: true,
  slow: Number(document.body.dataset.slow) || 1,
});
if (parent !== window) {
  new ResizeObserver(() => parent.postMessage(
    {apprenticeHeight: Math.ceil(document.body.getBoundingClientRect().height)}, '*',
  )).observe(document.body);
}
