import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { diapason, type Ran } from "./diapason.ts"
import { echo } from "./scripts.ts"

let cwd = ""
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "diapason-network-"))
  writeFileSync(join(cwd, "train.sh"), `${echo}\nfor a in "$@"; do case $a in *.json) echo "file: $(cat $a)";; esac; done`)
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const ask = (...args: readonly string[]): Promise<Ran> => diapason(args, { cwd })
const net =
  'net=network(chain, depth=2, op=(conv,identity), width=8..64:log, default={"layers":[{"op":"conv","width":16},{"op":"identity"}]})'
const cell = 'cell=network(cell, nodes=3, edges=["none","conv"])'
const built = '{"layers":[{"op":"conv","width":16},{"op":"identity"}]}'
const path = '{"edges":[{"from":0,"to":1,"op":"conv"},{"from":1,"to":2,"op":"conv"}]}'

describe("a network reaches a command", () => {
  test("as flags, variables and a file, and is drawn", async () => {
    const ran = await ask(
      ...["tune", "-p", net, "-p", cell, "-p", 'wide=derived("`net.0.width` * 2")', "--minimize", "loss", "--trials", "1", "--name", "s"],
      ...["--params-via", "env", "--", "sh", "train.sh", "{params_file}", "--net={net}", "--cell={cell}", "--wide={wide}"],
    )
    expect(ran.code, ran.err).toBe(0)
    const { out: printed } = await ask("show", "0", "s", "--logs")
    expect(printed).toContain(`--net=${built} --cell=${path} --wide=32`)
    expect(printed).toContain(`DIAPASON_PARAMS={"net":${built},"cell":${path},"wide":32}`)
    expect(printed).toContain(`file: {"net":${built},"cell":${path},"wide":32}`)

    const { out } = await ask("show", "0", "s")
    expect(out).toContain("  net       A chain of 2 layers: conv, identity.\n")
    expect((await ask("trials", "s")).out).toContain("conv 16, identity")

    expect((await ask("show", "0", "s", "--network", "a.svg")).out).toBe("  a.net.svg\n  a.cell.svg\n")
    const svg = readFileSync(join(cwd, "a.net.svg"), "utf8")
    expect(svg).toMatch(/^<svg [^>]*><style>.*<title>net of s#0<\/title><desc>A chain of 2 layers: conv, identity\.<\/desc>/)
    expect((await ask("show", "0", "s", "--network", "none/a.svg")).err).toMatch(/^error D173/)
  }, 60_000)

  test("or is refused before anything is started", async () => {
    const { code, err } = await ask("tune", "-p", "net=network(chain, depth=0, op=conv)", "--minimize", "loss", "--", "sh", "train.sh")
    expect(code).not.toBe(0)
    expect(err).toContain("error D191  net=network(chain, depth=0, op=conv): a chain cannot have the depth 0 (column 20)")
  })

  test("and a trial without one has none to draw", async () => {
    await ask("tune", "-p", "lr=0.1..1", "--minimize", "loss", "--trials", "1", "--name", "plain", "--", "sh", "train.sh")
    expect((await ask("show", "0", "plain", "--network", "-")).err).toMatch(/^error D198 {2}Trial 0 of plain has no network to draw/)
  }, 60_000)
})
