// There is one log-in for all staff pages: ours. It is asked for when the session has ended.
(function () {
  function toOurs() {
    if (/^#\/login/.test(window.location.hash)) {
      window.location.replace(document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '') + '/login');
    }
  }
  window.addEventListener('hashchange', toOurs);
  toOurs();
}());
