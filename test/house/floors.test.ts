import { mkdtempSync, rmdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { judge } from "../../scripts/floors/judge.mjs"
import { planted } from "./planted.ts"

const faultsOf = async (files: Readonly<Record<string, string>>) => (await judge(planted(files))).faults

describe("the floors of the house", () => {
  it("a house in order has no fault", async () => {
    expect(
      await faultsOf({
        "packages/algorithms/src/a.ts": `import { math } from "@diapason/math"\nimport type { core } from "@diapason/core"\nexport const a: typeof core = math\n`,
        "packages/algorithms/test/a.test.ts": `import { testkit } from "@diapason/testkit"\nimport { a } from "../src/a.ts"\nexport default [testkit, a]\n`,
        "packages/diapason/src/trial/a.ts": `import { protocol } from "@diapason/core/protocol"\nimport "node:fs"\nexport default protocol\n`,
        "bench/a.ts": `import { diapason } from "diapason"\nexport default diapason\n`,
      }),
    ).toEqual([])
  })

  it.each([
    ["a value from above", `import { core } from "@diapason/core"\nexport default core\n`],
    ["a type from above", `import type { core } from "@diapason/core"\nexport type A = typeof core\n`],
    ["a type from above, inline", `import { type core } from "@diapason/core"\nexport type A = typeof core\n`],
    ["a type from above, in an expression", `export type A = typeof import("@diapason/core")\n`],
    ["a re-export from above", `export * from "@diapason/core"\n`],
    ["a lazy import from above", `export const a = () => import("@diapason/core")\n`],
    ["a side effect from above", `import "@diapason/core"\n`],
  ])("%s is refused in a source and in a test", async (_, text) => {
    const faults = await faultsOf({ "packages/math/src/a.ts": text, "packages/math/test/a.test.ts": text })
    for (const from of ["src/a.ts", "test/a.test.ts"]) {
      expect(faults).toContain(`upward: packages/math/${from} -> packages/core/src/index.ts`)
    }
  })

  it("a path around the package name is an upward import too", async () => {
    const faults = await faultsOf({ "packages/math/src/a.ts": `import "../../core/src/index.ts"\n` })
    expect(faults).toEqual(["upward: packages/math/src/a.ts -> packages/core/src/index.ts"])
  })

  it.each([
    ["algorithms", "stores"],
    ["stores", "executors"],
    ["executors", "algorithms"],
  ])("%s may not import %s, which is on its own floor", async (room, other) => {
    const faults = await faultsOf({
      [`packages/${room}/test/a.test.ts`]: `import type { ${other} } from "@diapason/${other}"\nexport type A = typeof ${other}\n`,
    })
    expect(faults).toEqual([`upward: packages/${room}/test/a.test.ts -> packages/${other}/src/index.ts`])
  })

  it.each(["import", "import type"])("a cycle of files is refused when it is made with %s", async (how) => {
    const faults = await faultsOf({
      "packages/core/src/a.ts": `${how} { b } from "./b.ts"\nexport const a: typeof b = 1\n`,
      "packages/core/src/b.ts": `${how} { c } from "./c.ts"\nexport const b: typeof c = 1\n`,
      "packages/core/src/c.ts": `import type { a } from "./a.ts"\nexport const c: number | typeof a = 1\n`,
    })
    const [a, b, c] = ["a", "b", "c"].map((name) => `packages/core/src/${name}.ts`)
    expect(faults).toEqual([`cycle: ${a} -> ${b} -> ${c} -> ${a}`])
  })

  it.each([
    ["the index of core", "@diapason/core", "packages/core/src/index.ts"],
    ["math", "@diapason/math", "packages/math/src/index.ts"],
    ["the rest of its own package", "../index.ts", "packages/diapason/src/index.ts"],
  ])("diapason/trial may not import %s", async (_, specifier, target) => {
    const faults = await faultsOf({ "packages/diapason/src/trial/a.ts": `import type {} from "${specifier}"\n` })
    expect(faults).toEqual([`trial-stands-alone: packages/diapason/src/trial/a.ts -> ${target}`])
  })

  it("core/protocol imports itself and the errors, nothing else", async () => {
    const faults = await faultsOf({
      "packages/core/src/errors/fault.ts": `export const fault = 1\n`,
      "packages/core/src/ledger/fold.ts": `export const fold = 1\n`,
      "packages/core/src/protocol/a.ts": `import "../errors/fault.ts"\nimport "./index.ts"\nimport type {} from "../ledger/fold.ts"\n`,
      "packages/core/src/protocol/b.ts": `import type {} from "@diapason/math"\n`,
    })
    expect(faults.toSorted()).toEqual([
      "protocol-stands-alone: packages/core/src/protocol/a.ts -> packages/core/src/ledger/fold.ts",
      "protocol-stands-alone: packages/core/src/protocol/b.ts -> packages/math/src/index.ts",
    ])
  })

  it("core/schedule imports itself, the errors and math, nothing else", async () => {
    const faults = await faultsOf({
      "packages/core/src/errors/fault.ts": `export const fault = 1\n`,
      "packages/core/src/ledger/fold.ts": `export const fold = 1\n`,
      "packages/core/src/schedule/a.ts": `import "../errors/fault.ts"\nimport "@diapason/math"\nimport type {} from "../ledger/fold.ts"\n`,
      "packages/diapason/src/trial/a.ts": `import type {} from "../../../core/src/schedule/a.ts"\n`,
    })
    expect(faults.toSorted()).toEqual([
      "past-the-index: packages/diapason/src/trial/a.ts -> packages/core/src/schedule/a.ts",
      "schedule-stands-alone: packages/core/src/schedule/a.ts -> packages/core/src/ledger/fold.ts",
    ])
  })

  it.each([
    ["past-the-index", "packages/algorithms/src/a.ts", "../../core/src/errors/fault.ts", "packages/core/src/errors/fault.ts"],
    ["test-in-source", "packages/core/src/a.ts", "../test/drawn.ts", "packages/core/test/drawn.ts"],
    ["testkit-in-source", "packages/algorithms/src/a.ts", "@diapason/testkit", "packages/testkit/src/index.ts"],
    ["above-the-house", "packages/diapason/src/a.ts", "../../../bench/run.ts", "bench/run.ts"],
    ["not-found", "packages/core/src/a.ts", "./nowhere.ts", "./nowhere.ts"],
  ])("%s: %s may not import %s", async (rule, from, specifier, to) => {
    const faults = await faultsOf({
      "packages/core/src/errors/fault.ts": `export const fault = 1\n`,
      "packages/core/test/drawn.ts": `export const drawn = 1\n`,
      "bench/run.ts": `export const run = 1\n`,
      [from]: `import type {} from "${specifier}"\n`,
    })
    expect(faults).toEqual([`${rule}: ${from} -> ${to}`])
  })

  it.each(["math", "core"])("%s imports no library, not even a declared one", async (room) => {
    const name = `@diapason/${room}`
    const exports = { ".": { default: "./dist/index.js" } }
    const faults = await faultsOf({
      [`packages/${room}/package.json`]: JSON.stringify({
        name,
        version: "0.0.0",
        type: "module",
        exports,
        dependencies: { zod: "1.0.0" },
      }),
      [`packages/${room}/node_modules/zod/package.json`]: `{"name":"zod","version":"1.0.0","main":"index.js"}`,
      [`packages/${room}/node_modules/zod/index.js`]: "",
      [`packages/${room}/src/a.ts`]: `import type {} from "zod"\n`,
    })
    expect(faults).toEqual([`only-own-code: packages/${room}/src/a.ts -> packages/${room}/node_modules/zod/index.js`])
  })

  it("a library that package.json does not name is refused", async () => {
    const faults = await faultsOf({
      "node_modules/zod/package.json": `{"name":"zod","version":"1.0.0","main":"index.js"}`,
      "node_modules/zod/index.js": "",
      "packages/stores/src/a.ts": `import "zod"\n`,
    })
    expect(faults).toEqual(["undeclared: packages/stores/src/a.ts -> node_modules/zod/index.js"])
  })

  it("what the root has for development does not do for a source, unless its package declares it too", async () => {
    const declared = (room: string, dependencies: object) =>
      JSON.stringify({
        name: `@diapason/${room}`,
        version: "0.0.0",
        type: "module",
        exports: { ".": { default: "./dist/index.js" } },
        dependencies,
      })
    const faults = await faultsOf({
      "package.json": `{"name":"root","devDependencies":{"zod":"1.0.0"}}`,
      "node_modules/zod/package.json": `{"name":"zod","version":"1.0.0","main":"index.js"}`,
      "node_modules/zod/index.js": "",
      "packages/testkit/package.json": declared("testkit", { zod: "1.0.0" }),
      "packages/testkit/src/a.ts": `import "zod"\n`,
      "packages/stores/test/a.test.ts": `import "zod"\n`,
      "packages/stores/src/a.ts": `import "zod"\n`,
    })
    expect(faults).toEqual(["undeclared: packages/stores/src/a.ts -> node_modules/zod/index.js"])
  })

  it("a package without a floor is refused", async () => {
    expect(await faultsOf({ "packages/attic/package.json": `{"name":"@diapason/attic"}` })).toEqual(["no-floor: packages/attic"])
  })

  it("a judge that read nothing fails", async () => {
    const root = mkdtempSync(join(tmpdir(), "diapason-empty-"))
    onTestFinished(() => rmdirSync(root))
    expect(await judge(root)).toEqual({ modules: 0, faults: [expect.stringMatching(/^nothing-read: 0 modules/)] })
  })

  it("a source that the judge skipped is named", async () => {
    const faults = await faultsOf({ "packages/core/src/.hidden/a.ts": `import "@diapason/algorithms"\n` })
    expect(faults).toEqual(["not-read: packages/core/src/.hidden/a.ts"])
  })

  it("this house stands", { timeout: 120_000 }, async () => {
    const { modules, faults } = await judge(new URL("../..", import.meta.url).pathname)
    expect(faults).toEqual([])
    expect(modules).toBeGreaterThan(7)
  })
})
