import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { offlineTests } from "./offline-tests.ts"
import { emptyFolder, packed, ran, root, served } from "./packed.ts"

let out: string
let folder: string
const named = (pattern: RegExp): string =>
  join(
    out,
    readdirSync(out).find((name) => pattern.test(name))!,
  )

beforeAll(async () => {
  out = await packed()
  folder = emptyFolder()
  writeFileSync(join(folder, "package.json"), `{ "private": true, "type": "module" }`)
  await ran(folder, "npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", named(/^diapason-[\d.]+\.tgz$/)])
}, 400_000)

describe("the package from npm, alone in an empty folder", () => {
  it("tunes a shell command by its own command line", async () => {
    const tune = ["diapason", "tune", "-p", "x=float(0,1)", "--minimize", "loss", "--trials", "3", "--seed", "1", "--name", "shell"]
    await ran(folder, "npx", [...tune, "--", "sh", "-c", "echo loss=$DIAPASON_PARAM_X"])
    const { best } = JSON.parse(await ran(folder, "npx", ["diapason", "best", "shell", "--json"])) as Best
    expect(best[0]!.values["loss"]).toBe(Math.min(...(await losses("shell"))))
  })

  it("is a library: optimize, a lasting store, samplers in a thread, diapason/trial and diapason/browser", async () => {
    writeFileSync(join(folder, "objective.js"), "export const objective = ({ x }) => (x - 0.5) ** 2\n")
    writeFileSync(join(folder, "library.js"), library)
    expect(JSON.parse(await ran(folder, process.execPath, ["library.js"]))).toEqual({
      trials: 8,
      near: true,
      thread: 3,
      page: 5,
      trial: "function",
    })
  })

  it("serves its page, with all that the page asks for", async () => {
    const found = await served(
      folder,
      process.execPath,
      ["node_modules/diapason/bin/diapason.js", "serve", "--listen", "127.0.0.1:0"],
      async (url) => {
        const page = await (await fetch(url)).text()
        const scripts = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path]) => path!)
        return Promise.all(scripts.map(async (path) => (await fetch(new URL(path, `${url}/`))).status))
      },
    )
    expect(found.length).toBeGreaterThan(1)
    expect(new Set(found)).toEqual(new Set([200]))
  })

  it.each([
    ["node16", "node16"],
    ["esnext", "bundler"],
  ])("has types that a strict program finds, with module %s and resolution %s, in its own types too", async (module, resolution) => {
    writeFileSync(join(folder, "typed.ts"), typed)
    const strict = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom",
      "--skipLibCheck",
      "false",
    ]
    const node = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"]
    const args = [...strict, ...node, "--module", module, "--moduleResolution", resolution, "--pretty", "false", "typed.ts"]
    expect(await ran(folder, process.execPath, [join(root, "node_modules/ts7/bin/tsc"), ...args])).toBe("")
  })

  it("names no path of the machine that built it, and no package that is not published", async () => {
    const all = readdirSync(join(folder, "node_modules/diapason"), { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.(m?js|d\.ts|json)$/.test(name),
    )
    const wrong = all.filter((name) => {
      const text = readFileSync(join(folder, "node_modules/diapason", name), "utf8")
      return text.includes(root) || /(from|import|import\(|require\(|resolve\()\s*"@diapason\//.test(text)
    })
    expect({ files: all.length > 500, wrong }).toEqual({ files: true, wrong: [] })
  })
})

offlineTests(() => out)

describe("the wheel, in an empty environment", () => {
  it("is what a script imports that the installed command line tunes", async () => {
    const venv = join(folder, "venv")
    await ran(folder, process.env["DIAPASON_PYTHON"] ?? "python3", ["-m", "venv", venv])
    const python = join(venv, "bin/python")
    await ran(folder, python, ["-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-index", named(/\.whl$/)])
    writeFileSync(join(folder, "train.py"), script)
    const tune = [
      "diapason",
      "tune",
      "-p",
      "lr=1e-4..1e-1:log",
      "--minimize",
      "loss",
      "--trials",
      "3",
      "--fidelity",
      "epoch=1..4",
      "--name",
      "python",
    ]
    await ran(folder, "npx", [...tune, "--params-via", "none", "--", python, "train.py"])
    expect((await losses("python")).every((loss) => loss > 0)).toBe(true)
  })
})

describe("what is published", () => {
  it("is the same, byte for byte, when it is packed again", async () => {
    const again = await packed()
    expect(readFileSync(join(again, "SHA256SUMS"), "utf8")).toBe(readFileSync(join(out, "SHA256SUMS"), "utf8"))
    await ran(out, "sha256sum", ["-c", "--quiet", "SHA256SUMS"])
  }, 400_000)

  it("has a bill of materials in CycloneDX with every package, its licence and its digest", () => {
    const { bomFormat, components, metadata } = JSON.parse(readFileSync(named(/^sbom/), "utf8")) as Bill
    const names = components.map(({ name }) => name)
    expect(bomFormat).toBe("CycloneDX")
    expect(names).toEqual(expect.arrayContaining(["fastify", "pg", "@photostructure/sqlite", "react", "echarts"]))
    expect(metadata.component.name).toBe("diapason")
    expect(names.filter((name) => /^(@diapason|vitest$|typescript$)/.test(name))).toEqual([])
    expect(components.filter(({ licenses, hashes }) => licenses === undefined || hashes === undefined).map(({ name }) => name)).toEqual([])
  })

  it("has the licence text of each of them in one notice", () => {
    const { components } = JSON.parse(readFileSync(named(/^sbom/), "utf8")) as Bill
    const notice = readFileSync(named(/^THIRD-PARTY/), "utf8")
    expect(components.filter(({ name, version }) => !notice.includes(`| ${name} | ${version} |`))).toEqual([])
  })
})

interface Best {
  readonly best: readonly { readonly values: Readonly<Record<string, number>> }[]
}

interface Bill {
  readonly bomFormat: string
  readonly metadata: { readonly component: { readonly name: string } }
  readonly components: readonly {
    readonly name: string
    readonly version: string
    readonly licenses?: unknown
    readonly hashes?: unknown
  }[]
}

async function losses(study: string): Promise<readonly number[]> {
  const { trials } = JSON.parse(await ran(folder, "npx", ["diapason", "trials", study, "--json"])) as { trials: Best["best"] }
  return trials.map(({ values }) => values["loss"]!)
}

const library = `
import { createStudy, float, inWorker, optimize, space } from "diapason"
import { createStudy as pageStudy } from "diapason/browser"
import * as trial from "diapason/trial"
import { objective } from "./objective.js"

const s = space({ x: float(0, 1) })
const about = { space: s, minimize: "loss", seed: 1, sampler: "gp" }
const lasting = await optimize({ ...about, budget: { trials: 8 }, store: "sqlite:library.db", objective })
const thread = await optimize({ ...about, budget: { trials: 3 }, objective: inWorker(new URL("./objective.js", import.meta.url), "objective") })
const [here, page] = [await createStudy(about), await pageStudy(about)]
let same = 0
for (let i = 0; i < 5; i++) {
  const [a, b] = [await here.ask(), await page.ask()]
  if (a.config.x === b.config.x) same++
  await Promise.all([a.tell(objective(a.config)), b.tell(objective(b.config))])
}
await here.close()
console.log(JSON.stringify({ trials: lasting.trials.length, near: lasting.best.values.loss < 0.01, thread: thread.trials.length, page: same, trial: typeof trial.trial }))
`

const typed = `
import { branch, float, int, log, optimize, space, type Study } from "diapason"
import { optimize as inPage } from "diapason/browser"
import { trial } from "diapason/trial"

const s = space({ lr: float(1e-5, 1e-1, { scale: "log" }), depth: int(2, 8), opt: branch({ sgd: { momentum: float(0.5, 0.99) }, adam: {} }) })
const { best } = await optimize({ space: s, minimize: "loss", budget: { trials: 3 }, objective: (p) => (p.opt.use === "sgd" ? p.opt.momentum : p.lr) })
const depth: number | undefined = best?.config.depth
// @ts-expect-error adam has no momentum
await optimize({ space: s, minimize: "loss", objective: (p) => p.opt.momentum })
// @ts-expect-error it is a number
const wrong: string | undefined = (await inPage({ space: s, minimize: "loss", objective: (p) => p.lr })).best?.config.depth
export type { Study }
export { depth, log, trial, wrong }
`

const script = `
import diapason

trial = diapason.trial(lr=1e-3)
for epoch in trial.steps(4):
    trial.report(loss=trial.lr + 1 / epoch)
`
