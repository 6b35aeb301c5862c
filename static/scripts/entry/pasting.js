// What is pasted from Word or a web page becomes lines, and its links [words](address). The HTML is read, never shown.
const BLOCKS = new Set(["ADDRESS", "ARTICLE", "BLOCKQUOTE", "DD", "DIV", "DL", "DT", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "OL", "P", "PRE", "SECTION", "TABLE", "TR", "UL"]);
const UNREAD = new Set(["HEAD", "SCRIPT", "STYLE", "TEMPLATE", "TITLE"]);
// Word draws its bullets as letters at the start of a paragraph, marked as not part of its text.
const BULLET = /^\s*(?:[·•▪§–oØü]|\d{1,2}[.)])[\s ]+/;

// What would end the address too early.
const escaped = (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`;

export function pasting(page) {
  page.addEventListener("paste", (event) => {
    const field = event.target.closest("textarea[data-paste]");
    const html = event.clipboardData?.getData("text/html");
    if (!field || !html) return;
    const text = linesOf(html).join("\n");
    if (!text) return;
    event.preventDefault();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  });
}

export function linesOf(html) {
  const lines = [""];
  read(new DOMParser().parseFromString(html, "text/html").body, lines);
  return lines.map((line) => line.replace(/[\s ]+/g, " ").trim()).filter((line) => line);
}

function read(node, lines) {
  if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.has(node.tagName)) return;
  if (/mso-list:\s*ignore/i.test(node.getAttribute("style") ?? "")) return;
  if (node.tagName === "BR") return void lines.push("");
  const isBlock = BLOCKS.has(node.tagName);
  if (isBlock) lines.push("");
  const first = lines.length - 1;
  if (node.tagName === "A" && /^(https?:|mailto:)/i.test(node.getAttribute("href") ?? "")) {
    const words = node.textContent.replace(/\s+/g, " ").trim().replace(/[[\]]/g, "");
    if (words) lines[first] += `[${words}](${node.getAttribute("href").trim().replace(/[()\s]/g, escaped)})`;
  } else {
    node.childNodes.forEach((child) => read(child, lines));
  }
  if (/MsoListParagraph/.test(node.className)) lines[first] = lines[first].replace(BULLET, "");
  if (isBlock) lines.push("");
}
