import { describe, expect, it } from 'vitest';
import { liveDashboard } from '../../../src/cli/dashboard/live-dashboard.ts';
import type { LiveTerminal } from '../../../src/cli/dashboard/live-terminal.ts';
import type { DashboardView } from '../../../src/insight/dashboard/dashboard-model.ts';
import { SCREEN_BEGIN, SCREEN_END } from '../../../src/render/screen-update.ts';

/** A terminal that keeps what is written, and whose keys the test presses. */
function terminal(columns = 20, rows = 5) {
  const size = { columns, rows };
  const written: string[] = [];
  const listeners = { key: (_: string) => {}, resize: () => {}, end: () => {} };
  let closed = 0;
  const live: LiveTerminal = {
    size: () => size,
    write: (text) => void (text === '' || written.push(text)),
    onKey: (listener) => {
      listeners.key = listener;
    },
    onResize: (listener) => {
      listeners.resize = listener;
    },
    ended: new Promise((resolve) => {
      listeners.end = () => resolve();
    }),
    close: () => {
      closed++;
    },
  };
  return { live, size, written, listeners, closed: () => closed };
}

const PAGE = ['heading', 'one', 'two', 'three', 'four', 'five', 'six'];
const picture = (
  draw: (view: DashboardView) => readonly string[] = (view) => [`${view} heading`, ...PAGE.slice(1)],
) => ({
  first: 'overview' as const,
  intervalMs: 60_000,
  draw,
  keys: (view: DashboardView, isCut: boolean) => `${view}${isCut ? ' more' : ''}`,
});

describe('the live dashboard', () => {
  it('takes a screen of its own, shows the page, and gives the terminal back on q', async () => {
    const { live, written, listeners, closed } = terminal();
    const shown = liveDashboard(live, picture());
    expect(written[0]).toBe(SCREEN_BEGIN);
    expect(written[1]).toContain('\x1b[1;1Hoverview heading');
    expect(written[1]).toContain('\x1b[5;1Hoverview more');
    listeners.key('q');
    await shown;
    expect(written.at(-1)).toBe(SCREEN_END);
    expect(closed()).toBe(1);
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['Escape', '\x1b'],
  ])('ends on %s, too', async (_, key) => {
    const { live, written, listeners } = terminal();
    const shown = liveDashboard(live, picture());
    listeners.key(key);
    await shown;
    expect(written.at(-1)).toBe(SCREEN_END);
  });

  it('ends on a signal', async () => {
    const { live, written, listeners } = terminal();
    const shown = liveDashboard(live, picture());
    listeners.end();
    await shown;
    expect(written.at(-1)).toBe(SCREEN_END);
  });

  it('chooses pages by number, goes on by Tab and back by an arrow, and writes what differs', async () => {
    const { live, written, listeners } = terminal();
    const shown = liveDashboard(live, picture());
    for (const [key, view] of [
      ['3', 'sprint'],
      ['\t', 'metrics'],
      ['\x1b[D', 'sprint'],
      ['1', 'overview'],
      ['\x1b[Z', 'sessions'],
      ['9', 'sessions'],
    ] as const) {
      const before = written.length;
      listeners.key(key);
      if (key === '9') expect(written.length).toBe(before);
      else expect(written.at(-1)).toContain(`\x1b[1;1H${view} heading`);
      if (key !== '9') expect(written.at(-1)).not.toContain('\x1b[2;1H');
    }
    listeners.key('q');
    await shown;
  });

  it('scrolls below its heading, no further than the page goes', async () => {
    const { live, written, listeners } = terminal();
    const shown = liveDashboard(live, picture());
    listeners.key('j');
    expect(written.at(-1)).toContain('\x1b[2;1Htwo');
    expect(written.at(-1)).not.toContain('\x1b[1;1H');
    listeners.key('G');
    expect(written.at(-1)).toContain('\x1b[4;1Hsix');
    expect(written.at(-1)).not.toContain('more');
    listeners.key('k');
    listeners.key('g');
    expect(written.at(-1)).toContain('\x1b[2;1Hone');
    listeners.key('q');
    await shown;
  });

  it('draws everything anew in a window of another size', async () => {
    const { live, size, written, listeners } = terminal();
    const shown = liveDashboard(live, picture());
    Object.assign(size, { rows: 9 });
    listeners.resize();
    expect(written.at(-1)).toContain('\x1b[2J');
    expect(written.at(-1)).toContain('\x1b[7;1Hsix');
    expect(written.at(-1)).toContain('\x1b[9;1Hoverview');
    listeners.key('q');
    await shown;
  });

  it('keeps the last picture, and says why, while the next cannot be drawn', async () => {
    const { live, written, listeners } = terminal();
    let fails = false;
    const shown = liveDashboard(
      live,
      picture(() => {
        if (fails) throw new Error('no\x1b[2J space left');
        return PAGE;
      }),
    );
    fails = true;
    listeners.key('r');
    expect(written.at(-1)).toContain('\x1b[5;1Hno space left');
    expect(written.at(-1)).not.toContain('\x1b[1;1H');
    listeners.key('q');
    await shown;
  });

  it('looks again by itself', async () => {
    const { live, written, listeners } = terminal();
    let looks = 0;
    const shown = liveDashboard(live, { ...picture(() => [`look ${looks++}`]), intervalMs: 5 });
    await expect.poll(() => written.some((text) => text.includes('look 3'))).toBe(true);
    listeners.key('q');
    await shown;
    expect(written.filter((text) => text.includes('\x1b[2J'))).toHaveLength(1);
  });
});
