// Everything works without this file. It spares a visitor an upload in vain, a second click, and a search for the fault.
(function () {
  'use strict';
  var faults = document.getElementById('faults');
  if (faults) { faults.focus(); }

  document.addEventListener('change', function (event) {
    var input = event.target;
    if (input.type !== 'file' || !input.dataset.max) { return; }
    var large = Array.prototype.some.call(input.files, function (file) { return file.size > Number(input.dataset.max); });
    input.setCustomValidity(large ? input.dataset.toolarge : '');
    if (large) { input.reportValidity(); }
  });

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    // a button that only fetches a file leaves the page as it is
    window.setTimeout(function () { delete form.dataset.sent; }, 3000);
  });
  // the browser's way back shows the form as it was, ready to be sent again
  window.addEventListener('pageshow', function () {
    Array.prototype.forEach.call(document.forms, function (form) { delete form.dataset.sent; });
  });

  // what is open of the menu closes where somebody goes on elsewhere
  function closeMenu(but) {
    Array.prototype.forEach.call(document.querySelectorAll('.top details[open]'), function (one) { if (one !== but) { one.open = false; } });
  }
  document.addEventListener('click', function (event) { closeMenu(event.target.closest && event.target.closest('.top details')); });
  document.addEventListener('keydown', function (event) {
    var open = event.key === 'Escape' && document.querySelector('.top details[open]');
    if (open) { open.open = false; open.querySelector('summary').focus(); }
  });

  // a model wider than the page begins where the token stands
  Array.prototype.forEach.call(document.querySelectorAll('.model'), function (model) {
    var token = model.querySelector('.token');
    if (token) {
      var box = model.getBoundingClientRect(), at = token.getBoundingClientRect();
      model.scrollLeft = at.left - box.left - model.clientWidth / 2;
      model.scrollTop = at.top - box.top - model.clientHeight / 2;
    }
  });
}());
