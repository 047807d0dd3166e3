import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { PreviewLine } from '../../../src/cli/status-line-preview.ts';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { project, runIn } from './world.ts';

const host = () => ({ pluginRoot: builtPlugin(), env: { PATH: process.env.PATH } });

describe('baton statusline preview', () => {
  it('shows the line of each mode at several widths, none wider than its screen', async () => {
    const run = await project().baton(['statusline', 'preview', '--json'], host());
    const lines = run.json() as PreviewLine[];
    expect(lines).toHaveLength(15);
    for (const { width, rows } of lines)
      for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(width - 4);
  }, 30_000);

  it('shows what is asked for', async () => {
    const words = ['--width', '80', '--mode', 'sprint', '--preset', 'minimal', '--icons', 'ascii'];
    const { out } = await project().baton(['statusline', 'preview', ...words], host());
    expect(out).toBe(
      'sprint\n   80  sprint | > Parse the dat... | 3/10 tasks | ! 1 | 2 unread | 72% ctx | 5h 82%\n',
    );
  });

  it("takes the project's own settings, and needs no project", async () => {
    const world = project();
    await world.baton(['config', 'set', 'status_line.segments', '["cost"]']);
    const shown = ['statusline', 'preview', '--width', '80', '--mode', 'config'];
    expect((await world.baton(shown, host())).out).toBe('config\n   80  $3.22\n');
    const { exit, out } = await runIn(tempDir(), shown, host());
    expect(exit).toBe(0);
    expect(out).toContain('⚙️ config │');
  });

  it('paints the line in the theme on a screen with colours', async () => {
    const words = ['statusline', 'preview', '--width', '60', '--mode', 'sprint', '--theme', 'contrast'];
    const { out } = await project().baton(words, { ...host(), isTty: true });
    expect(out).toContain('\x1b[1;96m🏃 sprint\x1b[22;39m');
  });

  it.each([
    [['--mode', 'sprnt'], 'sprint'],
    [['--preset', 'ful'], 'full'],
    [['--theme', 'mone'], 'mono'],
    [['--width', 'wide'], '10 to 1000'],
  ])('refuses %j, and says what there is', async (words, said) => {
    const { exit, err } = await project().baton(['statusline', 'preview', ...words], host());
    expect(exit).toBe(2);
    expect(err).toContain(said);
  });

  it('says so when the program that renders is not there', async () => {
    const { exit, err } = await project().baton(['statusline', 'preview']);
    expect(exit).toBe(1);
    expect(err).toContain('statusline-preview.cjs gave no line');
  });
});

describe('baton statusline timings', () => {
  it('says what a render takes, beside bare Node, and its steps', async () => {
    const world = project();
    const run = await world.baton(['statusline', 'timings', '--rounds', '1', '--json'], host());
    const { line_ms, node_ms, ratio, steps } = run.json() as Record<string, number> & { steps: object[] };
    expect(ratio).toBeCloseTo((line_ms ?? 0) / (node_ms ?? 1), 5);
    expect(steps.length).toBeGreaterThan(4);
    const { out } = await world.baton(['statusline', 'timings', '--rounds', '1'], host());
    expect(out).toMatch(/^A render takes [\d.]+ ms as a whole process, bare Node [\d.]+ ms \(× [\d.]+\)/);
    expect(out).toMatch(/\nrender +[\d.]+\n/);
  }, 30_000);

  it('refuses rounds that are none, and says so when the line is missing', async () => {
    expect((await project().baton(['statusline', 'timings', '--rounds', '0'], host())).exit).toBe(2);
    const { exit, err } = await project().baton(['statusline', 'timings', '--rounds', '1']);
    expect(exit).toBe(1);
    expect(err).toContain('statusline.cjs printed nothing');
  });
});
