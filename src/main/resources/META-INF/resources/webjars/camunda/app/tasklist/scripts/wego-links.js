// What a form links to opens beside it: nothing that was typed is lost.
(function () {
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.fjs-container a[href]');
    if (link) {
      link.target = '_blank';
      link.rel = 'noopener';
    }
  }, true);
}());
