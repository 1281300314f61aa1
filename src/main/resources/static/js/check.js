// Works a round's log through in the reader's own browser: hashes, chain, counts. The file is not sent anywhere from here.
(function () {
  'use strict';
  var box = document.getElementById('in-browser');
  var input = document.getElementById('f-file');
  var result = document.getElementById('in-browser-result');
  if (!box || !input || !window.crypto || !window.crypto.subtle || !window.TextDecoder) { return; }
  var words = box.dataset;
  var MOST = 8 * 1024 * 1024;
  box.hidden = false;

  function Unfit(why, entry) { this.why = why; this.entry = entry; }

  function sha256(text) {
    return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then(function (bytes) {
      return Array.prototype.map.call(new Uint8Array(bytes), function (byte) { return (byte + 256).toString(16).slice(1); }).join('');
    });
  }

  // A PDF's attachment is a stream of its own: the one that unpacks to something that begins like a log
  async function attached(bytes) {
    var text = new TextDecoder('latin1').decode(bytes);
    var found = null;
    for (var at = text.indexOf('stream'), tries = 0; at >= 0 && tries < 5000; at = text.indexOf('stream', at + 6), tries++) {
      var from = at + 6;
      if (text.substr(at - 3, 3) === 'end' || text.substring(Math.max(0, at - 600), at).indexOf('/EmbeddedFile') < 0) { continue; }
      from += text[from] === '\r' && text[from + 1] === '\n' ? 2 : 1;
      var log = await inflated(bytes.subarray(from));
      if (log && log.indexOf('{"entries":[') === 0) {
        if (found) { throw new Unfit(words.unreadable); }
        found = log;
      }
    }
    if (!found) { throw new Unfit(words.unreadable); }
    return found;
  }

  async function inflated(bytes) {
    var pieces = [];
    var size = 0;
    var reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    try {
      for (;;) {
        var piece = await reader.read();
        if (piece.done) { break; }
        size += piece.value.length;
        if (size > MOST) { await reader.cancel(); return null; }
        pieces.push(piece.value);
      }
    } catch (behind) {
      // what follows the packed bytes is another part of the PDF
    }
    return new TextDecoder().decode(await new Blob(pieces).arrayBuffer());
  }

  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  async function check(log) {
    if (log.format !== 'wego-round-log/1' || !log.entries.length) { throw new Unfit(words.unreadable); }
    var before = '';
    var opening = 0;
    var frozen = null;
    var closed = false;
    var counted = false;
    var votes = {};
    var withdrawn = {};
    for (var i = 0; i < log.entries.length; i++) {
      var line = log.entries[i];
      var place = i + 1;
      if (await sha256(before + '\n' + line.entry) !== line.hash) { throw new Unfit(words.chain, place); }
      before = line.hash;
      var entry;
      try { entry = JSON.parse(line.entry); } catch (torn) { throw new Unfit(words.text, place); }
      if (entry.position !== place || entry.round !== log.round || (place === 1) !== (entry.kind === 'OPENED')) { throw new Unfit(words.position, place); }
      var detail = entry.detail;
      if (entry.kind === 'OPENED' || entry.kind === 'REOPENED') {
        var text = log.openings[opening] && log.openings[opening].frozen;
        if (!text || log.openings[opening].revision !== opening + 1 || await sha256(text) !== detail.frozen) { throw new Unfit(words.frozen, place); }
        opening++;
        frozen = JSON.parse(text);
        if (entry.kind === 'REOPENED') {
          detail.void.seats.forEach(function (seat) { delete votes[seat]; });
          Object.keys(votes).forEach(function (seat) { detail.void.cases.forEach(function (item) { delete votes[seat][item]; }); });
        }
      } else if (entry.kind === 'VOTED' || entry.kind === 'CHANGED') {
        if (closed) { throw new Unfit(words.late, place); }
        votes[entry.seat] = Object.assign(votes[entry.seat] || {}, detail.answers);
      } else if (entry.kind === 'WITHDRAWN') {
        withdrawn[detail.case] = true;
      } else if (entry.kind === 'CLOSED') {
        closed = true;
      } else if (entry.kind === 'TALLIED') {
        counted = true;
        var standing = frozen.agenda.map(function (item) { return item.case; }).filter(function (item) { return !withdrawn[item]; });
        if (!closed || !same(standing.slice().sort(), Object.keys(detail.cases).sort())) { throw new Unfit(words.tally, place); }
        standing.forEach(function (item) {
          var count = {entitled: 0, present: 0, approve: 0, reject: 0, abstain: 0, discuss: 0};
          frozen.roll.filter(function (seat) { return seat.entitled; }).forEach(function (seat) {
            var answer = votes[seat.seat] && votes[seat.seat][item];
            if (answer !== 'recuse') { count.entitled++; }
            if (answer && answer !== 'recuse') { count.present++; count[answer]++; }
          });
          Object.keys(count).forEach(function (name) {
            if (detail.cases[item][name] !== undefined && detail.cases[item][name] !== count[name]) { throw new Unfit(words.tally, place); }
          });
        });
      }
    }
    if (opening !== log.openings.length) { throw new Unfit(words.frozen, log.entries.length); }
    return {last: before, counted: counted};
  }

  function say(kind, what, todo) {
    var notice = document.createElement('div');
    var line = notice.appendChild(document.createElement('p'));
    notice.className = 'notice ' + kind;
    line.appendChild(document.createElement('b')).textContent = what;
    if (todo) { line.appendChild(document.createTextNode(' ' + todo)); }
    result.replaceChildren(notice);
  }

  box.querySelector('button').addEventListener('click', async function () {
    var file = input.files[0];
    if (!file) { say('fault', words.missing); input.focus(); return; }
    try {
      if (file.size > 10 * 1024 * 1024) { throw new Unfit(words.unreadable); }
      var bytes = new Uint8Array(await file.arrayBuffer());
      var pdf = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';
      var found = await check(JSON.parse(pdf ? await attached(bytes) : new TextDecoder().decode(bytes)));
      say('done', words.fits + ' ' + (found.counted ? words.counts : words.nocounts), words.last + ': ' + found.last);
    } catch (fault) {
      if (fault instanceof Unfit) {
        say('fault', fault.entry ? words.entry + ' ' + fault.entry : fault.why, fault.entry ? fault.why : null);
      } else {
        say('fault', words.unreadable);
      }
    }
  });
}());
