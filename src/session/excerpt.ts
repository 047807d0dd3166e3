/** Keys and tokens whose form is known. What matches is never written to disk. */
const SECRETS = [
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|npm|pypi)[_-][A-Za-z0-9_-]{16,}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // No word boundary before the name: DB_PASSWORD=… is the commonest form. A value in quotes goes to its quote.
  /((?:(?:api|access|secret|private)[_-]?key|secret|token|password|passwd|authorization)["']?\s*[=:]\s*["']?)(?:(?<=")[^"]{6,}|(?<=')[^']{6,}|(?:(?:bearer|basic|token)\s+)?\S{6,})/gi,
  /(:\/\/[^\s/:@]+:)[^\s/@]+(?=@)/g,
];

/** `text` with everything that looks like a key, token or password replaced by `[redacted]`. */
export function redact(text: string): string {
  return SECRETS.reduce(
    (current, pattern) =>
      current.replace(
        pattern,
        (_match, kept: unknown) => `${typeof kept === 'string' ? kept : ''}[redacted]`,
      ),
    text,
  );
}

/** The first words of a prompt or an answer on one line, at most `most` characters, without secrets. */
export function excerptOf(text: string, most = 240): string {
  // Where the reading stops inside a word, that word goes: half a key is not known as one.
  const read = text.length <= most * 8 ? text : text.slice(0, most * 8).replace(/(\s)\S*$/, '$1');
  const line = redact(read).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
