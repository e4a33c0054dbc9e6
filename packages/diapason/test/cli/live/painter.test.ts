import fc from "fast-check"
import { expect, test } from "vitest"
import { painter } from "../../../src/cli/live/painter.ts"

/** A terminal that knows what the painter uses, and folds what is too long for a window made narrower. */
function screen(columns: number): { columns: number; write(text: string): void; rows(): readonly string[]; written: number } {
  let rows: string[] = [""]
  let row = 0
  const escape = "\u001b"
  const known = new RegExp(`${escape}\\[(\\d*)([A-Za-z])|${escape}\\[\\?2026[hl]|[\r\n]|[^${escape}\r\n]+`, "g")
  return {
    written: 0,
    get columns() {
      return columns
    },
    set columns(next) {
      rows = rows.flatMap((text) => text.match(new RegExp(`.{1,${next}}`, "g")) ?? [""])
      row = rows.length - 1
      columns = next
    },
    write(text) {
      this.written += text.length
      for (const [part, count, letter] of text.matchAll(known)) {
        if (letter === "A") row -= Number(count)
        else if (letter === "K") rows[row] = rows[row]!.slice(0, text.length)
        else if (letter === "J") rows = [...rows.slice(0, row), ""]
        else if (part === "\n") rows[++row] ??= ""
        else if (part !== "\r" && !part.startsWith(escape)) rows[row] = part
        expect(row).toBeGreaterThanOrEqual(0)
      }
    },
    rows: () => rows,
  }
}

test("the last lines alone are on the screen, below what was written before, however the window changes", () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 19 }), { maxLength: 6 })
  fc.assert(
    fc.property(fc.array(fc.tuple(lines, fc.integer({ min: 20, max: 40 })), { minLength: 1, maxLength: 8 }), (frames) => {
      const window = screen(40)
      const view = painter(window)
      window.write("before\n")
      for (const [shown, columns] of frames) {
        window.columns = Math.min(columns, window.columns)
        view.paint(shown)
        expect(window.rows()).toEqual(["before", ...shown, ""])
      }
      view.clear()
      expect(window.rows()).toEqual(["before", ""])
    }),
  )
})

test("a line that stays is not written again", () => {
  const window = screen(80)
  const view = painter(window)
  view.paint(["x".repeat(60), "1"])
  window.written = 0
  view.paint(["x".repeat(60), "2"])
  expect(window.written).toBeLessThan(40)
})
