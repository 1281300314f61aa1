// The form works without this file: buttons save, show the fee and take a figure. With it the form saves as one types, and tells the
// fee, GeoNames' figure and the directory's entry as soon as it can; all words come from the server.
(function () {
  'use strict';
  var form = document.getElementById('application');
  var line = document.getElementById('saved');
  if (!form || !line || !window.fetch || !window.FormData || !form.requestSubmit) { return; }
  var words = form.dataset;
  var changed = false;
  var chosen = {};
  var running = null;
  var stopped = false;
  var savingSoon = 0;
  var FIRST_WAIT = 10000;
  var LONGEST_WAIT = 300000;
  var wait = FIRST_WAIT;
  form.classList.add('with-script');
  line.textContent = words.idle;

  // Said aloud when the words change: within the same minute nobody hears "Saved" again and again
  function say(state, text) {
    words.state = state;
    if (line.textContent !== text) { line.textContent = text; }
  }

  function hidden(name, value) {
    var field = form.elements[name];
    if (!field) {
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = name;
      form.prepend(field);
    }
    field.value = value;
  }

  function each(selector, act) { Array.prototype.forEach.call(form.querySelectorAll(selector), act); }

  // Everything typed; of the files only those chosen since the last time
  function content(files) {
    var data = new FormData(form);
    each('input[type=file]', function (input) { if (!files[input.name]) { data.delete(input.name); } });
    return data;
  }

  function beside(input, kind, text) {
    var place = input.closest('.field');
    var said = place.querySelector('p.' + kind);
    if (!text) { if (said) { said.remove(); } return; }
    if (!said) {
      said = document.createElement('p');
      said.className = kind;
      said.id = (kind === 'fault' ? 'e-' : 'k-') + input.name;
      input.before(said);
    }
    said.textContent = text;
  }

  function took(told, files) {
    hidden('draftVersion', told.version);
    // Changes of a case are found by the case, and have no address of their own
    if (told.draft) {
      hidden('draft', told.draft);
      if (window.location.pathname !== words.draft + told.draft) {
        window.history.replaceState(null, '', words.draft + told.draft + window.location.hash);
      }
    }
    each('input[type=file]', function (input) {
      if (!files[input.name]) { return; }
      // What is kept needn't be sent a second time; another file chosen meanwhile stays chosen
      if (!chosen[input.name] && told.kept[input.name] && !told.faults[input.name]) { input.value = ''; }
      beside(input, 'kept', told.kept[input.name]);
      beside(input, 'fault', told.faults[input.name]);
      input.setAttribute('aria-describedby', 'h-' + input.name + (told.faults[input.name] ? ' e-' + input.name : ''));
    });
    say(changed ? 'typed' : 'saved', words.saved.replace('{0}', new Date(told.savedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })));
  }

  function save(leaving) {
    window.clearTimeout(savingSoon);
    if (running) { return running.then(function () { return save(leaving); }); }
    if (stopped || !changed) { return Promise.resolve(); }
    var files = leaving ? {} : chosen;
    if (!leaving) { chosen = {}; }
    changed = false;
    running = window.fetch(words.save, { method: 'POST', body: content(files), credentials: 'same-origin', keepalive: Boolean(leaving), headers: { Accept: 'application/json' } })
      .then(function (answer) {
        if (answer.status === 413) { return tooMuch(files); }
        return answer.json().then(function (told) {
          if (answer.status === 200) {
            wait = FIRST_WAIT;
            took(told, files);
          } else if (answer.status === 409 || answer.status === 410) {
            stopped = true;
            say('stopped', told.words);
          } else {
            throw new Error(answer.status);
          }
        });
      })
      .catch(function () {
        changed = true;
        Object.keys(files).forEach(function (name) { chosen[name] = true; });
        say('failed', words.unsaved);
        soon(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      })
      .then(function () {
        running = null;
        // A file that was chosen while the page was being left, and it wasn't
        if (!stopped && !changed && Object.keys(chosen).length) { changed = true; soon(0); }
      });
    return running;
  }

  // Files that are too much together would be so the next time too: the words are saved without them
  function tooMuch(files) {
    Object.keys(files).forEach(function (name) {
      var input = form.elements[name];
      input.value = '';
      beside(input, 'fault', input.dataset.toolarge);
    });
    changed = true;
    soon(0);
  }

  function soon(after) {
    window.clearTimeout(savingSoon);
    savingSoon = window.setTimeout(save, after);
  }

  function typed(event) {
    if (event.target.type === 'hidden' || stopped) { return; }
    changed = true;
    words.state = 'typed';
    soon(1200);
    lookSoon();
  }
  form.addEventListener('input', typed);
  form.addEventListener('change', function (event) {
    var input = event.target;
    if (input.type === 'file') {
      var large = Array.prototype.some.call(input.files, function (file) { return file.size > Number(input.dataset.max || Infinity); });
      if (!input.files.length || large) { return; }
      chosen[input.name] = true;
      changed = true;
      words.state = 'typed';
      soon(0);
    } else {
      typed(event);
    }
  });

  // A button waits for what is on its way, so that the two don't overtake each other
  form.addEventListener('submit', function (event) {
    window.clearTimeout(savingSoon);
    if (running) {
      var button = event.submitter;
      event.preventDefault();
      running.then(function () { form.requestSubmit(button); });
      return;
    }
    changed = false;
  });
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'hidden') { save(true); } });
  window.addEventListener('online', function () { save(); });

  // What the form tells
  var WATCHED = ['name', 'localName', 'country', 'level', 'organisationType', 'website', 'population.value', 'population.year',
    'population.source', 'population.confirmed', 'population.asked', 'employees.value'];
  var lookingSoon = 0;
  var asked = 0;
  var before = null;
  var shown = {};

  function plain(html) { return html.replace(/ checked="[^"]*"/g, ''); }
  Array.prototype.forEach.call(document.querySelectorAll('.glance'), function (piece) { shown[piece.id] = plain(piece.innerHTML); });

  function question() {
    var data = new FormData(form);
    var query = new URLSearchParams({ category: data.get('category') || '' });
    WATCHED.forEach(function (name) { if (data.get(name)) { query.set(name, data.get(name).slice(0, 200)); } });
    return query.toString();
  }

  function look() {
    var query = question();
    if (query === before) { return; }
    before = query;
    asked += 1;
    var mine = asked;
    window.fetch(words.glance + '?' + query, { credentials: 'same-origin' })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (html) {
        if (mine !== asked) { return; }
        var answer = new DOMParser().parseFromString(html, 'text/html');
        Array.prototype.forEach.call(answer.querySelectorAll('.glance'), function (piece) {
          var here = document.getElementById(piece.id);
          var fresh = plain(piece.innerHTML);
          if (here && fresh !== shown[piece.id]) {
            shown[piece.id] = fresh;
            here.replaceChildren.apply(here, Array.prototype.slice.call(piece.childNodes));
          }
        });
      })
      .catch(function () { before = null; });
  }
  function lookSoon() {
    window.clearTimeout(lookingSoon);
    lookingSoon = window.setTimeout(look, 350);
  }
  before = question();
}());
