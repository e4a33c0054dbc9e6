import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { crc32 } from "node:zlib"
import { describe, expect, onTestFinished, test } from "vitest"
import { wandbObservations as fromWandb } from "../../src/exchange/forms/from-wandb.ts"
import type { ImportWish } from "../../src/exchange/forms/import-form.ts"
import { framed } from "../../src/exchange/wandb/framed.ts"
import { wandbRun } from "../../src/exchange/wandb/run-of.ts"

/** Folders that wandb itself has written, offline: the same four runs by each of its versions. */
const fixtures = fileURLToPath(new URL("fixtures/wandb", import.meta.url))
const wish: ImportWish = { study: undefined, name: undefined, param: undefined, minimize: ["val_loss"], maximize: undefined }

const folderOf = (version: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "diapason-wandb-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(fixtures, version), join(folder, "wandb"), { recursive: true })
  return folder
}
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".wandb"))
    .map((name) => join(folder, name))

describe("runs of W&B", () => {
  test.for(readdirSync(fixtures))("as version %s wrote them: configurations, values, curves and ends", (version) => {
    const { wanted, trials, lost } = fromWandb(folderOf(version), wish)
    expect(wanted).toMatchObject({ name: "demo", objectives: [{ metric: "val_loss", direction: "minimize" }] })
    expect(trials.map(({ config, state }) => [config["lr"], config["bs"], config["opt.name"], config["layers"], state])).toEqual([
      [0.1, 16, "adam", [64, 32], "complete"],
      [0.01, 32, "sgd", [64], "complete"],
      [0.001, 64, "adam", [32], "complete"],
      [1, 64, "adam", [32], "failed"],
    ])
    expect(trials.map(({ metrics }) => metrics["val_loss"])).toEqual([0.1, 1.01, Infinity, 4])
    expect(trials[0]!.reports).toHaveLength(4)
    expect(trials[0]!.reports![1]).toEqual({
      step: 1,
      metrics: { val_loss: expect.closeTo(0.3) as number, "nested.acc": 0.25, "train/loss": NaN },
    })
    expect(trials[3]!.failure).toEqual({ kind: "crash", message: "exit code 1" })
    expect(trials[0]!.notes).toMatchObject({
      "wandb.name": "trial-0",
      "wandb.group": "g",
      "wandb.tags": ["a", "b"],
      "wandb.notes": "a note",
    })
    expect(wanted.space).toMatchObject({
      lr: { type: "float", low: 0.001, high: 1, scale: "log" },
      flag: { type: "choice", values: [false, true] },
      "opt.wd": { type: "float", low: 0.01, high: 0.1, when: { "opt.name": ["adam"] } },
    })
    expect(lost.join("\n")).toMatch(/same in all runs that had it: .*opt\.momentum=0\.9/)
  })

  test("with -p the space is what was said; runs outside of it, and what it does not name, are told", () => {
    const param = { lr: { type: "float", low: 0.001, high: 0.5, scale: "log" }, bs: { type: "ordinal", values: [16, 32, 64] } }
    const { wanted, trials, lost } = fromWandb(folderOf("0.31.0"), { ...wish, name: "mine", param })
    expect(wanted).toMatchObject({ name: "mine", space: param })
    expect(trials.map(({ config }) => config)).toEqual([
      { lr: 0.1, bs: 16 },
      { lr: 0.01, bs: 32 },
      { lr: 0.001, bs: 64 },
    ])
    expect(lost.join("\n")).toMatch(/run-\w+: .*lr.*1/)
    expect(lost.join("\n")).toMatch(/what no -p names: .*layers/)
  })

  test("metrics must be said, and be there: the answer lists them", () => {
    const folder = folderOf("0.31.0")
    expect(() => fromWandb(folder, { ...wish, minimize: undefined })).toThrow(/D481|val_loss/)
    expect(() => fromWandb(folder, { ...wish, minimize: ["acc"] })).toThrow(/no run has recorded acc/)
    expect(() => fromWandb(join(folder, "nothing"), wish)).toThrow(/holds no run/)
    expect(() => fromWandb(folder, { ...wish, study: "other" })).toThrow(/no run of the project other/)
  })
})

describe("files that are not whole", () => {
  test("cut at any byte, a file is read up to its last whole record, and that is said", () => {
    const whole = readFileSync(filesIn(join(fixtures, "0.19.11"))[0]!)
    const full = framed(whole)!.records
    for (let at = 7; at < whole.length; at += 11) {
      const { records, cut } = framed(whole.subarray(0, at))!
      const same = records.every((record, i) => Buffer.compare(record, full[i]!) === 0)
      if (!same || (records.length === full.length && cut !== undefined)) throw new Error(`cut at ${at}: ${cut}`)
      wandbRun("a", whole.subarray(0, at))
    }
    expect(framed(whole.subarray(0, 6))).toBeUndefined()
    expect(framed(whole.subarray(0, -1))!.cut).toMatch(/ends in the middle of a record/)
  })

  test("one that was cut, one that is empty and one that is broken stand beside whole ones", () => {
    const folder = folderOf("0.31.0")
    const [cut, empty, broken] = filesIn(folder) as [string, string, string]
    truncateSync(cut, readFileSync(cut).length - 200)
    writeFileSync(empty, "")
    const bytes = readFileSync(broken)
    bytes[bytes.length - 300]! ^= 0xff
    writeFileSync(broken, bytes)
    const { trials, lost } = fromWandb(folder, wish)
    expect(trials).toHaveLength(3)
    expect(lost.join("\n")).toMatch(/ends in the middle of a record, at byte \d+; what came before was read/)
    expect(lost.join("\n")).toContain("it is empty")
    expect(lost.join("\n")).toMatch(/the record at byte \d+ does not have its checksum/)
    expect(lost.join("\n")).toMatch(/how \d of its runs ended was not recorded/)
  })

  test("a newer form, and a file of something else, are refused with what they are", () => {
    const folder = folderOf("0.31.0")
    for (const file of filesIn(folder)) {
      const bytes = readFileSync(file)
      bytes[6] = 1
      writeFileSync(file, bytes)
    }
    expect(() => fromWandb(folder, wish)).toThrow(/none of its 4 runs can be read: .* its form is version 1, and only 0 is known/)
    expect(framed(Buffer.from("SQLite format 3"))).toBeUndefined()
  })

  test("a record longer than a block comes in pieces", () => {
    const long = Buffer.alloc(100_000, 7)
    const { records, cut } = framed(written([Buffer.from("a"), long, Buffer.from("b")]))!
    expect(records.map(({ length }) => length)).toEqual([1, 100_000, 1])
    expect(Buffer.from(records[1]!).equals(long)).toBe(true)
    expect(cut).toBeUndefined()
  })
})

/** The framing from its description, written the other way round. */
function written(records: readonly Buffer[]): Buffer {
  let file = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0])
  for (const record of records) {
    let at = 0
    do {
      const left = 32_768 - (file.length % 32_768)
      if (left < 7) {
        file = Buffer.concat([file, Buffer.alloc(left)])
        continue
      }
      const piece = record.subarray(at, at + left - 7)
      const [first, last] = [at === 0, at + piece.length === record.length]
      const typed = Buffer.concat([Buffer.from([first ? (last ? 1 : 2) : last ? 4 : 3]), piece])
      const head = Buffer.alloc(6)
      head.writeUInt32LE(crc32(typed))
      head.writeUInt16LE(piece.length, 4)
      file = Buffer.concat([file, head, typed])
      at += piece.length
    } while (at < record.length)
  }
  return file
}
