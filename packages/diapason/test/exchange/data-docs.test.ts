import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { fixedTables } from "../../src/exchange/tables/tables.ts"
import { schemaVersion } from "../../src/exchange/tables/study-tables.ts"

const docs = readFileSync(new URL("../../../../docs/data.md", import.meta.url), "utf8")

test("docs/data.md names every table with every column and its type, in their order", () => {
  const described = new Map(
    docs
      .split("\n### ")
      .slice(1)
      .map((part) => {
        const columns = [...part.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name, kind]) => `${name} ${kind}`)
        return [part.split("\n")[0]!, columns]
      }),
  )
  const real = new Map(fixedTables.map(({ name, columns }) => [name, columns.map((column) => `${column.name} ${column.kind}`)]))
  real.set("wide", [])
  expect(described).toEqual(real)
  expect(docs).toContain(`The version of this schema is ${schemaVersion}.`)
})
