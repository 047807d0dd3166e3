/** The signs that Baton draws with, and the plain one for each; both take one column. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{
    '…': '~',
    '·': '-',
    '→': '>',
    '✓': '+',
    '✗': 'x',
    '●': '*',
    '○': 'o',
    '◆': '*',
    '▲': '^',
    '▶': '>',
    '▸': '>',
  },
  ...{
    '»': '>',
    '↓': 'v',
    '↑': '^',
    '✉': '@',
    '─': '-',
    '│': '|',
    '├': '+',
    '┤': '+',
    '┬': '+',
    '┴': '+',
    '┼': '+',
  },
  ...{ '╭': '+', '╮': '+', '╰': '+', '╯': '+', '└': '+', '╴': '-', '╌': '-', '━': '=', '╸': '-' },
  ...{
    '█': '#',
    '▓': '=',
    '▒': '!',
    '░': '.',
    '▁': '_',
    '▂': '_',
    '▃': '_',
    '▄': '#',
    '▅': '#',
    '▆': '#',
    '▇': '#',
  },
};
const DRAWN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** A line with every sign that Baton draws with replaced by a plain one of the same width. Other text stays. */
export function asciiText(line: string): string {
  return line.replace(DRAWN, (sign) => PLAIN[sign] ?? '?');
}
