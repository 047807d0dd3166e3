import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { payload } from '../../unit/statusline/sample-line.ts';
import type { Ending, Options } from './line-process.ts';
import { buildLine, PLAIN, removeLine, start } from './line-process.ts';
import type { WrappedHome } from './wrapped-home.ts';
import { isThere, wrappedHome } from './wrapped-home.ts';

beforeAll(buildLine);
afterAll(removeLine);

const PATIENCE = { timeout: 5000, interval: 10 };
const RED = 'printf "\\033[31mmine\\033[2J\\n"; cat >&2';
const RED_LINE = `${PLAIN}\x1b[31mmine\x1b[0m\n`;

/** Renders in a home folder whose installation wraps this command. */
function line(box: WrappedHome, command: string, options: Options = {}): Promise<Ending> {
  const installs = [{ scope: 'user', project: null, wrapped: { command } }];
  writeFileSync(join(box.home, '.claude', 'baton', 'installs.json'), JSON.stringify({ format: 1, installs }));
  return start([payload('working')], { ...options, env: { HOME: box.home, ...options.env } });
}

/** Renders until the line is this, as the client does: on a busy machine the first may come too early. */
const becomes = (box: WrappedHome, command: string, output: string, options: Options = {}): Promise<void> =>
  vi.waitFor(async () => {
    expect(await line(box, command, options)).toMatchObject({ code: 0, output });
  }, PATIENCE);

/** A command that says how many runs there were before it, once the file `go` is there. */
const counting = ({ home }: WrappedHome): string =>
  `echo >>${home}/runs; n=$(($(wc -l <${home}/runs))); until [ -e ${home}/go ]; do sleep 0.01; done; echo run $n`;
const go = ({ home }: WrappedHome): void => writeFileSync(join(home, 'go'), '');

/** Waits until the run that the memory names is over. */
const ended = (box: WrappedHome): Promise<unknown> =>
  vi.waitUntil(() => !isThere(box.memory().run?.pid ?? 0), PATIENCE);

describe('the line that was there before', () => {
  it('stands below the own one', async () => {
    await becomes(wrappedHome(), RED, RED_LINE, { open: true });
  });

  it('is the last good one while its command takes longer than a render waits', async () => {
    const box = wrappedHome();
    const first = await line(box, counting(box));
    expect(first).toMatchObject({ code: 0, output: PLAIN });
    expect(first.ms).toBeLessThan(2000);
    go(box);
    await ended(box);
    rmSync(join(box.home, 'go'));
    expect(await line(box, counting(box))).toMatchObject({ code: 0, output: `${PLAIN}run 1\n` });
  });

  it('has one run in flight when many render at once', async () => {
    const box = wrappedHome();
    const renders = Array.from({ length: 4 }, () => line(box, counting(box)));
    for (const ending of await Promise.all(renders)) expect(ending).toMatchObject({ code: 0, output: PLAIN });
    go(box);
    await ended(box);
    rmSync(join(box.home, 'go'));
    expect((await line(box, counting(box))).output).toBe(`${PLAIN}run 1\n`);
  });

  it('is renewed by its run when the client ends the status line', async () => {
    const box = wrappedHome();
    const meanwhile: Options['meanwhile'] = (child) => {
      const begun = (): boolean => existsSync(join(box.home, 'runs'));
      void vi.waitUntil(begun, { ...PATIENCE, interval: 2 }).then(() => child.kill('SIGTERM'));
    };
    expect(await line(box, counting(box), { open: true, meanwhile })).toMatchObject({ code: 0 });
    go(box);
    await ended(box);
    rmSync(join(box.home, 'go'));
    expect((await line(box, counting(box))).output).toBe(`${PLAIN}run 1\n`);
  });

  it('gets the certificates that the launcher took away', async () => {
    const command = 'echo "$NODE_EXTRA_CA_CERTS, $BATON_EXTRA_CA_CERTS."';
    const env = { BATON_EXTRA_CA_CERTS: '/ca.pem' };
    await becomes(wrappedHome(), command, `${PLAIN}/ca.pem, .\n`, { env });
  });

  it('is not wrapped where Baton is itself the wrapped line', async () => {
    const env = { BATON_STATUSLINE_WRAPPED: '1' };
    expect(await line(wrappedHome(), 'echo again', { env })).toMatchObject({ code: 0, output: PLAIN });
  });
});

describe('where the cache folder cannot be written', () => {
  const unwritable = (): WrappedHome => {
    const box = wrappedHome();
    writeFileSync(box.cache, '');
    return box;
  };

  it('the line that was there before stands below when it is quick', async () => {
    await becomes(unwritable(), RED, RED_LINE);
  });

  it('it is left out when it hangs', async () => {
    const ending = await line(unwritable(), 'sleep 30', { open: true });
    expect(ending).toMatchObject({ code: 0, output: PLAIN });
    expect(ending.ms).toBeLessThan(2000);
  });
});
