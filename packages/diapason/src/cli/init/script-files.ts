import { readFileSync, statSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"

/** A file of source that a command runs or that it imports from beside it. */
export interface SourceFile {
  /** Relative to the folder of the command. */
  readonly path: string
  readonly text: string
}

const largest = 512 * 1024
const most = 30

/** The script of a command and what it imports from the same folders, the script first; empty where the command names no readable script. */
export function scriptFiles(command: readonly string[], cwd: string): readonly SourceFile[] {
  const script = scriptOf(command, cwd)
  if (script === undefined) return []
  const files = new Map<string, string>()
  const open = [script]
  for (let path = open.shift(); path !== undefined && files.size < most; path = open.shift()) {
    const text = files.has(path) ? undefined : textOf(path)
    if (text === undefined) continue
    files.set(path, text)
    open.push(...importsOf(path, text))
  }
  return [...files].map(([path, text]) => ({ path: relative(cwd, path), text }))
}

/** The text of a file beside a source; undefined when there is none. */
export const besides =
  (source: SourceFile, cwd: string) =>
  (path: string): string | undefined =>
    textOf(resolve(cwd, dirname(source.path), path))

/** The first word that is a script: by its ending, as a module after -m, or as a program that is a text. */
function scriptOf(command: readonly string[], cwd: string): string | undefined {
  for (const [i, word] of command.entries()) {
    if (word === "-m" && command[i + 1] !== undefined) {
      const base = join(cwd, ...command[i + 1]!.split("."))
      const found = [`${base}.py`, join(base, "__main__.py")].find(isFile)
      if (found !== undefined) return found
    }
    if (/\.(py|[cm]?[jt]s)$/.test(word) && isFile(resolve(cwd, word))) return resolve(cwd, word)
  }
  const program = resolve(cwd, command[0] ?? "")
  return command[0]?.includes("/") === true && textOf(program)?.startsWith("#!") === true ? program : undefined
}

function importsOf(path: string, text: string): readonly string[] {
  const here = dirname(path)
  if (/\.[cm]?[jt]s$/.test(path))
    return [...text.matchAll(/(?:from|import|require\()\s*["'](\.{1,2}\/[^"']+)["']/g)].map(([, name]) => join(here, name!)).filter(isFile)
  return [...text.matchAll(/^\s*(?:from\s+\.*([\w.]*)\s+import\s+([\w, ]+)|import\s+([\w., ]+))/gm)]
    .flatMap(([, from, names = "", plain = ""]) => [
      ...(from === undefined || from === "" ? [] : [from]),
      ...names.split(/[\s,]+/).map((name) => (from === undefined || from === "" ? name : `${from}.${name}`)),
      ...plain.split(/[\s,]+/),
    ])
    .filter((name) => name !== "")
    .map((name) => `${join(here, ...name.split("."))}.py`)
    .filter(isFile)
}

function textOf(path: string): string | undefined {
  try {
    if (!isFile(path) || statSync(path).size > largest) return undefined
    const text = readFileSync(path, "utf8")
    return text.includes("\0") ? undefined : text
  } catch {
    return undefined
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true
