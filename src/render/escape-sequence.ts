/**
 * One whole terminal escape sequence as text would carry it: OSC and the other string sequences with their
 * terminator (or up to the next escape, line end or end of text when it is missing), CSI, and ESC plus one
 * character; in 7-bit form and with the 8-bit C1 introducers (ECMA-48 sections 5.4 and 5.6).
 */
const STRING_SEQUENCE =
  '(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])[^\\x07\\x1b\\x9c\\n]*(?:\\x07|\\x1b\\\\|\\x9c)?';
const CONTROL_SEQUENCE = '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?';
const SHORT_SEQUENCE = '\\x1b[ -/]*[0-~]?';
const ANY_SEQUENCE = `${STRING_SEQUENCE}|${CONTROL_SEQUENCE}|${SHORT_SEQUENCE}`;

const SPLITTER = new RegExp(`(${ANY_SEQUENCE})`);
const AT_POSITION = new RegExp(ANY_SEQUENCE, 'y');

/** Parts a text at its escape sequences: text at even places, one sequence at each odd place. */
export function splitAtEscapes(text: string): string[] {
  return text.split(SPLITTER);
}

/** The place just after the escape sequence that starts at `at`; `at` itself when none starts there. */
export function escapeEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== 0x1b && (code < 0x90 || code > 0x9f)) return at;
  if (code === 0x1b && text.charCodeAt(at + 1) === 0x5b) return styleEnd(text, at + 2) ?? matchEnd(text, at);
  return matchEnd(text, at);
}

/** The end of an ordinary colour sequence, found without the expression above: nearly all that a line holds. */
function styleEnd(text: string, from: number): number | undefined {
  let at = from;
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x3b) at += 1;
  return text.charAt(at) === 'm' ? at + 1 : undefined;
}

function matchEnd(text: string, at: number): number {
  AT_POSITION.lastIndex = at;
  return AT_POSITION.test(text) ? AT_POSITION.lastIndex : at;
}
