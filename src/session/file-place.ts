/** Where a file lies, as seen from `folder`: relative where it lies below it, else as it is. */
export function placeFrom(folder: string | null, path: string): string {
  return folder !== null && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
