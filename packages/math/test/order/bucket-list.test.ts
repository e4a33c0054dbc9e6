import fc from "fast-check"
import { expect, it } from "vitest"
import { bucketList, rng } from "@diapason/math"
import type { BucketList, Entry } from "@diapason/math"

const after = (a: Entry, b: Entry): boolean => a.value > b.value || (a.value === b.value && a.id > b.id)
const sorted = (entries: readonly Entry[]): Entry[] => [...entries].sort((a, b) => a.value - b.value || a.id - b.id)

/** Holds every answer of the list against the plain sorted array `model` at the pair given. */
function agree(list: BucketList, model: readonly Entry[], at: Entry): void {
  expect(list.size).toBe(model.length)
  expect(list.predecessor(at.value, at.id)).toEqual(model.findLast((entry) => after(at, entry)))
  expect(list.successor(at.value, at.id)).toEqual(model.find((entry) => after(entry, at)))
}

const pair = fc.record({ value: fc.integer({ min: 0, max: 20 }), id: fc.nat(5) })

it("insertions, removals and neighbours are those of a plain sorted array", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), pair), { maxLength: 80 }), (steps) => {
      const list = bucketList()
      let model: Entry[] = []
      for (const [inserting, at] of steps) {
        const there = model.some((entry) => entry.value === at.value && entry.id === at.id)
        expect(inserting ? list.insert(at.value, at.id) : list.remove(at.value, at.id)).toBe(inserting !== there)
        model = model.filter((entry) => entry.value !== at.value || entry.id !== at.id)
        if (inserting) model = sorted([...model, at])
        agree(list, model, at)
      }
      expect([...list]).toEqual(model)
    }),
  ))

it("the answers stay right while buckets split and empty: 3000 pairs in and out", () => {
  const r = rng(1, 0, "random")
  const list = bucketList()
  const pairs = Array.from({ length: 3000 }, (_, id) => ({ value: r.below(1000) / 7, id }))
  for (const { value, id } of pairs) expect(list.insert(value, id)).toBe(true)
  const model = sorted(pairs)
  expect([...list]).toEqual(model)
  for (const at of pairs.slice(0, 200)) agree(list, model, at)
  for (const at of pairs.slice(0, 200)) agree(list, model, { value: at.value + 0.01, id: 0 })
  for (const { value, id } of model.slice(0, 2900)) expect(list.remove(value, id)).toBe(true)
  expect([...list]).toEqual(model.slice(2900))
  for (const { value, id } of model.slice(2900)) list.remove(value, id)
  expect(list.size).toBe(0)
  expect(list.successor(-Infinity, 0)).toBeUndefined()
  expect(list.predecessor(Infinity, 0)).toBeUndefined()
})

it("a list can start from pairs", () =>
  expect([
    ...bucketList([
      { value: 2, id: 0 },
      { value: 1, id: 1 },
    ]),
  ]).toEqual([
    { value: 1, id: 1 },
    { value: 2, id: 0 },
  ]))

it("infinite values have their place and NaN has none", () => {
  const list = bucketList([
    { value: Infinity, id: 0 },
    { value: -Infinity, id: 1 },
  ])
  expect(list.predecessor(0, 0)).toEqual({ value: -Infinity, id: 1 })
  expect(list.successor(0, 0)).toEqual({ value: Infinity, id: 0 })
  expect(() => list.insert(NaN, 2)).toThrow(RangeError)
})
