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
      { extends: true as const, test: { ...tier('e2e', 180_000).test, fileParallelism: false } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'hooks/**/*.ts', 'statusline/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
