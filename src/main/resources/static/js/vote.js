// Everything works without this file. Nothing is sent from here, and nothing is stored.
(function () {
  'use strict';

  // A link's token stands after the #: no server sees it until its reader presses the button
  function link() {
    var token = window.location.hash.slice(1);
    var known = /^[A-Za-z0-9_-]{20,100}$/.test(token);
    document.getElementById('token').value = known ? token : '';
    document.getElementById('by-link').hidden = !known;
    document.querySelector('#by-code button').classList.toggle('second', known);
  }
  if (document.getElementById('by-link')) {
    window.addEventListener('hashchange', link);
    link();
  }

  // The deadline by the clock of whoever reads
  Array.prototype.forEach.call(document.querySelectorAll('[data-local]'), function (line) {
    var time = line.parentNode.querySelector('time');
    var at = new Date(time.getAttribute('datetime'));
    if (isNaN(at)) { return; }
    try {
      line.textContent = line.getAttribute('data-words').replace('{0}', new Intl.DateTimeFormat('en-GB', {
        weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZoneName: 'short'
      }).format(at));
      line.hidden = false;
    } catch (unknown) { /* the page names Seoul's time and UTC */ }
  });

  var ballot = document.getElementById('ballot');
  var groups = ballot ? Array.prototype.slice.call(ballot.querySelectorAll('fieldset.answers')) : [];
  if (!groups.length) { return; }
  var progress = document.getElementById('progress');
  var keys = ballot.querySelector('[data-keys]');
  keys.hidden = false;
  ballot.classList.add('by-keys');

  function chosen(group) { return group.querySelector('input:checked'); }
  function card(element) { return element.closest('.vote-card'); }
  function show(group) {
    (chosen(group) || group.querySelector('input')).focus({ preventScroll: true });
    card(group).scrollIntoView({ block: 'nearest' });
  }
  function end() {
    var open = ['name', 'title'].map(function (name) { return ballot.elements[name]; }).filter(function (field) { return !field.value.trim(); });
    (open[0] || ballot.querySelector('button[value=review]')).focus();
  }
  // The case after this one; behind the last one what was passed over, and then who answers
  function next(group) {
    var following = group ? groups[groups.indexOf(group) + 1] : null;
    following = following || groups.filter(function (each) { return !chosen(each) && each !== group; })[0];
    if (following) { show(following); } else { end(); }
  }
  function count() {
    if (!progress) { return; }
    var left = groups.filter(function (each) { return !chosen(each); }).length;
    progress.firstElementChild.textContent = left ? progress.getAttribute('data-words').replace('{0}', groups.length - left).replace('{1}', groups.length)
      : progress.getAttribute('data-done');
    progress.querySelector('button').hidden = !left;
    progress.hidden = false;
  }
  ballot.addEventListener('change', count);
  window.addEventListener('pageshow', count);
  count();
  if (progress) {
    progress.querySelector('button').addEventListener('click', function () {
      var left = groups.filter(function (each) { return !chosen(each); });
      if (left.length) { show(left[0]); }
    });
  }

  // Keys count only while the focus is on a case, and never in a field that is typed in
  ballot.addEventListener('keydown', function (event) {
    var on = card(event.target);
    var group = on && on.querySelector('fieldset.answers');
    if (!group || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.tagName === 'TEXTAREA') { return; }
    if (event.key === 'Enter' && event.target.type === 'radio') {
      event.preventDefault();
      next(group);
      return;
    }
    var answer = /^[1-9]$/.test(event.key) && group.querySelectorAll('input[type=radio]')[Number(event.key) - 1];
    if (!answer) { return; }
    event.preventDefault();
    answer.checked = true;
    count();
    var reason = group.querySelector('textarea');
    if (answer.value === 'recuse' && reason && !reason.value.trim()) { reason.focus(); } else { next(group); }
  });
}());
