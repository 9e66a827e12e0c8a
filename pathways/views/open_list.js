// The list of what is open: native parts that open and close, each option a button. What a person opened stays open while
// they look at another page and come back; it is forgotten with the tab.
const kept = {};

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector('.pw-openlist');
  if (box.seen !== data.html) { box.innerHTML = data.html; box.seen = data.html; }
  const state = kept[data.of] ??= {};
  const groups = [...box.querySelectorAll('details')], all = box.querySelector('.pw-all');
  const tell = () => { if (all) all.textContent = groups.every((g) => g.open) ? all.dataset.close : all.dataset.open; };
  for (const group of groups) {
    if (group.dataset.group in state) group.open = state[group.dataset.group];
    group.ontoggle = () => { state[group.dataset.group] = group.open; tell(); };
  }
  tell();
  box.onclick = ({ target }) => {
    const pressed = target.closest('button');
    if (!pressed) return;
    if (pressed.dataset.go) { setTriggerValue('go', pressed.dataset.go); return; }
    const open = !groups.every((g) => g.open);
    for (const group of groups) group.open = open;
  };
}
