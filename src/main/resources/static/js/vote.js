// A link's token stands after the #: no server sees it until its reader presses the button. Nothing is sent from here.
(function () {
  'use strict';
  function show() {
    var token = window.location.hash.slice(1);
    var known = /^[A-Za-z0-9_-]{20,100}$/.test(token);
    document.getElementById('token').value = known ? token : '';
    document.getElementById('by-link').hidden = !known;
  }
  window.addEventListener('hashchange', show);
  show();
}());
