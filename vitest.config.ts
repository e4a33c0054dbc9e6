import { defineConfig } from "vitest/config"

const packages = ["math", "core", "testkit", "algorithms", "stores", "executors"]
const source = (path: string) => new URL(path, import.meta.url).pathname

export default defineConfig({
  resolve: {
    alias: [
      ...packages.map((name) => ({ find: new RegExp(`^@diapason/${name}$`), replacement: source(`packages/${name}/src/index.ts`) })),
      { find: /^diapason$/, replacement: source("packages/diapason/src/index.ts") },
      { find: /^diapason\/trial$/, replacement: source("packages/diapason/src/trial/index.ts") },
    ],
  },
  test: { include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"], testTimeout: 30_000 },
})
