// The search of the API's documentation, as a script of its own file: the page allows no inline script.

export const docsScript = `'use strict';
const search = document.querySelector('input[type=search]');
const articles = [...document.querySelectorAll('article')];
const entries = [...document.querySelectorAll('nav li')];
const count = document.querySelector('[role=status]');
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const article of articles) {
    const fits = words.every((word) => article.dataset.words.includes(word));
    article.hidden = !fits;
    if (fits) shown += 1;
    for (const entry of entries) if (entry.dataset.for === article.id) entry.hidden = !fits;
  }
  for (const heading of document.querySelectorAll('nav section, main section')) heading.hidden = ![...heading.querySelectorAll('li, article')].some((item) => !item.hidden);
  count.textContent = words.length === 0 ? '' : shown + ' found';
}
search.addEventListener('input', filter);
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== search) { event.preventDefault(); search.focus(); }
});
filter();
`;
