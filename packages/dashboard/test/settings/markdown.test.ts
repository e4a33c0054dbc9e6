import { hostileTexts } from "@diapason/testkit"
import fc from "fast-check"
import { expect, test } from "vitest"
import { markdown, type Block, type Inline } from "../../src/settings/markdown.ts"
import { readTrials, readWall } from "../../src/settings/read-wall.ts"
import { narrowed } from "../../src/settings/narrowed.ts"
import { smallBoard } from "../small-board.ts"

const paragraph = (source: string): readonly Inline[] => (markdown(source)[0] as Extract<Block, { is: "paragraph" }>).of

test("paragraphs, lists, bold, code and links", () => {
  expect(markdown("Why **this `rate`**?\n\n- one\n- [two](https://a.b/c?d=1)\n\n1. first\n\n```\n<b>\n```")).toEqual([
    {
      is: "paragraph",
      of: [
        { is: "text", text: "Why " },
        {
          is: "bold",
          of: [
            { is: "text", text: "this " },
            { is: "code", text: "rate" },
          ],
        },
        { is: "text", text: "?" },
      ],
    },
    { is: "list", ordered: false, items: [[{ is: "text", text: "one" }], [{ is: "link", text: "two", to: "https://a.b/c?d=1" }]] },
    { is: "list", ordered: true, items: [[{ is: "text", text: "first" }]] },
    { is: "code", text: "<b>" },
  ])
})

test("no scheme but http and https becomes a link", () => {
  for (const to of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil",
    "/x",
    "java\nscript:x",
    "http:",
    "https://",
  ])
    expect(
      paragraph(`[a](${to})`).some(({ is }) => is === "link"),
      to,
    ).toBe(false)
  expect(paragraph("![a](https://b.c)").filter(({ is }) => is === "link")).toHaveLength(1)
})

test("hostile texts stay text", () => {
  for (const text of hostileTexts) expect(flat(markdown(text)).filter(({ is }) => is === "link")).toEqual([])
  expect(paragraph('<img src=x onerror="alert(1)">')).toEqual([{ is: "text", text: '<img src=x onerror="alert(1)">' }])
  expect(paragraph('[x](https://a.b" onclick="y)').some(({ is }) => is === "link")).toBe(false)
})

test("nothing that is written is lost, and unclosed marks are text", () => {
  expect(paragraph("2 ** 3 and `x")).toEqual([{ is: "text", text: "2 ** 3 and `x" }])
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ]{1,40}$/), (words) => {
      expect(
        flat(markdown(`**${words}x** ${words}`))
          .map((piece) => ("text" in piece ? piece.text : ""))
          .join("")
          .replace(/\s/g, ""),
      ).toBe(`${words}x${words}`.replace(/\s/g, ""))
    }),
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("*", "`", "[", "]", "(", ")", "h", "\n", "-", " ", "\r") }),
      (text) => void markdown(text),
    ),
  )
})

test("a long text of marks takes no long time", () => {
  for (const mark of ["**", "`", "[", "[a](", "**a", "- ", "```\n", "1. "]) {
    const began = performance.now()
    markdown(mark.repeat(100_000 / mark.length))
    expect(performance.now() - began, mark).toBeLessThan(1500)
  }
})

test("durations and counts as people type them", () => {
  expect(["8h", "90 min", "1.5 h", "2d", "30s", "500 ms", ""].map(readWall)).toEqual([
    28_800_000,
    5_400_000,
    5_400_000,
    172_800_000,
    30_000,
    500,
    undefined,
  ])
  expect(["8", "h", "-1h", "1e3s", "8 hours", "NaN"].map(readWall).every(Number.isNaN)).toBe(true)
  expect([readTrials("12"), readTrials(""), readTrials(" 3 ")]).toEqual([12, undefined, 3])
  expect(["1.5", "-2", "1e3", "x", "99999999999"].map(readTrials).every(Number.isNaN)).toBe(true)
})

test("how many trials a narrowed range keeps", () => {
  expect(narrowed(smallBoard(), "lr", 0.01, 0.1)).toEqual({ inside: 3, of: 5, bestInside: true })
  expect(narrowed(smallBoard(), "lr", 0.5, 1)).toEqual({ inside: 1, of: 5, bestInside: false })
  expect(narrowed(smallBoard(), "no such", 0, 1)).toEqual({ inside: 0, of: 0, bestInside: false })
})

const flat = (blocks: readonly Block[]): readonly Inline[] =>
  blocks.flatMap((block) =>
    block.is === "paragraph"
      ? inner(block.of)
      : block.is === "list"
        ? block.items.flatMap(inner)
        : [{ is: "code" as const, text: block.text }],
  )
const inner = (pieces: readonly Inline[]): readonly Inline[] => pieces.flatMap((piece) => (piece.is === "bold" ? inner(piece.of) : [piece]))
