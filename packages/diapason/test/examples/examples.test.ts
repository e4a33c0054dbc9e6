import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import { bin } from "../cli/diapason.ts"

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const examples = [
  { name: "shell", needs: "awk", metric: "loss" },
  { name: "python-helper", needs: "python3", metric: "val_loss" },
  { name: "python-zero-change", needs: "python3", metric: "val_loss" },
] as const

describe("examples", () => {
  test.for(examples)(
    "the one command in the README of $name improves on its defaults",
    { timeout: 90_000 },
    async ({ name, needs, metric }, ctx) => {
      if (spawnSync("sh", ["-c", `command -v ${needs}`]).status !== 0) return ctx.skip(`no ${needs} here`)
      const home = mkdtempSync(join(tmpdir(), "diapason-example-"))
      onTestFinished(() => rmSync(home, { recursive: true, force: true }))
      cpSync(join(root, "clients"), join(home, "clients"), { recursive: true })
      cpSync(join(root, "examples", name), join(home, "examples", name), { recursive: true })
      const cwd = join(home, "examples", name)
      const readme = readFileSync(join(cwd, "README.md"), "utf8")
      const commands = [...readme.matchAll(/```sh\n(npx diapason tune [\s\S]*?)\n```/g)].map(([, command]) => command!)
      expect(commands).toHaveLength(1)

      const shell = (line: string): Promise<string> => {
        // The README's words, with the command of this checkout in the place of npx.
        const child = spawn("sh", ["-c", `npx() { shift; "$NODE" "$BIN" "$@"; }\n${line}`], {
          cwd,
          env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NODE: process.execPath, BIN: bin },
          stdio: ["ignore", "pipe", "pipe"],
        })
        let out = ""
        let err = ""
        child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part))
        child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part))
        return once(child, "close").then(([code]) => (expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" }), out))
      }

      // Its own last words with the defaults, run by hand, are what is to be beaten.
      const script = commands[0]!.slice(commands[0]!.lastIndexOf(" -- ") + 4)
      const printed = await shell(script)
      const untuned = Number([...printed.matchAll(/loss[=:]? ?([\d.]+(?:e[-+]?\d+)?)/g)].at(-1)?.[1])
      await shell(commands[0]!)
      const { best } = JSON.parse(await shell("npx diapason best --json")) as { best: { values: Record<string, number> }[] }
      expect(untuned).toBeGreaterThan(0)
      expect(best[0]!.values[metric]).toBeLessThan(0.9 * untuned)
    },
  )
})
