import type { EventBody, StudyEvent } from "@diapason/core"
import { anyStudyLog, oddStudies, stamped, study } from "@diapason/testkit"
import {
  type Board,
  boardFrom,
  boardPieces,
  boardStatus,
  type Column,
  decodeBoard,
  encodeBoard,
  followBoard,
  statusView,
  wordAt,
} from "@diapason/views"
import fc from "fast-check"
import { expect, test } from "vitest"

// Logs of some dozens of events, not of a handful.
fc.configureGlobal({ baseSize: "large" })

/** What a person sees of a board: a metric that nobody has a value of any more is none, and sessions are told by their names. */
function shown({ ledger, table }: Board) {
  const numbers = (column: Column): readonly unknown[] =>
    Array.from({ length: table.size }, (_, n) => (column.kind === "fact" && column.words ? wordAt(column, n) : column.values[n]))
  const columns = table.columns.map((column) => {
    const { values: _, words, ...rest } = column
    return { ...rest, ...(column.kind === "parameter" && { words }), numbers: numbers(column) }
  })
  const objectives = new Set(ledger.definition.objectives.map(({ metric }) => metric))
  return {
    size: table.size,
    mark: [...table.mark.subarray(0, table.size)],
    columns: columns.filter(({ kind, name, numbers }) => kind !== "metric" || objectives.has(name) || !numbers.every(Number.isNaN)),
    front: ledger.front,
    finished: ledger.finished,
    running: [...ledger.running],
    waiting: [...ledger.waiting],
    paused: [...ledger.paused],
    status: boardStatus({ ledger, table, whole: false }, 1e9, new Set(["session-1"])),
    rest: [ledger.seq, ledger.at, ledger.hash, ledger.held, ledger.ended, ledger.added, ledger.baselines, [...ledger.sessions]],
  }
}

const constrained = study({
  space: { x: { type: "float", low: 0, high: 1 } },
  constraints: ["acc + x <= 500"],
  objectives: [
    { metric: "loss", direction: "minimize" },
    { metric: "acc", direction: "maximize" },
  ],
})

const revised: EventBody = {
  kind: "study.revised",
  revision: 2,
  space: { x: { type: "float", low: -1, high: 1 }, y: { type: "choice", values: ["a", 1, "1"], default: 1 } },
  was: { y: "a" },
  why: "wider",
  by: "s",
}

const anyCase = fc
  .tuple(
    fc.constantFrom(study(), constrained),
    fc.boolean(),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .chain(([created, withRevision, a, b]) => fc.tuple(anyStudyLog(created, 80), fc.constant({ withRevision, a, b })))
  .map(([log, { withRevision, a, b }]) => {
    const at = 1 + Math.floor(b * (log.length - 1))
    const events = stamped(withRevision ? [...log.slice(0, at), revised, ...log.slice(at)] : log)
    return { events, cut: 1 + Math.floor(a * (events.length - 1)) }
  })

const copyOf = (board: Board): Board => decodeBoard(encodeBoard(board))

test("a thin board from any moment, followed to the end, shows what the whole log shows; where it cannot know it says so", () => {
  let [followed, reloads] = [0, 0]
  fc.assert(
    fc.property(anyCase, ({ events, cut }) => {
      const whole = boardFrom(events)
      let thin = copyOf(boardFrom(events.slice(0, cut)))
      for (let at = cut; at < events.length; at++) {
        const next = followBoard(thin, events.slice(at, at + 1))
        if (next === "reload") reloads++
        else followed++
        thin = next === "reload" ? copyOf(boardFrom(events.slice(0, at + 1))) : next
      }
      expect(shown(thin)).toEqual(shown(whole))
      expect(boardStatus(whole, 1e9, new Set())).toEqual(statusView(whole.ledger, 1e9, new Set()))
    }),
    { numRuns: 300 },
  )
  expect(followed).toBeGreaterThan(reloads * 3)
})

test("a whole board that is followed shows at every moment what one made anew shows", () => {
  fc.assert(
    fc.property(anyCase, fc.integer({ min: 1, max: 30 }), ({ events, cut }, step) => {
      let board = boardFrom(events.slice(0, cut))
      for (let at = cut; at < events.length; at += step) {
        const next = followBoard(board, events.slice(at, at + step))
        expect(next).not.toBe("reload")
        expect(next).not.toBe(board)
        board = next as Board
        expect(shown(board)).toEqual(shown(boardFrom(events.slice(0, at + step))))
      }
    }),
    { numRuns: 200 },
  )
})

test.each(Object.entries(oddStudies))("the board of the odd study %s comes through its bytes", (_, make) => {
  const board = boardFrom(make())
  const back = copyOf(board)
  expect(shown(back)).toEqual(shown(board))
  expect(back.table.columns.map(({ words }) => words)).toEqual(board.table.columns.map(({ words }) => words))
})

test("what a board has taken in already changes nothing, and what follows a gap needs another board", () => {
  const events = oddStudies.oneParameter()
  const board = boardFrom(events.slice(0, 50))
  const before = shown(board)
  expect(shown(followBoard(board, events.slice(20, 50)) as Board)).toEqual(before)
  expect(followBoard(board, events.slice(51))).toBe("reload")
})

test("the pieces of a board show the moment at which they were asked for, whatever comes meanwhile", () => {
  const events = oddStudies.oneParameter()
  const board = boardFrom(events.slice(0, 60))
  const then = encodeBoard(board)
  const pieces = boardPieces(board)
  const next = followBoard(board, events.slice(60)) as Board
  const late = [...pieces].flatMap((piece) => [...piece])
  expect(shown(decodeBoard(Uint8Array.from(late)))).toEqual(shown(decodeBoard(then)))
  expect(shown(next)).toEqual(shown(boardFrom(events)))
})

test("a column that nothing has changed in is the same object, and one that has changed another", () => {
  const events: readonly StudyEvent[] = oddStudies.oneParameter()
  const cut = events.findIndex(({ kind }) => kind === "trial.reported")
  const board = boardFrom(events.slice(0, cut))
  const next = followBoard(board, events.slice(cut, cut + 1)) as Board
  const changed = next.table.columns.filter((column, i) => column !== board.table.columns[i]).map(({ name }) => name)
  expect(changed).toEqual(["loss", "steps"])
})

test("bytes that are no board are told as such", () => {
  for (const bytes of [
    new Uint8Array(0),
    new Uint8Array([1, 2, 3]),
    new Uint8Array(64),
    new TextEncoder().encode("hello, this is no board at all"),
  ])
    expect(() => decodeBoard(bytes)).toThrow()
  expect(() => decodeBoard(encodeBoard(boardFrom(oddStudies.one())).slice(0, 200))).toThrow()
})
