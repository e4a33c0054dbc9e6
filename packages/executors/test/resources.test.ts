import { chmodSync, mkdtempSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { findDevices, slotsFor, type Devices } from "@diapason/executors"
import { allocate, capacity, deviceLedger, release } from "../src/resources/device-ledger.ts"

describe("the ledger of cards", () => {
  const share = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.double({ min: 0.05, max: 1, noNaN: true }), fc.constantFrom(1 / 3, 0.1, 0.2))

  it("never gives more of a card than there is, gives whole cards alone, and fills up to its capacity exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), share, fc.array(fc.nat(30), { maxLength: 60 }), (cards, share, moves) => {
        let ledger = deviceLedger(cards, share)
        const held: (readonly number[])[] = []
        for (const move of moves) {
          const given = move % 3 === 0 && held.length > 0 ? undefined : allocate(ledger)
          // The same ledger always gives the same.
          if (given !== undefined) expect(allocate(ledger)).toEqual(given)
          if (given !== undefined) {
            held.push(given.cards)
            ledger = given.ledger
          } else if (held.length > 0) ledger = release(ledger, held.splice(move % held.length, 1)[0]!)
          for (let card = 0; card < cards; card++) {
            const on = held.filter((mine) => mine.includes(card)).length
            expect(on).toBe(ledger.onCard[card])
            expect(on * Math.min(1, share)).toBeLessThanOrEqual(1 + 1e-6)
          }
          for (const mine of held) expect(new Set(mine).size).toBe(Math.max(1, share))
          expect(held.length).toBeLessThanOrEqual(capacity(cards, share))
        }
        while (held.length < capacity(cards, share)) {
          const given = allocate(ledger)
          // Whole cards may be taken in any order, and parts of them too: what is free can always be given.
          expect(given).toBeDefined()
          held.push(given!.cards)
          ledger = given!.ledger
        }
        expect(allocate(ledger)).toBeUndefined()
        for (const mine of held) ledger = release(ledger, mine)
        expect(ledger).toEqual(deviceLedger(cards, share))
      }),
      { numRuns: 200 },
    )
  })

  it("takes the emptiest card first", () => {
    const first = allocate(deviceLedger(2, 0.5))!
    const second = allocate(first.ledger)!
    expect([first.cards, second.cards, allocate(second.ledger)!.cards]).toEqual([[0], [1], [0]])
  })
})

/** A folder with a program that answers as the real one would. */
function withProgram(name: string, script: string): { readonly PATH: string } {
  const folder = mkdtempSync(join(tmpdir(), "diapason-"))
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
  return { PATH: folder }
}
const twoCards = "echo 'GPU 0: NVIDIA A100 (UUID: GPU-1)'; echo 'GPU 1: NVIDIA A100 (UUID: GPU-2)'"

describe("cards are found", () => {
  const cuda = { kind: "nvidia", variable: "CUDA_VISIBLE_DEVICES" }
  test("by nvidia-smi", async () => {
    expect(await findDevices(withProgram("nvidia-smi", twoCards))).toEqual({ ...cuda, ids: ["0", "1"] })
  })

  test("by rocm-smi, which names each several times", async () => {
    const lines = [0, 1].map((n) => `echo 'GPU[${n}] : Device Name: x'; echo 'GPU[${n}] : GUID: 7'`).join("\n")
    const found = { kind: "amd", variable: "ROCR_VISIBLE_DEVICES", ids: ["0", "1"] }
    expect(await findDevices(withProgram("rocm-smi", lines))).toEqual(found)
  })

  test.each([
    ["3,1", { ...cuda, ids: ["3", "1"] }],
    ["GPU-2", { ...cuda, ids: ["GPU-2"] }],
    ["1,-1,0", { ...cuda, ids: ["1"] }],
    ["", undefined],
    ["-1", undefined],
  ])("only as far as the surroundings allow: CUDA_VISIBLE_DEVICES=%s", async (given, found) => {
    expect(await findDevices({ ...withProgram("nvidia-smi", twoCards), CUDA_VISIBLE_DEVICES: given })).toEqual(found)
  })

  test("within two seconds, or not at all", async () => {
    const began = performance.now()
    expect(await findDevices(withProgram("nvidia-smi", "exec /bin/sleep 60"))).toBeUndefined()
    expect(performance.now() - began).toBeLessThan(4000)
  })
})

describe("how many run at one time", () => {
  const devices: Devices = { kind: "nvidia", ids: ["0", "1", "2"], variable: "CUDA_VISIBLE_DEVICES" }
  const here = availableParallelism()

  test.each([
    [{ slots: "auto", devices } as const, 3],
    [{ slots: "auto", share: 0.5, devices } as const, 6],
    [{ slots: "auto", share: 2, devices } as const, 1],
    [{ slots: 2, share: 1, devices } as const, 2],
    [{ slots: 5, devices: undefined } as const, 5],
    [{ slots: "auto", devices: undefined } as const, Math.max(1, Math.floor(here / 2))],
    [{ slots: "auto", cpus: here, devices: undefined } as const, 1],
  ])("%o are %i", (asked, slots) => {
    expect(slotsFor(asked).slots).toBe(slots)
  })

  test.each([
    [{ slots: 1, share: 4, devices } as const, "D165", "asks for 4 GPUs; this machine has 3."],
    [{ slots: 4, share: 1, devices } as const, "D165", "1 GPU, and 4 are to run at one time; this machine has room for 3 (3 GPUs)."],
    [{ slots: 1, share: 0.5, devices: undefined } as const, "D165", "0.5 GPU; this machine has none that can be seen."],
    [{ slots: 1, share: 1.5, devices } as const, "D166", "--gpus-per-trial 1.5"],
    [{ slots: 1, cpus: here + 1, devices } as const, "D165", `${here + 1} processors; this machine has ${here}.`],
  ])("%o cannot be granted, and is refused before anything starts", (asked, code, words) => {
    expect(() => slotsFor(asked)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) as string }))
  })
})
