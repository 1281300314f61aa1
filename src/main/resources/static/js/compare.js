// Draws the pages of two PDFs beside each other. Files are fetched, never opened: what a PDF from outside holds becomes a
// picture here and can do nothing. Without this script both files can be saved and opened.
import * as pdfjs from '/office/pdfjs/build/pdf.mjs';

pdfjs.GlobalWorkerOptions.workerSrc = '/office/pdfjs/build/pdf.worker.mjs';
const MOST_PAGES = 12;
const words = document.querySelector('.compare').dataset;

function said(box, text) {
  const line = document.createElement('p');
  line.className = 'muted';
  line.setAttribute('role', 'status');
  line.textContent = text;
  box.append(line);
  return line;
}

async function draw(box) {
  const waiting = said(box, words.loading);
  try {
    const pdf = await pdfjs.getDocument({
      url: box.dataset.pdf, isEvalSupported: false, enableXfa: false, stopAtErrors: false, maxImageSize: 60000000,
      cMapUrl: '/office/pdfjs/web/cmaps/', cMapPacked: true, standardFontDataUrl: '/office/pdfjs/web/standard_fonts/', wasmUrl: '/office/pdfjs/web/wasm/'
    }).promise;
    for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number++) {
      const page = await pdf.getPage(number);
      const whole = page.getViewport({ scale: 1 });
      const wide = Math.min(1800, 2 * Math.max(320, box.clientWidth));
      const viewport = page.getViewport({ scale: Math.min(wide / whole.width, 5000 / whole.height) });
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', words.page.replace('{0}', number).replace('{1}', pdf.numPages));
      await page.render({ canvas: canvas, canvasContext: canvas.getContext('2d'), viewport: viewport }).promise;
      box.append(canvas);
      page.cleanup();
    }
    waiting.remove();
    if (pdf.numPages > MOST_PAGES) { said(box, words.more); }
    box.dataset.drawn = 'yes';
  } catch (fault) {
    waiting.textContent = words.failed;
    box.dataset.drawn = 'no';
  }
}

for (const box of document.querySelectorAll('.pages[data-pdf]')) { draw(box); }
