let counter = 0;

/**
 * A new id: 20 to 26 letters and digits that sort by time and do not repeat across the processes of one
 * machine. Not a secret. (`crypto.randomUUID` costs 3 ms of start-up.)
 */
export function newId(now: number, pid: number, random: () => number): string {
  const stamp = now.toString(36).padStart(9, '0');
  const place =
    (pid % 46_656).toString(36).padStart(3, '0') + (counter++ % 1296).toString(36).padStart(2, '0');
  const noise = Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
  return stamp + place + noise;
}
