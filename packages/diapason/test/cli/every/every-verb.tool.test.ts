import { rmSync } from "node:fs"
import { afterAll, beforeAll, test } from "vitest"
import { holdsDocuments } from "./documents.ts"
import { prepare, type Prepared } from "./prepared.ts"
import { table } from "./table.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

// The verbs that train models; all others are tried in the ordinary suite.
for (const [name, tried] of Object.entries(table).filter(([, { needs }]) => needs !== undefined))
  for (const words of tried.json ?? [])
    test(`the document of diapason ${name} ${words} --json is one by its schema`, { timeout: 120_000 }, (context) => {
      context.skip(process.env["DIAPASON_PYTHON"] === undefined, `DIAPASON_PYTHON names no Python with ${tried.needs}`)
      return holdsDocuments(prepared, name, words, tried)
    })
