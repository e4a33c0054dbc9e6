import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { ClosingReporter } from "./scripts/closing-reporter.ts"
import { entries } from "./scripts/workspace.mjs"

const root = fileURLToPath(new URL(".", import.meta.url))

/** A package's name leads to its sources. Rooms that share one process read them once. */
const sources = {
  alias: entries(root).map(({ specifier, source }) => ({ find: new RegExp(`^${specifier}$`), replacement: root + source })),
}

/** A package's name leads to what `tsc` made of its sources, which Node reads by itself; `scripts/built.mjs` sees to it that it is new. */
const built = { deps: { external: [/\/packages\/[^/]+\/dist\//] } }

/** The contest, the client with Python and the page in its browser: long, and hardly of a Node. The suites on other majors leave them out. */
const once = ["bench/test/smoke/contest.test.ts", "packages/diapason/test/examples/python.test.ts", "test/page/**"]
const leftOut = process.env["DIAPASON_TRIED_ONCE"] === "yes" ? once : []

const pure = ["math", "core", "views", "testkit", "algorithms", "figures", "dashboard"]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    pool: "forks",
    maxWorkers: 2,
    projects: [
      // Nothing that these rooms import keeps a state or touches the host, so their files share one process and load it once.
      {
        extends: true,
        resolve: sources,
        test: {
          name: "pure",
          include: pure.map((room) => `packages/${room}/test/**/*.test.ts`),
          globalSetup: ["scripts/temporary-folder.mjs"],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "host",
          server: built,
          // The command that tests start, and the page that they open, are bundled from the same sources.
          globalSetup: ["scripts/temporary-folder.mjs", "scripts/built.mjs", "scripts/bundle.mjs", "scripts/site.mjs"],
          include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts", "examples/*/test/**/*.test.ts", "bench/test/**/*.test.ts"],
          exclude: [
            ...pure.map((room) => `packages/${room}/**`),
            ...leftOut,
            "**/*.engine.test.ts",
            "**/*.kubernetes.test.ts",
            "**/*.tool.test.ts",
          ],
        },
      },
      // Engines of clusters, started by the tests themselves: `npm run test:engines`. They need their programs, and some need root.
      {
        extends: true,
        test: {
          name: "engines",
          server: built,
          globalSetup: ["scripts/temporary-folder.mjs", "scripts/built.mjs", "scripts/bundle.mjs"],
          include: ["packages/*/test/**/*.engine.test.ts", "test/engines/**/*.engine.test.ts"],
        },
      },
      // Programs of others that people already run, started by the tests themselves: `npm run test:tools`. DIAPASON_TOOLS_PYTHON names a
      // Python that has them.
      {
        extends: true,
        test: {
          name: "tools",
          server: built,
          globalSetup: ["scripts/temporary-folder.mjs", "scripts/built.mjs", "scripts/bundle.mjs", "scripts/site.mjs"],
          include: ["packages/*/test/**/*.tool.test.ts", "test/**/*.tool.test.ts", "examples/*/test/**/*.tool.test.ts"],
          testTimeout: 120_000,
        },
      },
      // A real control plane of Kubernetes, whose programs are in the folder KBIN, or the cluster of KUBECONFIG: `npm run test:kubernetes`.
      {
        extends: true,
        test: {
          name: "kubernetes",
          server: built,
          globalSetup: ["scripts/temporary-folder.mjs", "scripts/built.mjs", "scripts/bundle.mjs"],
          include: ["packages/*/test/**/*.kubernetes.test.ts"],
        },
      },
    ],
    reporters: ["default", new ClosingReporter()],
  },
})
