import type { DashboardView } from '../../insight/dashboard/dashboard-model.ts';
import { DASHBOARD_VIEWS } from '../../insight/dashboard/dashboard-model.ts';
import { SCREEN_BEGIN, SCREEN_END, screenUpdate } from '../../render/screen-update.ts';
import { plainText } from '../../render/terminal-text.ts';
import { displayWidth, truncateToWidth } from '../../render/width.ts';
import type { LiveTerminal } from './live-terminal.ts';

/** What the live dashboard shows, and how often it looks again. */
export interface LivePicture {
  readonly first: DashboardView;
  readonly intervalMs: number;
  /** The page for a screen of that size, and its line of keys. */
  draw(view: DashboardView, size: { readonly columns: number; readonly rows: number }): readonly string[];
  keys(view: DashboardView, isCut: boolean, columns: number): string;
}

const QUIT: ReadonlySet<string> = new Set(['q', 'Q', '\x03', '\x04', '\x1b']);
const SCROLL: Readonly<Record<string, number>> = {
  ...{ '\x1b[A': -1, '\x1bOA': -1, k: -1, '\x1b[B': 1, '\x1bOB': 1, j: 1 },
  ...{ '\x1b[5~': -10, b: -10, '\x1b[6~': 10, ' ': 10, g: -1e6, G: 1e6 },
};
const TURN: Readonly<Record<string, number>> = {
  ...{ '\t': 1, '\x1b[C': 1, '\x1bOC': 1, l: 1, '\x1b[Z': -1, '\x1b[D': -1, '\x1bOD': -1, h: -1 },
};

/**
 * Shows the dashboard on a screen of its own, drawn anew every interval, until a key or a signal ends it; then the
 * terminal is as it was. Only rows that have changed are written. A picture that cannot be drawn at the moment leaves
 * the last one standing, with the reason in place of the keys.
 */
export async function liveDashboard(terminal: LiveTerminal, picture: LivePicture): Promise<void> {
  let view = picture.first;
  let scroll = 0;
  let shown: readonly string[] | undefined;
  let page: readonly string[] = [];

  const show = (anew = false) => {
    const { columns, rows } = terminal.size();
    const room = Math.max(1, rows - 1);
    let trouble: string | undefined;
    try {
      page = picture.draw(view, { columns, rows: room });
    } catch (error) {
      trouble = truncateToWidth(
        plainText(error instanceof Error ? error.message : String(error), 400),
        columns,
      );
    }
    scroll = Math.max(0, Math.min(scroll, page.length - room));
    const foot = trouble ?? picture.keys(view, page.length - scroll > room, columns);
    const [heading = '', ...rest] = page;
    const body = [heading, ...rest.slice(scroll, scroll + room - 1)];
    const lines = [...body, ...Array.from({ length: room - body.length }, () => ''), foot];
    terminal.write(screenUpdate(anew ? undefined : shown, lines, (line) => displayWidth(line) >= columns));
    shown = lines;
  };

  let quit = () => {};
  const wanted = new Promise<void>((resolve) => {
    quit = resolve;
  });
  const leave = () => terminal.write(SCREEN_END);
  // Also when something unforeseen ends the process: nobody is left without a cursor.
  process.once('exit', leave);
  terminal.write(SCREEN_BEGIN);
  try {
    terminal.onKey((key) => {
      if (QUIT.has(key)) return quit();
      const turned = DASHBOARD_VIEWS.at(
        (DASHBOARD_VIEWS.indexOf(view) + (TURN[key] ?? 0)) % DASHBOARD_VIEWS.length,
      );
      const next = /^[1-9]$/.test(key) ? DASHBOARD_VIEWS[Number(key) - 1] : turned;
      if (next !== undefined && next !== view) [view, scroll] = [next, 0];
      scroll += SCROLL[key] ?? 0;
      show();
    });
    terminal.onResize(() => show(true));
    show(true);
    const timer = setInterval(show, picture.intervalMs);
    await Promise.race([wanted, terminal.ended]);
    clearInterval(timer);
  } finally {
    leave();
    process.off('exit', leave);
    terminal.close();
  }
}
