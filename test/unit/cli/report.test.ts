import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse } from 'parse5';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProjectReport, SessionReport } from '../../../src/insight/report.ts';
import { reportJsonSchema } from '../../../src/insight/report-json-schema.ts';
import { ProjectReportSchema, SessionReportSchema } from '../../../src/insight/report-schema.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { REPOSITORY } from '../../helpers/built-plugin.ts';
import { newTempDir, removeDir, tempDir } from '../../helpers/temp-dir.ts';
import { workedProject } from '../../helpers/worked-project.ts';
import { project, runIn } from './world.ts';

const NOW = Date.parse('2026-11-20T18:00:00.000Z');
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "'-->]]></title></style></svg><script>alert(3)</script>",
  'مرحبا بالعالم \u202e txt.exe',
  'long '.repeat(2_000),
  '<a href="javascript:alert(4)">& now?</a>',
];
const LABEL = '<svg onload=alert(5)> & sons';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const folder = newTempDir();
const root = join(folder, 'ledger');
beforeAll(() => {
  workedProject(root, { sessions: 6, turns: 12, titles: HOSTILE, now: NOW, label: LABEL });
  return () => removeDir(folder);
}, 60_000);

const report = (...words: string[]) => runIn(root, ['report', ...words], { now: NOW });

