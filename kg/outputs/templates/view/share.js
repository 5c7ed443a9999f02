// Taking along what is shown: its address, a picture of the map, or sheets of paper.

const note = document.getElementById("share-note");
const linkDialog = document.getElementById("link");
const linkField = document.getElementById("link-address");
const NOTE_TIME = 6000;
let noteEnds = 0;

// Said to those who listen, and shown for a while to those who look.
function tell(text) {
  announce(text);
  note.textContent = text;
  note.hidden = false;
  clearTimeout(noteEnds);
  noteEnds = setTimeout(() => {
    note.hidden = true;
  }, NOTE_TIME);
}

// A page opened from a disk has an address that leads nowhere else.
function whereTo() {
  const place = location.protocol === "file:" ? ". It leads to the file on this computer." : "";
  return `Link to ${state.selection ? titleOf(state.selection) : "all ties"} copied${place}`;
}

async function copyLink() {
  putAddress();
  const address = location.href;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    offerLink(address);
    return;
  }
  tell(whereTo());
}

// Where the browser does not let pages copy, the address stands selected in a field to copy from.
function offerLink(address) {
  linkField.value = address;
  linkDialog.showModal();
  linkField.focus();
  linkField.select();
  announce("The browser does not let this page copy. The link is selected: copy it with the keyboard.");
}

linkField.addEventListener("focus", () => linkField.select());
linkDialog.addEventListener("click", ({ target: place }) => place === linkDialog && linkDialog.close());
document.getElementById("copy-link").addEventListener("click", copyLink);
document.getElementById("save-picture").addEventListener("click", savePicture);
document.getElementById("print-page").addEventListener("click", () => window.print());
