import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { workedProject } from '../../helpers/worked-project.ts';
import { run } from './program.ts';

const TITLES = Array.from({ length: 24 }, (_, index) => `Task ${index}`);

describe('the built program, on a project that has been worked on for a week', () => {
  it('answers metrics, forecast, suggest and report, for people and as one JSON document', async () => {
    const cwd = join(tempDir(), 'ledger');
    const ids = workedProject(cwd, { sessions: 8, turns: 10, titles: TITLES, now: Date.now() });
    const last = ids.at(-1) ?? '';
    const asked: [string[], RegExp][] = [
      [['metrics', last], /^Session #8 {2}score \d+ of 100/],
      [['forecast', 's1'], /^Sprint s1: \d+ points left in \d+ tasks\.\nof 100 futures/],
      [['forecast', '--backtest'], /band|needs/],
      [['forecast', '--task', 't20'], /^t20: about [\d.]+ h, eight of ten between/],
      [['suggest', '--hours', '2'], /^Into 2 h likely fit/],
      [['report', last], /^# Session #8/],
      [['report'], /^# ledger/],
    ];
    for (const [words, expected] of asked) {
      const shown = await run(words, { cwd });
      expect({ words, code: shown.code, err: shown.err }).toEqual({ words, code: 0, err: '' });
      expect(shown.out).toMatch(expected);
      const json = await run([...words, '--json'], { cwd });
      expect(typeof JSON.parse(json.out), words.join(' ')).toBe('object');
    }
    const metrics = JSON.parse((await run(['metrics', last, '--json'], { cwd })).out) as object;
    expect(Object.keys(metrics).join(' ')).toBe(
      'score efficiency output quality flow known_weight inputs undefined insights trend',
    );
  });

  it('writes reports from a file of its own, which other commands do not read', async () => {
    const cwd = join(tempDir(), 'ledger');
    workedProject(cwd, { sessions: 2, turns: 6, titles: TITLES, now: Date.now() });
    expect(await run(['report', '--out', 'page.html'], { cwd })).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toContain('<svg class="chart wide"');
    const dist = join(builtPlugin(), 'dist');
    expect(existsSync(join(dist, 'report.cjs'))).toBe(true);
    const without = join(tempDir(), 'dist');
    execFileSync('cp', ['-r', dist, without]);
    execFileSync('rm', [join(without, 'report.cjs')]);
    const forecast = execFileSync(process.execPath, [join(without, 'cli.cjs'), 'forecast'], {
      cwd,
      encoding: 'utf8',
    });
    expect(forecast).toMatch(/^All open sprints/);
  });
});
