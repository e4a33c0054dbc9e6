import { rmSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import { Command } from "commander"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { schemas } from "../../../src/cli/schemas/index.ts"
import { verbs } from "../../../src/cli/verbs/index.ts"
import { documentsOf, holdsDocuments, validate } from "./documents.ts"
import { copyOf, io, prepare, python, shell, type Prepared } from "./prepared.ts"
import { table } from "./table.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

const all = await Promise.all(
  verbs.map(async ({ name, load }) => {
    const verb = await load()
    const command = new Command(name)
    verb.register(command, io(), () => undefined)
    return { name, example: verb.example, json: command.options.some(({ long }) => long === "--json"), tried: table[name] }
  }),
)

describe("every verb", () => {
  test("has a line in the table that says how it is tried, and no line is left over", () => {
    expect(Object.keys(table).toSorted()).toEqual(all.map(({ name }) => name).toSorted())
  })

  test("that knows --json has calls to try it with, and a schema", () => {
    const open = all.filter(({ name, json, tried }) => json && (tried?.json === undefined || !Object.hasOwn(schemas, name)))
    expect(open.map(({ name }) => name)).toEqual([])
  })

  test("has an example that begins with what it is", () => {
    for (const { name, example } of all) expect(example).toMatch(new RegExp(`(^|\\| )diapason ${name}( |$)`))
  })
})

describe("the document of", () => {
  for (const { name, tried } of all.filter(({ tried }) => tried?.needs === undefined))
    for (const words of tried?.json ?? [])
      test(`diapason ${name} ${words} --json is one by its schema`, () => holdsDocuments(prepared, name, words, tried!), 120_000)

  test("an error is one too, whatever was asked", async () => {
    for (const words of ["best nowhere", "show 999", "tune --trials x -- true", "explain D999"]) {
      const { code, told } = await documentsOf(prepared, words.split(" ")[0]!, words.split(" ").slice(1).join(" "), {})
      expect(code).toBe(2)
      expect(await validate("error", told[0]!)).toMatchObject({ schema: "diapason.error/1" })
    }
  })

  test("none would be anything: a word that is missing, too much or of another type is refused by both schemas", async () => {
    const { told } = await documentsOf(prepared, "best", "", {})
    const document = JSON.parse(told[0]!) as Record<string, unknown>
    const { study: _, ...without } = document
    for (const wrong of [without, { ...document, more: 1 }, { ...document, best: 1 }, { ...document, schema: "diapason.best/2" }]) {
      expect((await schemas["best"]!()).safeParse(wrong).success).toBe(false)
      expect(new Ajv2020({ strict: false }).compile(z.toJSONSchema(await schemas["best"]!()))(wrong)).toBe(false)
    }
  })
})

describe("the example of", () => {
  for (const { name, example, tried } of all.filter(({ tried }) => tried?.needs === undefined))
    test(`${name} runs: ${example.slice(0, 90)}`, (context) => {
      context.skip(python === undefined, "no Python here")
      const cwd = copyOf(prepared)
      for (const line of tried?.before ?? []) expect(shell(line, cwd)).toMatchObject({ code: 0 })
      const { code, err } = shell(example, cwd)
      expect({ code, err: code === (tried?.code ?? 0) ? "" : err }).toEqual({ code: tried?.code ?? 0, err: "" })
    }, 90_000)
})