/** The elements of a page, and whatever the parser found wrong with it. */
function parsed(text: string) {
  const errors: string[] = [];
  const document = parse(text, { onParseError: ({ code }) => errors.push(code) });
  const elements: Element[] = [];
  const texts: string[] = [];
  const visit = (node: Node) => {
    if (node.nodeName === '#text' && 'value' in node) texts.push(node.value);
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  for (const child of document.childNodes) visit(child);
  return { errors, elements, texts, all: texts.join('\n') };
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;

describe.each([
  ['a session', ['session-006']],
  ['a project', []],
])('the HTML report of %s', (_, words) => {
  let page: ReturnType<typeof parsed>;
  let text = '';
  beforeAll(async () => {
    text = (await report(...words, '--format', 'html')).out;
    page = parsed(text);
  });

  it('is well formed, and what came from outside is text in it', () => {
    expect(page.errors).toEqual([]);
    expect(page.all).toContain(LABEL);
  });

  it('has no script, no handler, no address and nothing that is fetched', () => {
    const names = new Set(page.elements.map(({ tagName }) => tagName));
    for (const name of [
      'script',
      'iframe',
      'object',
      'embed',
      'link',
      'img',
      'a',
      'form',
      'foreignObject',
      'image',
      'use',
    ])
      expect(names, name).not.toContain(name);
    const attributes = page.elements.flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => name.startsWith('on') || /href|src|action/.test(name))).toEqual(
      [],
    );
    expect(attributes.filter(({ value }) => /javascript:|url\(/i.test(value))).toEqual([]);
    const style = page.elements.find(({ tagName }) => tagName === 'style');
    expect(JSON.stringify(style?.childNodes.map((node) => ('value' in node ? node.value : '')))).not.toMatch(
      /@import|url\(|expression/i,
    );
    const policy = page.elements.find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
    expect(policy && attribute(policy, 'content')).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  it('holds no text that steers a terminal or turns the reading direction', () => {
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
  });

  it('cuts what is too long', () => {
    const longest = Math.max(
      ...page.texts.filter((one) => one.startsWith('long')).map(({ length }) => length),
      0,
    );
    expect(longest).toBeLessThanOrEqual(200);
    expect(text.length).toBeLessThan(120_000);
  });

  it('tells each chart to those who do not see it', () => {
    const images = page.elements.filter(
      (one) => one.tagName === 'svg' && attribute(one, 'aria-hidden') !== 'true',
    );
    expect(images.length).toBeGreaterThan(4);
    const ids = page.elements.flatMap((one) => attribute(one, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const image of images) {
      expect(attribute(image, 'role')).toBe('img');
      const labels = attribute(image, 'aria-labelledby')?.split(' ');
      if (labels === undefined) expect(attribute(image, 'aria-label')).toMatch(/\w/);
      else for (const label of labels) expect(ids).toContain(label);
    }
  });

  it('is drawn for a desk and for a phone, light, dark and on paper', () => {
    const drawn = (kind: string) =>
      page.elements.filter((one) => attribute(one, 'class') === `chart ${kind}`).length;
    expect(drawn('wide')).toBe(drawn('narrow'));
    expect(text).toContain('prefers-color-scheme:dark');
    expect(text).toContain('@media print');
    expect(text).not.toMatch(/NaN|undefined<|\[object|Infinity/);
  });
});

describe('the JSON report', () => {
  it('of a session has the shape that is published', async () => {
    const shown = (await report('session-006', '--json')).json() as SessionReport;
    expect(SessionReportSchema.safeParse(shown).error?.issues).toBeUndefined();
    expect(shown).toMatchObject({
      ...{ kind: 'session', version: 1, project: 'ledger', generated_at: expect.any(String) },
      session: { id: 'session-006', number: 6, label: LABEL, status: 'closed', starts: 1 },
      burndown: { sprint: 's1', unit: 'points', total: 12, planned_days: 21 },
    });
    expect(shown.trend.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(shown.commits).toHaveLength(2);
    expect(shown.timeline.agents.map(({ type }) => type)).toEqual(['reviewer', 'coder', 'tester']);
  });

  it('accounts for every token and dollar by agent, by task and in all', async () => {
    const { use, metrics } = (await report('session-003', '--json')).json() as SessionReport;
    const sum = (list: readonly { readonly cost_usd: number | null }[]) =>
      list.reduce((total, one) => total + (one.cost_usd ?? 0), 0);
    expect(sum(use.by_agent)).toBeCloseTo(use.cost_usd ?? 0, 8);
    expect(sum(use.by_task)).toBeCloseTo(use.cost_usd ?? 0, 8);
    expect(use.cost_usd).toBeCloseTo(metrics.inputs.cost_usd ?? 0, 8);
    expect(use.tokens).toBe(metrics.inputs.tokens);
    expect(use.by_tool.find(({ tool }) => tool === 'Edit')).toMatchObject({ calls: 36, tokens: 360_000 });
  });

  it('has a timeline that is as long as the times that the score counts', async () => {
    const { timeline, metrics } = (await report('session-002', '--json')).json() as SessionReport;
    const minutes = timeline.states.reduce(
      (sum, one) => sum + (Date.parse(one.to) - Date.parse(one.from)) / 60_000,
      0,
    );
    expect(minutes / 60).toBeCloseTo(metrics.inputs.hours ?? 0, 2);
    const idle = timeline.states.filter(({ state }) => state === 'idle');
    const idleMinutes = idle.reduce(
      (sum, one) => sum + (Date.parse(one.to) - Date.parse(one.from)) / 60_000,
      0,
    );
    expect(Math.abs(idleMinutes - (metrics.inputs.idle_minutes ?? 0))).toBeLessThan(1);
  });

  it('of the project has its shape too, and adds its sessions up', async () => {
    const shown = (await report('--format', 'json')).json() as ProjectReport;
    expect(ProjectReportSchema.safeParse(shown).error?.issues).toBeUndefined();
    expect(shown.sessions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(shown.totals).toMatchObject({ sessions: 6, commits: 12, tasks_completed: 6 });
    expect(shown.totals.cost_usd).toBeCloseTo(shown.use.cost_usd ?? 0, 8);
    expect(shown.sprints).toEqual([
      expect.objectContaining({ sprint_id: 's1', status: 'completed', tasks: 6, progress: 100 }),
    ]);
    const few = (await report('--format', 'json', '--limit', '2')).json() as ProjectReport;
    expect(few.sessions.map(({ number }) => number)).toEqual([5, 6]);
    expect(few.notes).toEqual(['4 older sessions left out: --limit 6.']);
  });

  it('is described by docs/report.schema.json (npm run docs renews it)', () => {
    expect(readFileSync(join(REPOSITORY, 'docs', 'report.schema.json'), 'utf8')).toBe(reportJsonSchema());
  });
});

describe('the Markdown report', () => {
  it('of a session tells its time, score, tasks, commits and cost', async () => {
    const { out } = await report('session-006');
    const lines = out.split('\n');
    expect(lines[0]).toBe('# Session #6 · \\<svg onload=alert(5)\\> & sons');
    expect(out).toMatch(
      /^- \*\*Time\*\*: 2026-11-19 20:00 to 2026-11-19 \d\d:\d\d UTC \(.* setup, .* active, .* idle\)$/m,
    );
    expect(out).toMatch(/^- \*\*Score\*\*: \d+ of 100$/m);
    expect(out).toContain('- [ ] \\<script\\>alert(1)\\</script\\> (pending)');
    expect(out).toMatch(/^1\. feat\(parser\): step 4 \(c5f4a9b, \+44 −12 in 3 files, \d\d:\d\d\)$/m);
    expect(out).toMatch(/^\| main conversation \| 12 \| [\d.]+k \| \$[\d.]+ \|$/m);
    expect(out).not.toMatch(/(^|[^\\])<script/);
  });

  it('of the project lists its sessions and sprints', async () => {
    const { out } = await report();
    expect(out).toContain('# ledger\n\n- **Sessions**: 6, ');
    expect(out).toContain('| Ledgers that never lose a cent | completed | 6/6 | 100 % |');
    expect(out.match(/^\| #\d /gm)).toHaveLength(6);
  });
});

describe('baton report', () => {
  it('writes to a file, in the format of its ending', async () => {
    const { out, exit } = await report('session-001', '--out', 'one.html');
    expect({ exit, out: out.replace(/\(.*\)/, '()') }).toEqual({
      exit: 0,
      out: `Wrote ${join(root, 'one.html')} ().\n`,
    });
    expect(readFileSync(join(root, 'one.html'), 'utf8')).toMatch(/^<!doctype html>/);
    const json = await report('--out', 'all.json', '--json');
    expect(json.json()).toMatchObject({ file: join(root, 'all.json'), format: 'json' });
    expect(JSON.parse(readFileSync(join(root, 'all.json'), 'utf8'))).toMatchObject({ kind: 'project' });
  });

  it('keeps a session log in .baton/reports/', async () => {
    const { exit } = await report('session-002', '--log');
    expect(exit).toBe(0);
    const file = join(layoutOf(root).reports, '00002-session-002.md');
    expect(readFileSync(file, 'utf8')).toMatch(/^# Session #2/);
  });

  it('tells of a log that is damaged, and reports what is left', async () => {
    const world = project();
    const id = world.session();
    writeFileSync(join(world.layout.session(id), '000001.jsonl'), '\nnonsense\n', { flag: 'a' });
    const { out } = await world.baton(['report', id]);
    expect(out).toContain('The log has 1 record that are damaged or missing');
  });

  it('has something to say of a project and a session in which nothing has happened', async () => {
    const world = project();
    expect((await world.baton(['report'])).out).toContain('**Sessions**: 0');
    const html = await world.baton(['report', '--format', 'html']);
    expect(parsed(html.out).errors).toEqual([]);
    const id = world.session();
    const one = await world.baton(['report', id, '--format', 'html']);
    expect(parsed(one.out).errors).toEqual([]);
    expect(one.out).not.toMatch(/NaN|undefined<|Infinity/);
  });

  it('refuses what it cannot do, and writes nothing', async () => {
    expect(await report('nobody')).toMatchObject({ exit: 1, out: '' });
    expect(await report('--format', 'pdf')).toMatchObject({ exit: 2, out: '' });
    expect(await report('--log')).toMatchObject({ exit: 2, out: '' });
    const missing = await report('--out', '.baton/plan/epics/e1.json/a.html');
    expect(missing).toMatchObject({ exit: 1, out: '' });
    expect(missing.err).toMatch(/cannot be written \(E\w+\)/);
  });

  it('shows on a terminal how far it is', async () => {
    const shown = await runIn(root, ['report', 'session-001'], { now: NOW, tick: 400, isTty: true });
    expect(shown.err).toBe('');
    const long = join(tempDir(), 'long');
    workedProject(long, { sessions: 1, turns: 400, titles: ['one'], now: NOW, batch: 50 });
    const read = await runIn(long, ['report', 'session-001'], { now: NOW, tick: 400, isTty: true });
    expect(read.err).toContain('\rReading the session: 1000 events');
    expect(read.err).toMatch(/\r\x1b\[K$/);
  });
});
