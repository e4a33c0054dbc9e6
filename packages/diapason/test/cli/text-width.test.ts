import fc from "fast-check"
import stringWidth from "string-width"
import { expect, test } from "vitest"
import { cut, widthOf } from "../../src/cli/text/width.ts"

test("what is measured without a table is as wide as the table says", () => {
  const all = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i)) + "▁▂▃▄▅▆▇█░▓●◐◌◇⏸✂✕✓·—…←↑→↓≈≤≥±"
  for (const character of all) expect([character, widthOf(character)]).toEqual([character, stringWidth(character)])
})

test("a text is cut to its width between characters, and stays as it is where it fits", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "語", "👩‍🔬", "é", "…"), maxLength: 30 })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (whole, width) => {
      const kept = cut(whole, width)
      expect(stringWidth(kept)).toBeLessThanOrEqual(width)
      if (stringWidth(whole) <= width) expect(kept).toBe(whole)
      else expect(whole.startsWith(kept.slice(0, -1))).toBe(true)
    }),
  )
})
