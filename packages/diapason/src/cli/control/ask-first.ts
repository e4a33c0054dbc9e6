import { createInterface } from "node:readline/promises"
import { fault } from "@diapason/core"
import type { Io } from "../io.ts"

/**
 * Shows what would be lost and asks, where a person sits at a terminal; false when the answer is no. Without one, and without `--yes`,
 * nothing is done. Throws D148.
 */
export async function askFirst(lost: readonly string[], yes: boolean | undefined, io: Pick<Io, "live" | "err">): Promise<boolean> {
  if (yes === true || lost.length === 0) return true
  if (!io.live || process.stdin.isTTY !== true) throw fault("D148", { lost })
  for (const line of lost) io.err(`  ${line}`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question("  go on? [y/N] ")).trim())
  } finally {
    terminal.close()
  }
}
