import { describe, expect, it } from "vitest"
import { deadExports } from "../../scripts/dead-exports.mjs"
import { planted } from "./planted.ts"

const deadIn = (files: Readonly<Record<string, string>>) => deadExports(planted(files)).dead

describe("the search for dead exports", () => {
  it("finds a value and a type that nobody takes", () => {
    const text = `export const a = 1\nexport type B = 2\nconst c = 3\nexport { c as d }\nexport default a\n`
    const file = "packages/core/src/a.ts"
    expect(deadIn({ [file]: text })).toEqual([`${file}:1 a`, `${file}:2 B`, `${file}:4 d`, `${file}:5 default`])
  })

  it.each([
    ["another file", "packages/core/src/b.ts", `import { a } from "./a.ts"\nvoid a\n`],
    ["a test", "packages/core/test/a.test.ts", `import type { a } from "../src/a.ts"\nexport type A = typeof a\n`],
    ["a benchmark", "bench/a.mjs", `import { a } from "../packages/core/src/a.ts"\nvoid a\n`],
    ["the index", "packages/core/src/index.ts", `export { a } from "./a.ts"\n`],
    ["the index, under another name", "packages/core/src/index.ts", `export { a as b } from "./a.ts"\n`],
    ["the index, with everything", "packages/core/src/index.ts", `export * from "./a.ts"\n`],
    ["a namespace", "packages/core/test/a.test.ts", `import * as all from "../src/a.ts"\nvoid all\n`],
    ["a lazy import", "packages/core/test/a.test.ts", `void import("../src/a.ts")\n`],
    ["a type in an expression", "packages/core/test/a.test.ts", `export type A = typeof import("../src/a.ts").a\n`],
    ["a program that runs what was built", "packages/core/bin/a.js", `import { a } from "../dist/a.js"\nvoid a\n`],
  ])("an export taken by %s is alive", (_, file, text) => {
    expect(deadIn({ "packages/core/src/a.ts": "export const a = 1\n", [file]: text })).toEqual([])
  })

  it("an inner index that hands a name on to nobody keeps nothing alive", () => {
    const dead = deadIn({
      "packages/core/src/space/a.ts": "export const a = 1\nexport const b = 1\n",
      "packages/core/src/space/index.ts": `export { a, b } from "./a.ts"\n`,
      "packages/core/test/a.test.ts": `import { b } from "../src/space/index.ts"\nvoid b\n`,
    })
    expect(dead).toEqual(["packages/core/src/space/a.ts:1 a", "packages/core/src/space/index.ts: a, handed on"])
  })

  it("counts what it read, so that reading nothing can be seen", () => {
    expect(deadExports(planted({})).exports).toBe(9)
    expect(deadExports("/nowhere").exports).toBe(0)
  })
})
