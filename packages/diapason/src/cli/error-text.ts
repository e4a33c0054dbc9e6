import type { DiapasonError } from "@diapason/core"
import type { Paint } from "./io.ts"

/** An error as a person reads it: what happened, why, how to mend it, what was not lost, where to read more. */
export function errorText(error: DiapasonError, paint: Paint): string {
  const { what, why, mend, kept } = error.words
  const rows: [string, string][] = [
    ["why", why],
    ["fix", mend],
    ...(kept === undefined ? [] : [["kept", kept] as [string, string]]),
    ["more", `diapason explain ${error.code}`],
  ]
  const head = `${paint.red("error")} ${paint.bold(error.code)}  ${indent(what, 12)}`
  return [head, ...rows.map(([name, text]) => `  ${paint.dim(name.padEnd(5))} ${indent(text, 8)}`)].join("\n")
}

/** The same as one JSON document. */
export const errorJson = ({ code, words }: DiapasonError): object => ({
  schema: "diapason.error/1",
  error: { code, message: words.what, why: words.why, fix: words.mend, ...(words.kept !== undefined && { kept: words.kept }) },
})

const indent = (text: string, by: number): string => text.replaceAll("\n", `\n${" ".repeat(by)}`)
