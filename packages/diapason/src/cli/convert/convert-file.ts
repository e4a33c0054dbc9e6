import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { DiapasonError, fault, spaceFromJson, type Json } from "@diapason/core"
import { parseDocument } from "yaml"
import { configText } from "../config-text/config-text.ts"
import { writeConfig } from "../config-text/write-config.ts"
import { exit } from "../exit.ts"
import type { Io } from "../io.ts"
import { lossText, Problem, sectionsOf, type Converted, type Format, type Given } from "./converted.ts"
import { formats } from "./formats/index.ts"

/** What is to become of the converted text. */
interface Wish {
  readonly file: string
  readonly force: boolean
  readonly json: boolean
  /** Write nothing when anything would be lost. */
  readonly strict: boolean
}

/**
 * Writes the configuration file for a description of another tool, and names all that was lost or changed: on standard error, in the
 * comments of the file, and under --json. Throws D172 to D176.
 */
export function convertFile(from: string, { file, force, json, strict }: Wish, io: Io): number {
  const given = givenIn(from)
  const format = formats.find(({ fits }) => fits(given))
  if (format === undefined) throw fault("D174", { file: from, known: formats.map(({ title }) => title) })
  const converted = understood(from, format, given)
  if (strict && converted.lost.length > 0) throw fault("D176", { file: from, lost: converted.lost.map((loss) => lossText(loss).trim()) })
  const text = configText(sectionsOf(converted, format.title, from))
  writeConfig(file, text, force, json ? { ...io, out: () => undefined } : io)
  const { space, objectives, lost } = converted
  if (json) {
    const place = file === "-" ? { text } : { file }
    io.out(
      JSON.stringify({ schema: "diapason.convert/1", from: format.name, ...place, space: spaceFromJson(space).json, objectives, lost }),
    )
    return exit.done
  }
  io.err(
    `  Read ${from} (${format.title}): ${Object.keys(space).length} parameters${lost.length === 0 ? "; nothing was lost" : `. Lost or changed:`}`,
  )
  for (const loss of lost) io.err(`  ${lossText(loss)}`)
  if (file !== "-") io.err(`  Wrote ${file}.`)
  return exit.done
}

function givenIn(file: string): Given {
  const beside = (path: string): string | undefined => {
    try {
      return readFileSync(resolve(dirname(file), path), "utf8")
    } catch {
      return undefined
    }
  }
  try {
    const text = readFileSync(file, "utf8")
    return { text, data: /\.py$/.test(file) ? undefined : dataOf(file, text), read: beside }
  } catch (error) {
    if (error instanceof DiapasonError) throw error
    throw fault("D173", { file, does: "read", detail: (error as Error).message.replace(/,.*$/, "") })
  }
}

/** YAML, which JSON is a part of. Throws D175 at the first place that is neither. */
function dataOf(file: string, text: string): Json | undefined {
  const document = parseDocument(text, { logLevel: "silent" })
  const [error] = document.errors
  if (error === undefined) return document.toJS({ maxAliasCount: 100 }) as Json
  const place = error.linePos?.[0]
  throw fault("D175", {
    file,
    at: place === undefined ? file : `line ${place.line}, column ${place.col}`,
    problem: error.message.split(/ at line |\n/)[0]!,
  })
}

/** The description in our terms, proven to be a space. */
function understood(file: string, format: Format, given: Given): Converted {
  try {
    const converted = format.convert(given)
    spaceFromJson(converted.space)
    return converted
  } catch (error) {
    if (error instanceof Problem) throw fault("D175", { file, at: error.at, problem: error.message })
    if (error instanceof DiapasonError)
      throw fault("D175", { file, at: "the space", problem: error.words.what.split("\n")[0]!.replace(/\.$/, "") })
    throw error
  }
}
