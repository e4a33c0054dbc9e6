import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"
import { quick } from "./scripts.ts"

const file = `# my study
command: sh train.sh
space:
  lr: float(1e-5, 0.1) # the rate
  bs: choice(16, 32, 64)
objectives:
  - { metric: val_loss, direction: minimize }
`

const place = (): string => {
  const cwd = folder({ "train.sh": quick })
  writeFileSync(join(cwd, "diapason.yaml"), file)
  return cwd
}

describe("lint", () => {
  test("tells each finding with its place; --fix writes what mends it and keeps the comments", async () => {
    const cwd = place()
    const ran = await diapason(["lint"], { cwd })
    expect(ran.code).toBe(0)
    expect(ran.out).toContain("warn D127  lr: linear from 1e-5 to 0.1; did you mean log?   diapason.yaml:4")
    expect(ran.out).toContain("1 warning, 1 hint, 0 errors")
    expect((await diapason(["lint", "--strict"], { cwd })).code).toBe(5)
    expect((await diapason(["lint", "--strict", "--fix"], { cwd })).code).toBe(0)
    const mended = readFileSync(join(cwd, "diapason.yaml"), "utf8")
    expect(mended).toContain("# my study")
    expect(mended).toContain("lr: log(1e-5, 0.1) # the rate")
    expect((await diapason(["lint"], { cwd })).out).toContain("nothing to say")
  })

  test("--sample shows random configurations, the same each time; nothing is run or written", async () => {
    const cwd = folder({ "train.sh": "touch ran" })
    const args = ["lint", "--sample", "3", "--json", "-p", "lr=1e-5..1e-1:log", "--minimize", "loss", "--", "sh", "train.sh"]
    const [one, two] = [await diapason(args, { cwd }), await diapason(args, { cwd })]
    const { samples } = JSON.parse(one.out) as { samples: readonly { lr: number }[] }
    expect(samples).toHaveLength(3)
    expect(samples.every(({ lr }) => lr >= 1e-5 && lr <= 0.1)).toBe(true)
    expect(two.out).toBe(one.out)
  })

  test("a parameter that reaches nowhere is an error", async () => {
    const args = ["lint", "-p", "lr=1e-5..1e-1:log", "-p", "drop=0.0..0.5", "--minimize", "loss", "--", "sh", "train.sh", "{lr}"]
    const ran = await diapason(args, { cwd: folder() })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain("error D114")
  })
})

describe("doctor", () => {
  test("all is well where it is, and the bundle holds no secret", async () => {
    const cwd = place()
    const ran = await diapason(["doctor", "--bundle", "found.json"], { cwd, env: { DIAPASON_TOKEN: "s3cret" } })
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(/ok {3}script {6}train\.sh/)
    expect(readFileSync(join(cwd, "found.json"), "utf8")).not.toContain("s3cret")
  })

  test("says what is missing and how to mend it", async () => {
    const cwd = folder({ "diapason.yaml": "bugdet: {}\n", "broken.db": "no database at all, but long enough to be read as one".repeat(40) })
    const ran = await diapason(["doctor", "--store", "sqlite:broken.db", "--", "no-such-program", "gone.py"], { cwd })
    expect(ran.code).toBe(5)
    for (const text of ["bad  store", "bad  config", "bad  command", "bad  script", "did you mean budget?"]) expect(ran.out).toContain(text)
  })
})
