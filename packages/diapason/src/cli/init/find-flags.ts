import { families } from "./families/index.ts"
import { mergeFlags, type Family, type ScriptFlag } from "./script-flag.ts"
import { besides, type SourceFile } from "./script-files.ts"

/** The flags of a script, and where they were read. */
export interface FoundFlags {
  readonly family: Family
  readonly flags: readonly ScriptFlag[]
  readonly from: "source" | "help" | "source and help"
}

/** Reads flags from sources and from a help text. The family that finds most in the source is taken, else the first whose help it is. */
export function findFlags(files: readonly SourceFile[], help: string | undefined, cwd: string): FoundFlags | undefined {
  const read = families.map((family) => ({
    family,
    flags: firstOfEach(files.flatMap((file) => family.source(file.text, besides(file, cwd)))),
  }))
  const most = Math.max(0, ...read.map(({ flags }) => flags.length))
  const inSource = most === 0 ? undefined : read.find(({ flags }) => flags.length === most)
  const told =
    help === undefined
      ? []
      : families.map((family) => ({ family, flags: family.help?.(help) ?? [] })).filter(({ flags }) => flags.length > 0)
  if (inSource === undefined) {
    const first = told[0]
    return first && { ...first, from: "help" }
  }
  const same = told.find(({ family }) => family === inSource.family)
  if (same === undefined) return { ...inSource, from: "source" }
  return { family: inSource.family, flags: mergeFlags(inSource.flags, same.flags), from: "source and help" }
}

const firstOfEach = (flags: readonly ScriptFlag[]): readonly ScriptFlag[] =>
  flags.filter(({ name }, i) => flags.findIndex((flag) => flag.name === name) === i)
