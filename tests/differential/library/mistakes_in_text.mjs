// Mistakes in the text of a document, which is in one line: a list of wrong texts.
export const ofText = {
  "member given twice": (text) =>
    [...text.matchAll(/"[a-z0-9_]+":("[^"]*"|\d+|true|false|null)/g)].map(([member]) =>
      text.replace(member, `${member},${member}`),
    ),
  "comma behind the last": (text) => [
    text.replace(/}$/, ",}"),
    text.replace(/}(?=[^}]*$)/, ",}").replace(/"}/, '",}'),
  ],
  "comma lost": (text) =>
    [...text.matchAll(/,"/g)].slice(0, 6).map((m) => text.slice(0, m.index) + " " + text.slice(m.index + 1)),
  "comma twice": (text) =>
    [...text.matchAll(/,"/g)].slice(0, 4).map((m) => text.slice(0, m.index) + "," + text.slice(m.index)),
  "colon lost": (text) =>
    [...text.matchAll(/":/g)]
      .slice(0, 4)
      .map((m) => text.slice(0, m.index + 1) + " " + text.slice(m.index + 2)),
  "equals sign for a colon": (text) => [text.replace('":', '"=')],
  "quote lost": (text) => [text.replace('"', ""), text.replace('":', ":")],
  "single quotes": (text) => [text.replaceAll('"', "'"), text.replace(/"([a-z_]+)":/, "'$1':")],
  "name without quotes": (text) => [text.replace(/"([a-z_]+)":/, "$1:")],
  "typographic quotes": (text) => [text.replace(/"([a-z_]+)":/, "“$1”:")],
  comment: (text) => [text.replace(",", ", /* new */ "), text + " // new", text + " # new"],
  "brace lost": (text) => [text.slice(0, -1), text.slice(1)],
  "brace too many": (text) => [text + "}", text + "]"],
  "capital in a literal": (text) => [
    text.replace(/\b(true|false|null)\b/, (word) => word[0].toUpperCase() + word.slice(1)),
    text.replace(/\bnull\b/, "None"),
    text.replace(/\bnull\b/, "undefined"),
  ],
  "number with a leading zero": (text) => [text.replace(/:([1-9]\d*)([,}])/, ":0$1$2")],
  "number with separators": (text) => [text.replace(/:(\d+)(\d{3})([,}])/, ":$1_$2$3")],
  "hexadecimal number": (text) => [
    text.replace(/:([1-9]\d+)([,}])/, (_, n, end) => ":0x" + Number(n).toString(16) + end),
  ],
  NaN: (text) => [text.replace(/:[1-9]\d+([,}])/, ":NaN$1")],
  "tab in a text": (text) => [text.replace(/:"([^"]+)"/, ':"$1\t"')],
  "escape that is none": (text) => [text.replace(/:"([^"])/, ':"\\x41$1')],
  "half a surrogate": (text) => [text.replace(/:"([^"])/, ':"\\ud83d$1')],
  "text cut off": (text) => [0.3, 0.6, 0.9].map((part) => text.slice(0, Math.floor(text.length * part))),
};
