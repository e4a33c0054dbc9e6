import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { spaceFromJson, type Json } from "@diapason/core"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { init as document } from "../../../src/cli/schemas/init.ts"
import { diapason, folder } from "../diapason.ts"

const scripts = fileURLToPath(new URL("scripts", import.meta.url))
const script = (name: string): string => readFileSync(join(scripts, name), "utf8")
const noPython = spawnSync("python3", ["--version"]).error !== undefined

interface File {
  readonly command: string
  readonly params_via: string
  readonly booleans?: Readonly<Record<string, string>>
  readonly space: Readonly<Record<string, string>>
  readonly baselines?: readonly Readonly<Record<string, Json>>[]
  readonly objectives?: readonly { readonly metric: string; readonly direction: string }[]
}

describe("init", () => {
  test("reads a script of argparse, writes the file, and says what it found", async (context) => {
    if (noPython) return context.skip("no python3 on the PATH")
    const cwd = folder({ "train.py": script("with_argparse.py") })
    const { code, out, err } = await diapason(["init", "--", "python3", "train.py"], { cwd })
    expect({ code, out }).toEqual({ code: 0, out: "" })
    expect(err).toBe(
      [
        "  Found 16 flags in train.py (argparse, source and help). Proposed to tune: --lr --weight-decay --batch-size --optimizer --width --nesterov --augment",
        "  Left alone: --momentum --use-bn --sharpness --milestones --data --seed --amp --num-workers --epochs (steps of a trial)",
        "  Baseline (trial 0): lr=0.001 weight-decay=0 batch-size=64 optimizer=adam width=256 nesterov=false augment=true",
        '  Objective: found "val_loss" in the source; lower is better (found too: val_acc, train_loss)',
        "  Wrote diapason.yaml. Look at the ranges, then: diapason tune\n",
      ].join("\n"),
    )
    expect(
      readdirSync(cwd)
        .filter((name) => name !== "__pycache__")
        .sort(),
    ).toEqual(["diapason.yaml", "train.py"])
    const text = readFileSync(join(cwd, "diapason.yaml"), "utf8")
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=./node_modules/diapason/schema/config.v1.json")
    expect(text).toContain('#   momentum: it has no type=, so that the script would receive the text "0.9"\n')
    expect(text).toMatch(/^ {2}# sharpness: log\(0\.005, 0\.5\) +# not known by its name \(default 0\.05\)$/m)
    expect(text).toContain("# fidelity: { name: epochs, min: 1, max: 3 }\n")
    const config = parse(text) as File
    expect(config).toEqual({
      version: 1,
      command: "python3 train.py",
      params_via: "args",
      booleans: { nesterov: "presence", augment: "negatable" },
      space: {
        lr: "log(1e-5, 0.1)",
        "weight-decay": "mix(0, log(1e-6, 0.01))",
        "batch-size": "ordinal(16, 32, 64, 128, 256)",
        optimizer: 'choice("sgd", "adam", "lion")',
        width: "int(64, 1024, pow2)",
        nesterov: "bool",
        augment: "bool",
      },
      baselines: [
        {
          label: "defaults",
          lr: 0.001,
          "weight-decay": 0,
          "batch-size": 64,
          optimizer: "adam",
          width: 256,
          nesterov: false,
          augment: true,
        },
      ],
      objectives: [{ metric: "val_loss", direction: "minimize" }],
    })
    const again = await diapason(["init", "--no-run", "--", "python3", "train.py"], { cwd })
    expect(again.code).toBe(2)
    expect(again.err).toContain("error D172  diapason.yaml is there already.")
    expect(readFileSync(join(cwd, "diapason.yaml"), "utf8")).toBe(text)
  })

  test.each([
    ["commander", "with-commander.mjs", ["lr", "batch-size", "activation", "nesterov", "shuffle", "hidden"], "source and help"],
    ["parseArgs", "with-parse-args.mjs", ["lr", "momentum", "batch-size", "nesterov"], "source"],
  ])("reads a script of %s, and its document has its form", async (family, file, tuned, from) => {
    const { code, out, err } = await diapason(["init", "-o", "-", "--json", "--", "node", file], { cwd: scripts })
    expect({ code, err }).toEqual({ code: 0, err: "" })
    const found = document.parse(JSON.parse(out))
    expect(found).toMatchObject({ family, from, script: file, notes: [] })
    const config = parse(found.text!) as File
    expect(Object.keys(config.space)).toEqual(tuned)
    expect(spaceFromJson(config.space).json).toEqual(found.space)
    if (family === "parseArgs") expect(found.baseline).toEqual({ lr: 0.05, momentum: 0.9, "batch-size": 16, nesterov: false })
    else {
      // --hidden is required, so that there is no default and no baseline; the document and the file both say so.
      expect(found.baseline).toBeUndefined()
      expect(found.text).toContain("the script's default is not known for: hidden.")
    }
    expect(config.objectives).toEqual([{ metric: family === "commander" ? "val_loss" : "loss", direction: "minimize" }])
  })

  test("the scripts take what is proposed: each runs with its baseline and both values of its booleans", async (context) => {
    if (noPython) return context.skip("no python3 on the PATH")
    for (const [program, file, more] of [
      ["python3", "with_argparse.py", {}],
      ["node", "with-commander.mjs", { hidden: 64 }],
      ["node", "with-parse-args.mjs", {}],
    ] as const) {
      const { out } = await diapason(["init", "-o", "-", "--no-run", "--", program, file], { cwd: scripts })
      const { baselines = [{ label: "", lr: 0.01 }], booleans = {}, objectives = [] } = parse(out) as File
      const { label: _, ...values } = baselines[0]!
      for (const flip of [false, true]) {
        const words = Object.entries({ ...values, ...more }).flatMap(([name, value]) => {
          const style = booleans[name]
          const on = typeof value === "boolean" ? value !== flip : undefined
          if (on === undefined) return [`--${name}=${String(value)}`]
          return on ? [`--${name}`] : style === "negatable" ? [`--no-${name}`] : []
        })
        const ran = spawnSync(program, [file, ...words], { cwd: scripts, encoding: "utf8" })
        expect(ran.stderr).toBe("")
        expect(ran.status).toBe(0)
        expect(ran.stdout).toContain(objectives[0]!.metric)
      }
    }
  })

  test("a metric that was asked for is the objective", async () => {
    const { out, err } = await diapason(["init", "--no-run", "-o", "-", "--maximize", "f1", "--", "node", "with-parse-args.mjs"], {
      cwd: scripts,
    })
    expect((parse(out) as File).objectives).toEqual([{ metric: "f1", direction: "maximize" }])
    expect(err).toContain("  Objective: maximize f1\n")
  })

  test("a help that does not end is ended with all it started, and the source is read alone", async () => {
    const hang = `import { spawn } from "node:child_process"
import { parseArgs } from "node:util"
import { writeFileSync } from "node:fs"
const child = spawn("sleep", ["600"])
writeFileSync("pid", String(child.pid))
setInterval(() => undefined, 1000)
parseArgs({ strict: false, options: { lr: { type: "string", default: "0.1" } } })
`
    const cwd = folder({ "train.mjs": hang })
    const begun = performance.now()
    const { code, err } = await diapason(["init", "--", process.execPath, "train.mjs"], { cwd })
    expect(performance.now() - begun).toBeLessThan(15_000)
    expect(code).toBe(0)
    expect(err).toContain("train.mjs --help` did not end within 5 s and was ended; the source alone was read\n")
    // Where nobody collects an orphan, it stays as a zombie.
    const stat = `/proc/${readFileSync(join(cwd, "pid"), "utf8")}/stat`
    await expect.poll(() => (existsSync(stat) ? readFileSync(stat, "utf8").split(" ")[2] : "Z")).toBe("Z")
  }, 30_000)

  test.each([
    [["--", "no-such-program", "train.py"], "error D170  `no-such-program train.py --help` cannot be run: no-such-program was not found."],
    [["--"], "error D142  There is nothing to run: the command is missing (init)."],
    [["--", "sh", "plain.sh"], "error D171  No flag was found in `sh plain.sh`."],
    [["--no-run", "--", "node", "empty.mjs"], "empty.mjs declares none in a way that is known, and --no-run left its --help unread."],
  ])("%j is refused, and nothing is written", async (args, message) => {
    const cwd = folder({ "plain.sh": "echo hello\n", "empty.mjs": "" })
    const { code, err } = await diapason(["init", ...args], { cwd })
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(existsSync(join(cwd, "diapason.yaml"))).toBe(false)
  })
})
