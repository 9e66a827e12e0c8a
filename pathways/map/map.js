// Marks the art of the map for one person and hears what is picked. The art is the same for everybody and never drawn again:
// this only changes classes, words and labels. It may run before the art is there, and again on every change.
const SIDES = { ArrowRight: 'right', ArrowLeft: 'left', ArrowDown: 'down', ArrowUp: 'up' };
const PAINT = ['', 'next-care', 'next-open', 'walked']; // later lies above
let kept = null; // where the focus was, should the art be mounted anew while it has it

export default function ({ data, setTriggerValue }) {
  const find = () => document.querySelector(`.${data.scope} .pw-map`);
  const start = (root) => {
    const first = !root.pw;
    if (first) { root.pw = { zoom: null, asked: null }; listen(root); }
    Object.assign(root.pw, { data, pick: (id) => setTriggerValue('picked', id) });
    paint(root);
    if (root.pw.asked !== data.zoom) { root.pw.asked = data.zoom; root.pw.zoom = data.zoom; }
    look(root, first);
    if (first && kept && kept.scope === data.scope && document.activeElement === document.body) focusOn(root, node(root, kept.id));
  };
  const root = find();
  if (root) { start(root); return undefined; }
  const watch = new MutationObserver(() => { const late = find(); if (late) { watch.disconnect(); start(late); } });
  watch.observe(document.body, { childList: true, subtree: true });
  return () => watch.disconnect();
}

const nodes = (root) => root.querySelectorAll('.n');
// Only what differs is written: a browser lays out again whatever is written, even the same.
const put = (e, name, value) => { if (e.getAttribute(name) === value) return false; if (value === null) e.removeAttribute(name); else e.setAttribute(name, value); return true; };
const write = (e, text) => { if (e.textContent !== text) e.textContent = text; };
const node = (root, id) => (id ? root.querySelector(`.n[data-n="${CSS.escape(id)}"]`) : null);

function paint(root) {
  const { data } = root.pw;
  const families = JSON.parse(root.dataset.families);
  root.dataset.voice = data.voice;
  root.dataset.theme = dark() ?? data.theme ?? 'light';
  for (const n of nodes(root)) {
    const [mark, said, reason, flags] = data.nodes[n.dataset.n] || ['none', [], -2, 0];
    const words = said.map((i) => data.texts[i]);
    const why = reason === -2 ? n.dataset[data.voice] || '' : reason < 0 ? '' : data.texts[reason];
    const shown = flags & 1 ? words[0] : '';
    put(n, 'class', `n k-${n.dataset.kind} m-${mark} f-${families[mark] || 'none'}${flags & 2 ? ' some' : ''}`);
    put(n.querySelector('.sign'), 'href', `#pw-b-${mark}`);
    write(n.querySelector('.word'), shown);
    put(n.querySelector('.t'), 'transform', shown ? 'translate(0 -6.5)' : null);
    if (flags & 2) write(n.querySelector('.count text'), words[1]);
    n.pwTold = { name: n.dataset.name, words: words.join(', '), why };
    put(n, 'aria-label', n.dataset.name + (words.length ? `: ${words.join(', ')}` : '') + (why ? `. ${why}` : ''));
    put(n, 'aria-current', n.dataset.n === data.here ? 'step' : null);
  }
  const lines = root.querySelector('.lines');
  const painted = [...lines.children].map((e) => [e, PAINT.indexOf(data.lines[e.dataset.e] || '')]);
  const changed = painted.map(([e, level]) => put(e, 'class', level > 0 ? `e ${PAINT[level]}` : 'e')).some(Boolean);
  if (changed) for (const [e] of painted.filter(([, l]) => l > 0).sort((a, b) => a[1] - b[1])) lines.append(e);
  for (const b of root.querySelectorAll('.band')) b.classList.toggle('now', Number(b.dataset.band) === data.band);
  if (!root.contains(document.activeElement) || !document.activeElement.matches('.n')) rove(root, node(root, data.here) || nodes(root)[0]);
}

// The page tells sooner than the next message which theme it has.
function dark() {
  const page = document.querySelector('.stApp');
  const ground = page && getComputedStyle(page).backgroundColor.match(/\d+/g);
  if (!ground) return undefined;
  const [r, g, b] = ground.map(Number);
  return r + g + b < 382 ? 'dark' : 'light';
}

function rove(root, target) {
  for (const n of nodes(root)) put(n, 'tabindex', n === target ? '0' : '-1');
}

