import { appendFileSync, mkdtempSync, readFileSync, statSync, truncateSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { tokenBook, type WantedToken } from "../../src/access/token-book.ts"

const folder = () => mkdtempSync(join(tmpdir(), "tokens-"))
const ci: WantedToken = { kind: "token", label: "ci", role: "runner", studies: ["lab-*"], by: "ada@lab" }

describe("the book of tokens", () => {
  it("keeps all but the secret, in a file for its user alone", () => {
    const at = folder()
    const { token, text } = tokenBook(at, () => 5).create({ ...ci, ttl: 100 })
    expect(text).toMatch(/^dpt_[0-9a-f]{12}_[\w-]{43}$/)
    expect(token).toMatchObject({ label: "ci", role: "runner", studies: ["lab-*"], created: 5, expires: 105, by: "ada@lab" })
    const file = join(at, "tokens.jsonl")
    expect(readFileSync(file, "utf8")).not.toContain(text.slice(17))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(tokenBook(at, () => 5).check(text)).toEqual({ good: token })
  })

  it("tells only who has the secret that it has expired or was revoked", () => {
    let now = 0
    const book = tokenBook(folder(), () => now)
    const { token, text } = book.create({ ...ci, ttl: 100 })
    const wrong = text.slice(0, -1) + (text.endsWith("A") ? "B" : "A")
    now = 99
    expect(book.check(text)).toEqual({ good: token })
    now = 100
    expect([book.check(text), book.check(wrong)]).toEqual([{ bad: "expired", at: 100 }, { bad: "unknown" }])
    expect(book.revoke(token.id, "eva@lab")).toBe(true)
    expect([book.check(text), book.check(wrong)]).toEqual([{ bad: "revoked" }, { bad: "unknown" }])
    expect(book.revoke("000000000000", "eva@lab")).toBe(false)
    expect(book.list()[0]?.revoked).toEqual({ at: 100, by: "eva@lab" })
  })

  it("counts a revocation by another process at once, and sessions end with the token that opened them", () => {
    const at = folder()
    const [ours, theirs] = [tokenBook(at, () => 1), tokenBook(at, () => 2)]
    const { token, text } = ours.create(ci)
    const session = ours.create({ ...ci, kind: "session", from: token.id })
    expect([theirs.check(text), theirs.check(session.text)]).toEqual([{ good: token }, { good: session.token }])
    theirs.revoke(token.id, "eva@lab")
    expect([ours.check(text), ours.check(session.text)]).toEqual([{ bad: "revoked" }, { bad: "revoked" }])
  })

  it("lets a key be used once, whoever of two servers is asked", () => {
    const at = folder()
    const books = [tokenBook(at, () => 1), tokenBook(at, () => 1)] as const
    const { token, text } = books[0].create({ ...ci, kind: "key" })
    expect(text).toMatch(/^dpk_/)
    expect([books[1].use(token), books[0].use(token)]).toEqual([true, false])
    expect([books[0].check(text), books[1].check(text)]).toEqual([{ bad: "used" }, { bad: "used" }])
  })

  it("survives a torn last line and lines that it does not know", () => {
    const at = folder()
    const file = join(at, "tokens.jsonl")
    const book = tokenBook(at, () => 1)
    const first = book.create(ci)
    const second = book.create(ci)
    truncateSync(file, statSync(file).size - 20)
    const third = book.create(ci)
    appendFileSync(file, '[]\nnull\n{"kind":"later"}\n{"kind":"created","token":{"id":"x"},"hash":"short"}\n')
    expect([first, second, third].map(({ text }) => "good" in book.check(text))).toEqual([true, false, true])
  })

  it.each(["", "dpt_", "dpt_000000000000_", `dpt_${"0".repeat(12)}_${"A".repeat(43)}`, "'; drop table tokens", "dpt_\0", "x".repeat(1e6)])(
    "knows nothing of %j",
    (text) => {
      const book = tokenBook(folder(), () => 1)
      book.create(ci)
      expect(book.check(text.slice(0, 1e6))).toEqual({ bad: "unknown" })
    },
  )
})
