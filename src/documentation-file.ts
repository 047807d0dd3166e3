const DOCUMENT = /\.(md|mdx|markdown|rst|adoc|asciidoc|org|tex|txt)$/i;
const DOCUMENTS = /(^|\/)(docs?|documentation|wiki|man)\//i;
const CODE =
  /\.(c|cc|cpp|cs|css|go|h|hpp|html?|java|jsx?|json|kt|mjs|cjs|php|py|rb|rs|scala|sh|sql|swift|tsx?|ya?ml)$/i;

/** True for a file that people read: by its ending, or by a folder such as docs/ around what is no code. */
export function isDocumentation(path: string): boolean {
  return DOCUMENT.test(path) || (DOCUMENTS.test(path) && !CODE.test(path));
}