function focusOn(root, target) {
  if (!target) return;
  rove(root, target);
  target.focus({ preventScroll: true });
  const box = root.querySelector('.pwm-box'), b = box.getBoundingClientRect(), t = target.getBoundingClientRect();
  if (t.left < b.left + 30) box.scrollLeft -= b.left + 30 - t.left; else if (t.right > b.right - 30) box.scrollLeft += t.right - b.right + 30;
  if (t.top < b.top + 20) box.scrollTop -= b.top + 20 - t.top; else if (t.bottom > b.bottom - 20) box.scrollTop += t.bottom - b.bottom + 20;
  const page = target.getBoundingClientRect();
  if (page.top < 0 || page.bottom > window.innerHeight) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

// Here-and-next shows the place's band at full size; the whole road is as high as it is. Nothing is ever scaled.
function look(root, first) {
  const { data, zoom } = root.pw, box = root.querySelector('.pwm-box'), svg = root.querySelector('.pw-road');
  const where = `${zoom} ${data.view}`, wide = box.clientWidth;
  root.dataset.zoom = zoom;
  for (const b of root.querySelectorAll('.pwm-bar button')) b.setAttribute('aria-pressed', String(b.dataset.zoom === zoom));
  if (root.pw.where === where && !first && root.pw.wide === wide) return; // the person may have scrolled: stay
  Object.assign(root.pw, { where, wide });
  const [x, y, w, h] = data.view, edge = svg.viewBox.baseVal;
  box.style.height = zoom === 'next' ? `${Math.min(h + 12, Math.max(420, window.innerHeight - 130))}px` : '';
  const here = svg.querySelector(`.n[data-n="${CSS.escape(data.here || data.start)}"] .box`).getBBox();
  let left = x - edge.x - (wide - w) / 2;
  // too narrow for all: the place and the column beside it, 282 px
  if (w > wide - 20) left = Math.min(here.x - edge.x - Math.max(8, Math.min(40, (wide - 282) / 2)), x + w - edge.x - wide + 4);
  box.scrollLeft = zoom === 'next' ? left : here.x - edge.x - wide / 2;
  box.scrollTop = zoom === 'next' ? y - edge.y - 4 : 0;
  fade(box);
}

// The edges fade where there is more to see.
function fade(box) {
  box.style.setProperty('--pwm-left', box.scrollLeft > 2 ? '26px' : '0px');
  box.style.setProperty('--pwm-right', box.scrollLeft < box.scrollWidth - box.clientWidth - 2 ? '26px' : '0px');
}

function tell(root, n) {
  const tip = root.querySelector('.pwm-tip'), say = root.querySelector('.pwm-say');
  if (!n) { tip.hidden = true; return; }
  const { name, words, why } = n.pwTold;
  const line = (tag, text) => { const e = document.createElement(tag); e.textContent = text; return e; };
  tip.replaceChildren(line('b', name), ...(words ? [line('i', words)] : []), ...(why ? [line('span', why)] : []));
  tip.hidden = false;
  const r = root.getBoundingClientRect(), t = n.getBoundingClientRect();
  const low = t.bottom - r.top + 12, room = window.innerHeight - t.bottom > tip.offsetHeight + 24;
  tip.style.left = `${Math.max(0, Math.min(t.left - r.left, r.width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${room ? low : t.top - r.top - tip.offsetHeight - 14}px`;
  say.textContent = name + (words ? `: ${words}` : '') + (why ? `. ${why}` : '');
}

function listen(root) {
  const box = root.querySelector('.pwm-box'), svg = root.querySelector('.pw-road');
  let drag = null, moved = false;
  box.addEventListener('scroll', () => fade(box), { passive: true });
  svg.addEventListener('click', (e) => { const n = e.target.closest('.n'); if (n && !moved) { rove(root, n); root.pw.pick(n.dataset.n); } });
  svg.addEventListener('keydown', (e) => {
    const n = e.target.closest('.n');
    if (!n || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); root.pw.pick(n.dataset.n); }
    else if (e.key === 'Escape') tell(root, null);
    else if (e.key === 'Home') { e.preventDefault(); focusOn(root, node(root, root.pw.data.here || root.pw.data.start)); }
    else if (SIDES[e.key]) { e.preventDefault(); focusOn(root, node(root, n.dataset[SIDES[e.key]])); }
  });
  svg.addEventListener('focusin', (e) => { const n = e.target.closest('.n'); if (n) { rove(root, n); kept = { scope: root.pw.data.scope, id: n.dataset.n }; if (n.matches(':focus-visible')) tell(root, n); } });
  svg.addEventListener('focusout', (e) => { if (e.relatedTarget) kept = null; tell(root, null); });
  svg.addEventListener('pointerover', (e) => { const n = e.target.closest('.n'); if (n && e.pointerType === 'mouse' && !moved) tell(root, n); });
  svg.addEventListener('pointerout', (e) => { if (!e.relatedTarget || !e.relatedTarget.closest || !e.relatedTarget.closest('.n')) tell(root, null); });
  box.addEventListener('pointerdown', (e) => { moved = false; if (e.pointerType === 'mouse' && e.button === 0) drag = [e.clientX, e.clientY, box.scrollLeft, box.scrollTop]; });
  box.addEventListener('pointermove', (e) => {
    if (!drag) return;
    const dx = e.clientX - drag[0], dy = e.clientY - drag[1];
    if (!moved && Math.abs(dx) + Math.abs(dy) < 5) return;
    if (!moved) { moved = true; box.setPointerCapture(e.pointerId); box.classList.add('pwm-drag'); tell(root, null); }
    box.scrollLeft = drag[2] - dx; box.scrollTop = drag[3] - dy;
  });
  const drop = () => { drag = null; box.classList.remove('pwm-drag'); setTimeout(() => { moved = false; }, 0); };
  for (const end of ['pointerup', 'pointercancel']) box.addEventListener(end, drop);
  box.addEventListener('pointerleave', () => { if (!moved) drag = null; });
  for (const b of root.querySelectorAll('.pwm-bar button')) b.addEventListener('click', () => { root.pw.zoom = b.dataset.zoom; look(root, false); });
  new ResizeObserver(() => { if (box.clientWidth && box.clientWidth !== root.pw.wide) look(root, false); }).observe(box);
}
