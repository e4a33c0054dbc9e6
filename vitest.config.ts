import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { ClosingReporter } from "./scripts/closing-reporter.ts"
import { entries } from "./scripts/workspace.mjs"

const root = fileURLToPath(new URL(".", import.meta.url))

export default defineConfig({
  // Tests run on the sources: a package's name leads to its index.ts, not to what was last built.
  resolve: { alias: entries(root).map(({ specifier, source }) => ({ find: new RegExp(`^${specifier}$`), replacement: root + source })) },
  test: {
    // The command that tests start, and the page that they open, are bundled from the same sources.
    globalSetup: ["scripts/temporary-folder.mjs", "scripts/bundle.mjs", "scripts/site.mjs"],
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts", "examples/*/test/**/*.test.ts", "bench/test/**/*.test.ts"],
    testTimeout: 30_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", new ClosingReporter()],
  },
})
