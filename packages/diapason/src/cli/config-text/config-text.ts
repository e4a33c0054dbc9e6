import type { Json } from "@diapason/core"
import { Document } from "yaml"

/** One `key: value` with what is to be said of it. `off` writes it as a comment, to be taken in by hand. */
export interface Line {
  readonly key: string
  readonly value: Json
  readonly why?: string
  readonly off?: boolean
}

/** A part of a configuration file: one value, lines below a key, or a list below it. */
export type Section =
  | (Line & { readonly kind: "value" })
  | { readonly kind: "lines"; readonly key: string; readonly why?: string; readonly lines: readonly Line[] }
  | { readonly kind: "list"; readonly key: string; readonly why?: string; readonly items: readonly Item[]; readonly off?: boolean }
  | { readonly kind: "words"; readonly lines: readonly string[] }
  | { readonly kind: "gap" }

/** One entry of a list. */
export interface Item {
  readonly value: Json
  readonly why?: string
  readonly off?: boolean
}

const schemaLine = "# yaml-language-server: $schema=./node_modules/diapason/schema/config.v1.json"

/** The text of a configuration file, which a YAML reader reads back to the same values. */
export function configText(sections: readonly Section[]): string {
  return `${[schemaLine, "version: 1", ...sections.flatMap(linesOf)].join("\n")}\n`
}

function linesOf(section: Section): readonly string[] {
  if (section.kind === "gap") return [""]
  if (section.kind === "words") return section.lines.map((line) => `# ${line}`.trimEnd())
  if (section.kind === "value") return [lineOf(section, "")]
  const head = withWhy(`${scalar(section.key)}:`, section.why)
  if (section.kind === "lines") {
    const empty = section.lines.every(({ off }) => off === true)
    return [empty ? `${section.key}: {}` : head, ...aligned(section.lines).map((line) => lineOf(line, "  "))]
  }
  const items = section.items.map(({ value, why, off }) => `${off === true ? "  # " : "  "}- ${withWhy(flow(value), why)}`)
  const off = section.off === true || section.items.every((item) => item.off === true)
  return off ? [`# ${head}`, ...items.map((item) => `# ${item.replace(/^ {2}# /, "  ")}`)] : [head, ...items]
}

/** Comments stand in one column, as far as the lines are not too long. */
function aligned(lines: readonly Line[]): readonly (Line & { readonly column: number })[] {
  const widths = lines.map((line) => `${scalar(line.key)}: ${flow(line.value)}`.length).filter((width) => width <= 48)
  return lines.map((line) => ({ ...line, column: Math.max(0, ...widths) }))
}

function lineOf(line: Line & { readonly column?: number }, indent: string): string {
  const text = `${scalar(line.key)}: ${flow(line.value)}`
  return indent + (line.off === true ? "# " : "") + withWhy(line.why === undefined ? text : text.padEnd(line.column ?? 0), line.why)
}

const withWhy = (text: string, why: string | undefined): string => (why === undefined ? text : `${text}  # ${why.replaceAll("\n", " ")}`)

/** A value on one line: objects and lists in brackets. */
function flow(value: Json): string {
  const document = new Document()
  document.contents = document.createNode(value, { flow: true })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, blockQuote: false }).trimEnd()
}

const scalar = (key: string): string => flow(key)
