import { execFileSync } from "node:child_process"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { emptyFolder, ran } from "./packed.ts"

// The archive, unpacked where no network is: a namespace of its own, whose only address is the loopback that is not even up.

const cut = ["unshare", "--net", "--map-root-user"]
const noNamespace = allowed() ? undefined : "this machine lets nobody make a namespace without a network"
const nodes = [process.execPath, ...(process.env["DIAPASON_OTHER_NODES"] ?? "").split(":").filter((path) => path !== "")]

let folder: string
const version = (JSON.parse(readFileSync(new URL("../../packages/diapason/package.json", import.meta.url), "utf8")) as { version: string })
  .version

/** The tests of the archive that lies in `out()` when they begin. */
export const offlineTests = (out: () => string): object =>
  describe.skipIf(noNamespace !== undefined)(`the archive without a network${noNamespace === undefined ? "" : `: ${noNamespace}`}`, () => {
    beforeAll(async () => {
      folder = emptyFolder()
      await ran(out(), "sha256sum", ["-c", "--quiet", `diapason-${version}.sha256`])
      await ran(folder, "tar", ["-xf", join(out(), `diapason-${version}-offline.tar`)])
    }, 400_000)

    it.each(nodes)("runs a lasting study by the Node %s, and tells what came of it", async (node) => {
      const study = emptyFolder()
      const path = { PATH: `${join(node, "..")}:${process.env["PATH"]}` }
      const alone = (args: readonly string[]): Promise<string> => ran(study, cut[0]!, [...cut.slice(1), diapason(), ...args], path)
      await expect(ran(study, cut[0]!, [...cut.slice(1), node, "-e", `fetch("http://1.1.1.1")`], path)).rejects.toThrow(/fetch failed/)
      const space = ["-p", "x=float(0,1)", "-p", "kind=choice(a,b)"]
      const command = ["--", "sh", "-c", "echo loss=$DIAPASON_PARAM_X"]
      await alone(["tune", ...space, "--minimize", "loss", "--trials", "5", "--seed", "1", "--name", "s", ...command])
      await alone(["report", "s", "-o", "s.html"])
      expect(JSON.parse(await alone(["best", "s", "--json"]))).toMatchObject({ study: "s" })
      await alone(["replay", "s"])
      expect(readFileSync(join(study, "s.html"), "utf8")).not.toMatch(/(src|href)="https?:/)
    })

    it("holds what it says: the wheel, the npm package, docs, licences, bill of materials, SQLite for Linux, macOS and Windows", () => {
      const has = (...path: readonly string[]): readonly string[] => readdirSync(join(folder, `diapason-${version}`, ...path))
      expect(has()).toEqual(expect.arrayContaining(["LICENSE", "NOTICE", "THIRD-PARTY.md", "sbom.cdx.json", "docs", "bin", "packages"]))
      expect(
        has("packages")
          .map((name) => name.replace(/^.*(\.tgz|\.whl|\.tar\.gz)$/, "$1"))
          .toSorted(),
      ).toEqual([".tar.gz", ".tgz", ".whl"])
      const prebuilt = ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64"]
      expect(has("node_modules/@photostructure/sqlite/prebuilds")).toEqual(expect.arrayContaining(prebuilt))
    })

    it("installs its wheel into an empty Python, whose script it tunes", async () => {
      const study = emptyFolder()
      const wheel = readdirSync(join(folder, `diapason-${version}/packages`)).find((name) => name.endsWith(".whl"))!
      await ran(study, process.env["DIAPASON_PYTHON"] ?? "python3", ["-m", "venv", "venv"])
      const install = ["venv/bin/python", "-m", "pip", "install", "-q", "--no-index", join(folder, `diapason-${version}/packages`, wheel)]
      await ran(study, cut[0]!, [...cut.slice(1), ...install])
      writeFileSync(join(study, "train.py"), "import diapason\ntrial = diapason.trial(x=1.0)\ntrial.report(loss=trial.x ** 2)\n")
      const tune = [
        "tune",
        "-p",
        "x=-1..1",
        "--minimize",
        "loss",
        "--trials",
        "2",
        "--params-via",
        "none",
        "--",
        "venv/bin/python",
        "train.py",
      ]
      await ran(study, cut[0]!, [...cut.slice(1), diapason(), ...tune])
      const told = JSON.parse(await ran(study, cut[0]!, [...cut.slice(1), diapason(), "trials", "--json"])) as {
        trials: readonly { state: string }[]
      }
      expect(told.trials.map(({ state }) => state)).toEqual(["complete", "complete"])
    })
  })

const diapason = (): string => join(folder, `diapason-${version}/bin/diapason`)

function allowed(): boolean {
  try {
    execFileSync(cut[0]!, [...cut.slice(1), "true"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
