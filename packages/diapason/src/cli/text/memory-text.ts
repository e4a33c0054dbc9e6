import type { Account, Ledger, Recalled } from "@diapason/core"
import { taughtWords } from "@diapason/views"

/** Which studies taught this one; undefined where none did. */
export function memoryText({ teaching }: Ledger): string | undefined {
  if (teaching === undefined || teaching.lessons.length === 0) return undefined
  const strength = teaching.strength === "auto" ? "" : `   strength ${teaching.strength}`
  return `taught by ${taughtWords(teaching)}${strength}`
}

/** What a person should hear of studies that were looked at: another meaning, names that look alike. A few, the rest counted. */
export function memoryNotes({ accounts, notes }: Pick<Recalled, "accounts" | "notes">): readonly string[] {
  const said = [...notes, ...accounts.flatMap(noteOf)]
  return said.length <= most ? said : [...said.slice(0, most), `${said.length - most} more of this kind; --dry-run shows them all`]
}

const most = 3

function noteOf({ study, refused, near }: Account): readonly string[] {
  return [
    ...refused.map((one) => `${study} has another ${one}; it does not teach that`),
    ...near.map(({ there, today }) => `${there} of ${study} may be ${today} here: transfer: { map: { ${there}: ${today} } } takes it`),
  ]
}

/** What was made of one study, in lines: whether it teaches, what matched, and what did not. */
export function accountLines(account: Account): readonly string[] {
  const { study, teaches, why, trials, of, matched, filled, unused, refused, near } = account
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`      ${title.padEnd(9)} ${items.join(", ")}`]
  return [
    `    ${study}   ${teaches ? `teaches ${trials} of ${of} trials` : "does not teach"}: ${why}`,
    ...list("matched", matched),
    ...list(
      "filled",
      Object.entries(filled).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ),
    ...list("unused", unused),
    ...list("refused", refused),
    ...list(
      "near",
      near.map(({ there, today }) => `${there} may be ${today} here`),
    ),
  ]
}
