import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs"

/**
 * Everything in files of JSON lines, in order; a file that is not there is empty, and a last line that was cut off does not count. Throws
 * for another line that is no JSON, with its place.
 */
export const readLines = (files: readonly string[]): readonly unknown[] =>
  files.flatMap((file) => linesOf(textOf(file)).map((line, i) => parsed(line, `${file}:${i + 1}`)))

/** Adds one line. */
export const appendLine = (file: string, line: unknown): void => appendFileSync(file, `${JSON.stringify(line)}\n`)

/** Takes away a last line that was cut off, so that it does not swallow the next one. */
export function mendEnd(file: string): void {
  if (!existsSync(file)) return
  const text = readFileSync(file, "utf8")
  truncateSync(file, Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1)))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return ""
    throw error
  }
}

/** Complete lines only: what follows the last line feed is a line that was being written. */
const linesOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .slice(0, -1)
    .filter((line) => line !== "")

function parsed(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`${place}: this line is no JSON`)
  }
}
