// What Gradio leaves to the page: the language, Esc, example chips, and saying in our own words
// where a visitor stands in the queue and why a question was refused.
window.apprentice = (() => {
  const KNOWN = ['en', 'zh'], KEY = 'apprentice-language';
  const find = selector => document.querySelector(selector);

  function stored() {
    try { return localStorage.getItem(KEY); } catch { return null; }  // blocked in some frames
  }

  function keep(language) {
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
    try { localStorage.setItem(KEY, language); } catch { /* it holds for this page only */ }
    return language;
  }

  function language() {
    const wishes = [new URLSearchParams(location.search).get('lang'), stored(),
                    ...navigator.languages.map(name => name.slice(0, 2).toLowerCase())];
    const chosen = wishes.find(name => KNOWN.includes(name)) || 'en';
    document.documentElement.lang = chosen === 'zh' ? 'zh-Hans' : 'en';
    return chosen;
  }

  // The server has drawn this visitor's page: from here on nothing typed is drawn over.
  function opened() {
    document.documentElement.dataset.opened = '';
    delete document.documentElement.dataset.awaits;
  }

  function type(text) {
    const box = find('#prompt textarea');
    box.value = text;
    box.dispatchEvent(new Event('input', {bubbles: true}));
  }

  // Gradio takes its complaint away again with its next status: ours stands until the next run.
  let refusal = '';
  function notice() {
    const complaint = find('#prompt div.validation-error');
    if (complaint && complaint.textContent.trim()) refusal = complaint.textContent.trim();
  }

  // Says at `place` where its question stands in the queue, or `otherwise`.
  function told(place, otherwise) {
    const note = find(`${place} .queue`);
    const status = find(`${place} [data-testid="status-tracker"]:not(.hide)`);
    const found = status && /queue: (\d+)\/(\d+)/.exec(status.textContent);
    const text = found
      ? note.dataset.queue.replace('{n}', found[1]).replace('{m}', found[2])
      : otherwise;
    if (note.textContent !== text) note.textContent = text;
    note.classList.toggle('refused', !found && !!otherwise);
    return !!found;
  }

  const repeating = () => !!find('[data-measuring="again"]');

  // Gradio writes "queue: 2/3 | 1.4s" into its own status element; ours speaks the language.
  function report() {
    if (!find('#waiting .queue')) return;
    const queued = told('#waiting', refusal);
    if (find('#waiting-unseen .queue')) told('#waiting-unseen', refusal);
    find('#ask').toggleAttribute('data-queued', queued);
    const stop = find('#stop');
    if (stop) stop.disabled = !find('[data-measuring]:not([data-measuring="no"])');
    // What is being repeated is not to be lost to a question that would take its place.
    const run = find('#run');
    if (run) run.disabled = repeating();
  }

  document.addEventListener('click', event => {
    const chip = event.target.closest && event.target.closest('.chip');
    if (!chip || !chip.dataset.prompt || repeating()) return;
    if (chip.closest('#exam')) {
      choose('compare');
      find('#ask').scrollIntoView({block: 'start'});
    }
    type(chip.dataset.prompt);
    setTimeout(() => find('#run').click(), 60);  // Gradio takes the text over in a later task
  });

  // Copying must not claim to have worked where it was refused: then the text is selected.
  document.addEventListener('click', async event => {
    const copies = event.target.closest && event.target.closest('[data-copy]');
    if (!copies) return;
    try {
      await navigator.clipboard.writeText(copies.dataset.copy);
      done(copies);
    } catch {
      getSelection().selectAllChildren(copies.previousElementSibling);
      copies.textContent = copies.dataset.denied;
    }
  });

  // A new conversation begins in the box at the top.
  function anew() {
    const box = find('#prompt textarea');
    type('');
    box.scrollIntoView({block: 'center'});
    box.focus({preventScroll: true});
  }

  // What is asked is what stands in the box, even when it was typed before Gradio listened to it.
  function asSeen() {
    refusal = '';
    guesses();
    const box = find('#prompt textarea');
    if (box) box.dispatchEvent(new Event('input', {bubbles: true}));
  }

  // A question is asked unseen, on another tab.
  function posed() { refusal = ''; }

  document.addEventListener('click', event => {
    if (event.target.closest && event.target.closest('#run')) { asSeen(); follow(); }
  }, true);

  // On a phone the answers begin below the screen: go to them, unless the question was refused.
  function follow() {
    if (window.innerWidth >= 700) return;
    setTimeout(() => {
      const stage = find('#stage'), calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (stage && !find('.queue.refused')) {
        stage.scrollIntoView({block: 'start', behavior: calm ? 'auto' : 'smooth'});
      }
    }, 600);
  }

  document.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing
        && event.target.closest('#prompt')) {
      if (repeating()) return event.stopPropagation(), event.preventDefault();
      asSeen();
      follow();
    }
    // Enter that picks a word in a Chinese input method is not yet a question.
    if (event.key === 'Enter' && event.isComposing) event.stopPropagation();
    if (event.key !== 'Escape') return;
    const button = find(find('#ask[data-queued]') ? '#leave' : '#stop');
    if (button) button.click();
  }, true);

  // A timer, because frames stop in a tab that is not seen; classes too, because Gradio hides its
  // status by one.
  let planned = false;
  new MutationObserver(() => {
    notice();
    if (planned) return;
    planned = true;
    setTimeout(() => { planned = false; report(); }, 16);
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['class'],
  });

  // What was guessed is kept when a run begins, and held against what it measured when that is seen.
  let guess = [];
  function guesses() {
    const said = [...document.querySelectorAll('#guess select')].filter(box => box.value);
    guess = said.map(box => ({key: box.dataset.guess, text: box.selectedOptions[0].textContent}));
    const note = find('#guess .guessed');
    if (note) note.textContent = '';
  }
  function guessed(outcome) {
    const note = find('#guess .guessed');
    if (!note) return;
    if (!outcome) {  // something else is shown: what was said belongs to another question
      note.textContent = '';
      return;
    }
    const shown = key => {  // the words of a choice, or a number as it is
      const choice = find(`#guess [data-guess="${key}"] option[value="${outcome[key]}"]`);
      return choice ? choice.textContent : outcome[key];
    };
    const known = guess.filter(({key}) => outcome[key]);
    note.textContent = known.length ? note.dataset.came
      .replace('{guess}', known.map(({text}) => text).join(', '))
      .replace('{measured}', known.map(({key}) => shown(key)).join(', ')) : '';
    if (guess.length) for (const box of document.querySelectorAll('#guess select')) box.value = '';
    guess = [];
  }

  // A section that is gone to is opened.
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('#studies .contents a');
    const place = link && find(link.getAttribute('href'));
    if (!place) return;
    event.preventDefault();
    if (place.closest('details')) place.closest('details').open = true;
    place.scrollIntoView();
  });

  // The parts of the page, by ?tab= in the address; the first is shown without it.
  const TABS = ['compare', 'exam', 'votes', 'distillation', 'claims'];
  const tab = () => document.documentElement.dataset.tab;

  function show(name) {
    document.documentElement.dataset.tab = TABS.includes(name) ? name : TABS[0];
  }

  function choose(name) {
    const changed = name !== tab(), address = new URL(location.href);
    show(name);
    if (name === TABS[0]) address.searchParams.delete('tab');
    else address.searchParams.set('tab', name);
    if (changed) history.replaceState(history.state, '', address);
    mark();
    // For a tab that asks the server for nothing before it is opened.
    document.dispatchEvent(new Event('apprentice-tab'));
    return changed;
  }

  // The bar is drawn before it knows the address.
  function mark() {
    for (const button of document.querySelectorAll('#tabs [role=tab]')) {
      const chosen = button.dataset.tab === tab();
      button.setAttribute('aria-selected', chosen);
      button.tabIndex = chosen ? 0 : -1;
      const part = find('#' + button.dataset.tab);
      if (part) part.setAttribute('role', 'tabpanel');
    }
  }

  document.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    const own = step && event.target.closest && event.target.closest('#tabs [role=tab]');
    if (!own) return;
    const all = [...document.querySelectorAll('#tabs [role=tab]')];
    const next = all[(all.indexOf(own) + step + all.length) % all.length];
    next.focus();
    next.click();
  });

  show(new URLSearchParams(location.search).get('tab'));
  // Once, whenever and however often Gradio runs this script.
  function begin() {
    if (document.body.dataset.begun) return;
    document.body.dataset.begun = '';
    explainLabels(document);
    answerViews(document);
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
  else begin();
  // Gradio mounts the page part by part, in English, with the usual opening: nothing of it is shown
  // before the server has drawn this visitor's own, unless that takes long.
  document.documentElement.dataset.awaits = '';
  setTimeout(() => { delete document.documentElement.dataset.awaits; }, 2500);
  return {language, keep, opened, tab, choose, mark, createPlayer, guessed, anew, posed, done};
})();
