import { join } from "node:path"
import fc from "fast-check"
import { expect, test } from "vitest"
import { exactReal, foreignSqlite, writeForeign } from "../../src/index.ts"
import { inFolder } from "./folder.ts"

test("a number that is written as a quotient is read as it was, however small or near to a whole one", () =>
  inFolder(async (place) => {
    const near = [1e-20, -1e-20, 5e-324, 1 - 2 ** -53, 2 ** -53 - 1, 3, 0.5, Infinity, -Infinity, 1e300, 2 ** 53 + 2, 0.1]
    const numbers = [...near, ...fc.sample(fc.double({ noNaN: true }), { numRuns: 300, seed: 1 })]
    const path = join(place, "numbers.sqlite")
    await writeForeign(path, (db) => {
      db.exec("CREATE TABLE numbers (x REAL)")
      const insert = db.prepare("INSERT INTO numbers VALUES (? / ?)")
      for (const x of numbers) insert.run(...exactReal(x))
    })
    const file = await foreignSqlite(path)
    const rows = await file.rows("SELECT x FROM numbers ORDER BY rowid")
    await file.close()
    expect(rows.map(({ x }) => Number(x) + 0)).toEqual(numbers.map((x) => x + 0))
  }))
