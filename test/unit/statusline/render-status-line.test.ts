import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../../src/session/view.ts';
import { busyView, payload, renderSample, sampleText, sampleView } from './sample-line.ts';

describe('the line of an orchestrated session', () => {
  it.each([
    [60, '⚡ dev │ main │ 📝 3/10 │ 👥 2 │ ⛔ 1 │ 📨 2 │ 41% ctx'],
    [80, '⚡ dev │ main │ ▸ Parse the dates… │ 📝 3/10 │ 👥 2 │ ⛔ 1 │ 📨 2 │ 41% ctx'],
    [100, '⚡ dev │ main │ ▸ Parse the dates… │ 📝 3/10 │ 👥 2 │ 🏃 day 3/10 │ ⛔ 1 │ 📨 2 │ 41% context'],
    [
      160,
      '⚡ development │ main │ ▸ Parse the dates of old ledgers │ 📝 3/10 tasks │ 👥 2 agents │ 🏃 day 3/10 │ ⛔ 1 blocker │ ' +
        '📨 2 unread │ 41% context │ $0.42',
    ],
  ])('says what fits in %d columns', (columns, row) => {
    expect(sampleText({ view: busyView(), columns })).toBe(row);
  });

  it.each([
    [60, '⚡ development │ main │ 41% context │ $0.42'],
    [100, '⚡ development │ main │ 41% context │ $0.42'],
    [160, '⚡ development │ main │ 41% context │ $0.42'],
  ])('is quiet when nothing is at work, in %d columns', (columns, row) => {
    expect(sampleText({ view: sampleView(), columns })).toBe(row);
  });

  it.each<[SessionView['mode'], string]>([
    ['development', '⚡ development │ main │ 👥 2 agents │ 🏃 sprint day 3 of 10 │ 41% context │ $0.42'],
    ['leadership', '👥 leadership │ main │ 2 agents │ 🏃 sprint day 3 of 10 │ 41% context │ $0.42'],
    ['sprint', '🏃 sprint │ main │ 👥 2 agents │ sprint day 3 of 10 │ 41% context │ $0.42'],
    ['config', '⚙️ config │ main │ 👥 2 agents │ 🏃 sprint day 3 of 10 │ 41% context │ $0.42'],
  ])('names the mode %s, and shows no sign for two things', (mode, row) => {
    const { agents, sprint } = busyView();
    expect(sampleText({ view: sampleView({ mode, agents, sprint }), columns: 100 })).toBe(row);
  });

  it('sleeps while the session is dormant', () => {
    expect(sampleText({ view: sampleView({ status: 'dormant' }) })).toBe(
      '💤 idle │ main │ 41% context │ $0.42',
    );
  });

  it('colours its statements and closes each colour', () => {
    expect(sampleText({ view: busyView(), columns: 100, colours: true }).split('\x1b[90m│\x1b[39m')).toEqual([
      '\x1b[36m⚡ dev\x1b[39m ',
      ' \x1b[90mmain\x1b[39m ',
      ' ▸ Parse the dates… ',
      ' 📝 \x1b[1m3/10\x1b[22m ',
      ' \x1b[36m👥 2\x1b[39m ',
      ' \x1b[90m🏃 day 3/10\x1b[39m ',
      ' \x1b[31m⛔ 1\x1b[39m ',
      ' \x1b[36m📨 2\x1b[39m ',
      ' \x1b[90m41% context\x1b[39m',
    ]);
  });

  it('wraps what must be seen where one row is too narrow for it', () => {
    expect(renderSample({ view: busyView(), columns: 34 }).rows).toEqual([
      '⚡ dev │ 📝 3/10 │ ⛔ 1 │ 📨 2',
      '41% ctx',
    ]);
  });

  it('uses words where icons are ASCII', () => {
    expect(sampleText({ view: busyView(), columns: 120, settings: { icons: 'ascii' } })).toBe(
      'development | main | > Parse the dat... | 3/10 tasks | 2 agents | day 3/10 | ! 1 | 2 unread | 41% context | $0.42',
    );
  });

  it('drops the cost and the branch before the context when narrow', () => {
    const text = sampleText({ view: busyView(), columns: 70 });
    expect(text).toContain('41%');
    expect(text).not.toContain('$');
    expect(text).not.toContain('main');
  });
});

