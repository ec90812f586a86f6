// Sets theme and density on the page before anything is painted. Classic script: it must run before the stylesheet is applied.
(function () {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('counterfoil.preferences') || '{}');
  } catch {
    // Storage may be forbidden or spoilt; the defaults are good enough.
  }
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = kept.density || 'default';
})();
