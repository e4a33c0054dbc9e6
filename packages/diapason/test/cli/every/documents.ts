import { Ajv2020 } from "ajv/dist/2020.js"
import { expect } from "vitest"
import { z } from "zod"
import { schemas } from "../../../src/cli/schemas/index.ts"
import { copyOf, inside, shell, type Prepared } from "./prepared.ts"
import type { Tried } from "./table.ts"

/** Holds what a verb prints for these words under `--json` to its schemas, and the first of its calls to a document of its own name. */
export async function holdsDocuments(prepared: Prepared, name: string, words: string, tried: Tried): Promise<void> {
  const { code, told } = await documentsOf(prepared, name, words, tried)
  expect(code).toBe(0)
  expect(tried.lines === true || told.length === 1).toBe(true)
  // What is asked otherwise may be another document: a dry run is none of a study.
  for (const document of told) await validate(nameIn(document), document)
  if (words === tried.json![0]) expect(nameIn(told[0]!)).toBe(name)
}

/** The documents that a verb prints when it is asked for them. */
export async function documentsOf(
  prepared: Prepared,
  name: string,
  words: string,
  { before = [] }: Tried,
): Promise<{ readonly code: number; readonly told: readonly string[] }> {
  const cwd = copyOf(prepared)
  for (const line of before) expect(shell(line, cwd)).toMatchObject({ code: 0 })
  const [, flags = "", command = ""] = /^(.*?)(-- .*)?$/.exec(words)!
  const argv = [name, ...flags.split(" "), "--json", ...command.split(" ")].filter((word) => word !== "")
  const { code, out } = await inside(cwd, ...argv)
  return { code, told: out.trim().split("\n") }
}

/** The document's own word for what it is. */
const nameIn = (text: string): string => /^diapason\.([a-z-]+)\/1$/.exec((JSON.parse(text) as { schema: string }).schema)?.[1] ?? "none"

/** Takes a document by the schema in the code, and by the JSON Schema that is published; both must say yes. */
export async function validate(name: string, text: string): Promise<unknown> {
  const document: unknown = JSON.parse(text)
  const schema = await schemas[name]!()
  schema.parse(document)
  const check = new Ajv2020({ strict: false }).compile(z.toJSONSchema(schema))
  expect(check(document), JSON.stringify(check.errors)).toBe(true)
  return document
}