describe('the line without orchestration', () => {
  it.each([
    [60, '[Opus 4.8] 📁 ledger │ main │ 41% context │ $0.42'],
    [100, '[Opus 4.8 (1M context)] 📁 ledger │ main │ 41% context │ $0.42'],
    [160, '[Opus 4.8 (1M context)] 📁 ledger │ main │ 41% context │ $0.42'],
  ])('names the model and the directory, in %d columns', (columns, row) => {
    expect(sampleText({ columns })).toBe(row);
  });

  it('says quietly that Baton is off in a session that it follows', () => {
    const view = busyView({ orchestration_enabled: false });
    expect(sampleText({ view, columns: 100 })).toBe(
      '[Opus 4.8 (1M context)] 📁 ledger │ main │ 41% context │ $0.42 │ baton off',
    );
  });

  it('has nothing to say of context and cost before the first turn', () => {
    expect(sampleText({ text: payload('start') })).toBe('[Opus 4.8 (1M context)] 📁 ledger │ main');
  });

  it.each([
    ['an empty object', '{}'],
    [
      'nulls',
      '{"model":null,"workspace":null,"cost":null,"context_window":null,"session_id":null,"cwd":null}',
    ],
    [
      'wrong types',
      '{"model":[1],"workspace":"x","cost":{"total_cost_usd":"9"},"context_window":{"used_percentage":true}}',
    ],
    ['broken JSON', '{"model":{"id":'],
    ['another value', '[1,2]'],
    ['nothing', ''],
  ])('names the working directory on %s', (_, text) => {
    expect(sampleText({ text })).toBe('📁 elsewhere │ main');
  });

  it('says baton where it knows nothing at all', () => {
    const fail = (): never => {
      throw new Error('no');
    };
    const sources = { workingDirectory: fail, findProjectRoot: fail, headBranch: fail, readSettings: fail };
    expect(sampleText({ text: '', sources })).toBe('baton');
  });
});

describe('the choice of segments', () => {
  it('shows those named, in their order, once each', () => {
    const segments = ['context', 'mode', 'context', 'model'];
    expect(sampleText({ view: sampleView(), columns: 120, settings: { segments } })).toBe(
      '41% context │ ⚡ development │ [Opus 4.8 (1M context)] 📁 ledger',
    );
  });

  it('shows the injected text only when it is named', () => {
    const settings = { segments: ['mode', 'injected'] };
    expect(sampleText({ view: busyView(), settings })).toBe('⚡ development │ ~794 tokens injected');
  });

  it.each([[[]], [['nonsense', 'constructor']]])('falls back to the usual line for %j', (segments) => {
    expect(sampleText({ view: sampleView(), settings: { segments } })).toBe(
      '⚡ development │ main │ 41% context │ $0.42',
    );
  });
});

describe('what the line is made from', () => {
  it('takes the session and the project from the environment where the input has none', () => {
    const asked: string[] = [];
    renderSample({
      text: '{}',
      sources: {
        env: { CLAUDE_PROJECT_DIR: '/srv/work/ledger', CLAUDE_CODE_SESSION_ID: 'abc' },
        findProjectRoot: (from) => from,
        loadSessionView: (root, id) => {
          asked.push(root, id);
          return undefined;
        },
      },
    });
    expect(asked).toEqual(['/srv/work/ledger', 'abc']);
  });

  it('prefers the branch of the repository to the one stated for the worktree', () => {
    const text = '{"cwd":"/a/b","worktree":{"branch":"stated"}}';
    expect(sampleText({ text })).toBe('📁 b │ main');
    expect(sampleText({ text, sources: { headBranch: () => undefined } })).toBe('📁 b │ stated');
  });

  it('passes on the wrapped command', () => {
    expect(renderSample({ settings: { wrapped: 'date' } }).wrapped).toBe('date');
  });
});
