import { defineConfig } from 'vitest/config';

const tier = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout },
});

/** Each tier has its own clock: pure code is fast, processes are slow, the real client is slower. */
export default defineConfig({
  test: {
    env: { NO_COLOR: '1', TZ: 'UTC' },
    projects: [
      tier('unit', 10_000),
      tier('content', 20_000),
      tier('integration', 60_000),
      // Another's program takes part in these: what fails once is tried again, with its record printed
      // (test/e2e/installed-world.ts), and named as tried again.
      { extends: true as const, test: { ...tier('e2e', 180_000).test, fileParallelism: false, retry: 1 } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'hooks/**/*.ts', 'statusline/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
