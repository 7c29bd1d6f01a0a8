import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'node', include: ['test/{contract,engine,http,client,headless,main,renderer}/**/*.test.ts', 'test/*.test.ts'] } },
    ],
  },
});
