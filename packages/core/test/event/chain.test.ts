import { linkParts, origin, sha256, stamp, verifyChain, type EventBody, type StudyEvent } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

const note = (key: string, value: number): EventBody => ({ kind: "note.set", key, value })

function chained(bodies: readonly EventBody[]): StudyEvent[] {
  const events: StudyEvent[] = []
  for (const body of bodies) events.push(stamp(events.at(-1) ?? origin, body, 1000 + events.length))
  return events
}

describe("the chain", () => {
  it("begins at position 1 with nothing before it", () => {
    const [first] = chained([note("a", 1)])
    expect(first).toEqual({
      kind: "note.set",
      key: "a",
      value: 1,
      seq: 1,
      at: 1000,
      hash: sha256('{"at":1000,"key":"a","kind":"note.set","seq":1,"value":1}'),
    })
  })

  it("hashes the hash before it together with the event", () => {
    const [first, second] = chained([note("a", 1), note("b", 2)])
    expect(second?.hash).toBe(sha256(`${first?.hash}{"at":1001,"key":"b","kind":"note.set","seq":2,"value":2}`))
  })

  it("is whole when nothing was changed, and continues from any head", () => {
    const events = chained([1, 2, 3, 4].map((n) => note("n", n)))
    const { seq, hash } = events[3]!
    expect(verifyChain(events)).toEqual({ whole: true, head: { seq, hash } })
    expect(verifyChain(events.slice(2), events[1])).toEqual({ whole: true, head: { seq, hash } })
    expect(verifyChain([])).toEqual({ whole: true, head: origin })
  })

  it("shows the first position that was changed, left out or put in another place", () => {
    const spoilt = [
      (events: StudyEvent[], i: number) => events.with(i, { ...events[i]!, ...note("n", -1) }),
      (events: StudyEvent[], i: number) => events.with(i, { ...events[i]!, at: 5 }),
      (events: StudyEvent[], i: number) => events.toSpliced(i, 1),
      (events: StudyEvent[], i: number) => events.with(i, events[i + 1]!).with(i + 1, events[i]!),
    ]
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(18), fc.constantFrom(...spoilt), (n, at, spoil) => {
        const i = at % (n - 1)
        const events = chained(Array.from({ length: n }, (_, k) => note("n", k)))
        expect(verifyChain(spoil(events, i))).toMatchObject({ whole: false, seq: i + 1 })
      }),
    )
  })

  it("does not see the order of keys, which the stored text keeps", () => {
    const [event] = chained([{ kind: "note.set", key: "k", value: { b: 1, a: 2 } }])
    const { value, ...rest } = event as StudyEvent & { value: unknown }
    expect(verifyChain([{ value: { a: 2, b: 1 }, ...rest } as StudyEvent]).whole).toBe(true)
    expect(JSON.stringify(value)).toBe('{"b":1,"a":2}')
  })

  it("can be linked by whoever knows the parts of its text, the time and the position", () =>
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom("a", "at", "b", "kind", "seq", "t", "ä", "") }),
        fc.nat(),
        fc.nat(),
        (drawn, seq, at) => {
          const { at: _at, seq: _seq, hash: _hash, ...rest } = JSON.parse(JSON.stringify(drawn)) as Record<string, unknown>
          const body = { ...rest, kind: "note.set", key: "k" } as unknown as EventBody
          const [before, between, after] = linkParts(body)
          expect(sha256(`abc${before}${at}${between}${seq + 1}${after}`)).toBe(stamp({ seq, hash: "abc" }, body, at).hash)
        },
      ),
    ))
})
