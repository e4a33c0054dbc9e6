import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect } from "vitest"

const root = fileURLToPath(new URL("../../../../", import.meta.url))

/** Whether this interpreter can run the client: Python 3.8 or later. */
export const isSound = (python: string): boolean =>
  spawnSync(python, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0

/** Holds the client's own tests in files of that pattern, run by this interpreter, to pass, with at least one there. */
export function clientPasses(python: string, files: string): void {
  const words = ["-m", "unittest", "discover", "-s", "clients/python", "-p", files]
  const { status, stderr } = spawnSync(python, words, { cwd: root, encoding: "utf8" })
  expect(stderr).toMatch(/\nRan [1-9]\d+ tests in [\d.]+s\n\nOK\n$/)
  expect(status).toBe(0)
}
