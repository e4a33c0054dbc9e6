import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import { begin, diapason, folder } from "./diapason.ts"
import { slow } from "./scripts.ts"

const tune = (trials: number, store: string, ...command: readonly string[]): readonly string[] => [
  ...["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--trials", String(trials), "--name", "s", "--store", store, "--sampler", "random"],
  ...["--", ...(command.length === 0 ? ["sh", "-c", "echo loss=1"] : command)],
]
const message = (err: string): string => err.slice(err.indexOf("error "))
const completed = (err: string): number => err.match(/ {2}complete {2}/g)?.length ?? 0
const kept = async (cwd: string, store: string) => {
  const { out } = await diapason(["trials", "--json", "--store", store], { cwd })
  return (JSON.parse(out) as { trials: { state: string }[] }).trials.filter(({ state }) => state === "complete").length
}

describe("a store that cannot be written ends with exit code 6, and what was acknowledged is kept", () => {
  test("a full disk", async () => {
    const cwd = folder()
    const small = join(cwd, "small")
    mkdirSync(small)
    const disk = smallDisk(small)
    const { code, err } = await diapason(tune(5000, `sqlite:small/s.db${disk.query}`), { cwd })
    expect(message(err).replace(/ is full: .*\./, " is full: ….")).toBe(
      [
        `error D408  The store ${small}/s.db is full: ….`,
        "  why   An event that was not written has not happened; going on without a record would lose results.",
        "  fix   make room on the disk and run the same command again",
        "  kept  Nothing that was acknowledged is lost.",
        "  more  diapason explain D408",
        "",
      ].join("\n"),
    )
    expect(code).toBe(6)
    const before = completed(err)
    expect(before).toBeGreaterThan(0)
    disk.makeRoom()
    const trials = before + 5
    const again = await diapason(tune(trials, "sqlite:small/s.db"), { cwd })
    expect(again.err).toContain("resumed")
    expect(again.code).toBe(0)
    expect(await kept(cwd, "sqlite:small/s.db")).toBe(trials)
  }, 60_000)

  test("a store that another program has locked for longer than it is waited for", async () => {
    const cwd = folder({ "train.sh": slow })
    const store = "sqlite:s.db?wait=300ms"
    const run = begin(tune(3, store, "sh", "train.sh"), { cwd })
    await run.seen("started")
    const unlock = await lock(join(cwd, "s.db"))
    writeFileSync(join(cwd, "go"), "")
    const { code, err } = await run.ended
    expect(message(err)).toBe(
      [
        `error D401  The store ${cwd}/s.db has been locked by another program for 0.3 s.`,
        "  why   While another program holds the file nothing can be written to it; Diapason itself never holds it for longer than one append.",
        "  fix   close the program that has it open (a database browser, a backup, a shell with an open transaction) and run the same command again",
        "  kept  Nothing that was acknowledged is lost.",
        "  more  diapason explain D401",
        "",
      ].join("\n"),
    )
    expect(code).toBe(6)
    await unlock()
    expect((await diapason(tune(3, store, "sh", "train.sh"), { cwd })).code).toBe(0)
    expect(await kept(cwd, store)).toBe(3)
  })

  test("a store that a newer version wrote is left as it is", async () => {
    const cwd = folder()
    await diapason(tune(2, "sqlite:s.db"), { cwd })
    setFormat(join(cwd, "s.db"), 99)
    for (const args of [tune(3, "sqlite:s.db"), ["best", "--store", "sqlite:s.db"]]) {
      const { code, out, err } = await diapason(args, { cwd })
      expect([code, out]).toEqual([6, ""])
      expect(err).toBe(
        [
          `error D407  The store ${cwd}/s.db was written by Diapason 0.1.0 (format 99); this is 0.1.0 (reads up to 1).`,
          "  why   Writing could lose fields.",
          "  fix   upgrade Diapason here to 0.1.0 or later, or name another store with --store",
          "  kept  Nothing was changed.",
          "  more  diapason explain D407",
          "",
        ].join("\n"),
      )
    }
    setFormat(join(cwd, "s.db"), 1)
    expect(await kept(cwd, "sqlite:s.db")).toBe(2)
  })

  test("a file that is no database", async () => {
    const cwd = folder({ "notes.txt": "not a database, and longer than the head of one: ".repeat(20) })
    const { code, err } = await diapason(tune(1, "sqlite:notes.txt"), { cwd })
    expect(err.replace(/cannot be opened: .*\./, "cannot be opened: ….")).toBe(
      [
        `error D403  The store ${cwd}/notes.txt cannot be opened: ….`,
        "  why   A record can only be kept in a Diapason database, in a place that can be read and written.",
        "  fix   name another path with --store sqlite:PATH, or move that file away and run again",
        "  kept  Nothing was changed.",
        "  more  diapason explain D403",
        "",
      ].join("\n"),
    )
    expect(code).toBe(6)
  })

  test("an address of another kind", async () => {
    const { code, err } = await diapason(tune(1, "mysql://db/x"), { cwd: folder() })
    expect([code, err.split("\n")[0]]).toEqual([6, "error D402  mysql://db/x: there is no such kind of store."])
  })
})

/** A disk of 400 kB where one may be mounted, else a file that may not grow beyond that. */
function smallDisk(path: string): { readonly query: string; makeRoom(): void } {
  const mount = (...args: readonly string[]): boolean => spawnSync("mount", [...args, path]).status === 0
  if (!mount("-t", "tmpfs", "-o", "size=400k", "tmpfs")) return { query: "?quota=200000", makeRoom: () => undefined }
  onTestFinished(() => void spawnSync("umount", ["-l", path]))
  return { query: "", makeRoom: () => void mount("-o", "remount,size=50m") }
}

/** Holds a database until the returned function is called. */
async function lock(path: string): Promise<() => Promise<void>> {
  const program = fileURLToPath(new URL("../../../stores/test/programs/holder.mjs", import.meta.url))
  const holder = spawn(process.execPath, [program, path], { stdio: ["pipe", "pipe", "inherit"] })
  onTestFinished(() => void holder.kill("SIGKILL"))
  await once(holder.stdout, "data")
  return async () => {
    holder.kill("SIGKILL")
    await once(holder, "exit")
  }
}

/** The number of the format in the head of a SQLite file: 32 bits at byte 60. */
function setFormat(path: string, format: number): void {
  const file = openSync(path, "r+")
  writeSync(file, Buffer.from([0, 0, 0, format]), 0, 4, 60)
  closeSync(file)
}
