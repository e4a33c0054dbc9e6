import { groupings, pairingWords, studiesNamed, type Board } from "@diapason/views"
import { showNumber } from "@diapason/figures"
import { useMemo, useState } from "react"
import { Command } from "../actions/copied.tsx"
import { lineOf } from "../actions/command-line.ts"
import { Choice } from "../panels/choice.tsx"
import { PlainPanel } from "../panels/plain-panel.tsx"
import { useStudies } from "../live/use-studies.ts"
import { useAddress } from "../selection/address.ts"
import type { By, Compared } from "./compared.ts"
import { costText } from "./cost-text.ts"
import { GroupCurves } from "./group-curves.tsx"
import { GroupTable } from "./group-table.tsx"
import { grouped, sortedIn, type Sorted } from "./grouped.ts"

interface GroupsProps {
  readonly all: Compared
  readonly boards: readonly Board[]
  readonly by: By
}

/** Several studies for one thing, held against several for another: `?groups=sampler` or `?groups=tpe-*,random-*`. */
export function Groups({ all, boards, by }: GroupsProps) {
  const [address] = useAddress()
  const [target, setTarget] = useState("")
  const sorted = useMemo(() => sortedIn(address["groups"]), [address["groups"]])
  const wanted = target.trim() === "" || !Number.isFinite(Number(target)) ? undefined : Number(target)
  const told = useMemo(() => sorted && grouped(all, boards, sorted, { by, target: wanted }), [all, boards, sorted, by, wanted])
  return (
    <PlainPanel
      id="groups"
      asks="Is one way better than another, over several studies?"
      help="Studies that stand for one thing, such as a sampler, are a group. Groups are compared at a quarter, a half and all of what every study has spent, and pair by pair: by what the * of a pattern stood for, else by seed, else by order. The test is Wilcoxon's signed-rank test; few pairs cannot show much, however clear they look."
    >
      <Sorting sorted={sorted} />
      {told === undefined ? (
        <p className="lack">Sort the compared studies into groups: by a setting, or by patterns of their names.</p>
      ) : "refused" in told ? (
        <p className="verdict bad" role="alert">
          <code>{told.refused.code}</code> {told.refused.words.what} {told.refused.words.mend}
        </p>
      ) : (
        <>
          <p>
            <label>
              Target <input className="short" inputMode="decimal" value={target} onChange={({ target: { value } }) => setTarget(value)} />
            </label>
          </p>
          <GroupTable told={told} all={all} by={by} target={wanted} />
          {told.pairings.map((pairing) => (
            <div key={`${pairing.first} ${pairing.second}`}>
              {pairingWords(pairing, showNumber, (spent) => costText(by, spent)).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          ))}
          <GroupCurves told={told} by={by} />
        </>
      )}
      {sorted !== undefined && told !== undefined && !("refused" in told) && <Command line={lineOf(wordsOf(sorted, boards, by, wanted))} />}
    </PlainPanel>
  )
}

function wordsOf(sorted: Sorted, boards: readonly Board[], by: By, target: number | undefined): readonly string[] {
  const named = "by" in sorted ? [...boards.map(({ ledger }) => ledger.definition.name), "--by", sorted.by] : sorted.patterns
  return ["compare", ...named, ...(by === "time" ? ["--at", "time"] : []), ...(target === undefined ? [] : ["--target", String(target)])]
}

function Sorting({ sorted }: { readonly sorted: Sorted | undefined }) {
  const [, change] = useAddress()
  const { data } = useStudies()
  const sort = (text: string): void => change({ groups: text === "none" ? undefined : text }, true)
  /** Patterns also say which studies are compared, as they do in a terminal. */
  const name = (text: string): void => {
    const known = data?.map(({ study }) => study) ?? []
    const next = sortedIn(text)
    const meant = next === undefined || "by" in next ? [] : known.filter((study) => next.patterns.some((word) => isMeant(word, study)))
    change({ groups: text, ...(meant.length > 1 && { studies: meant.map(encodeURIComponent).join(",") }) }, true)
  }
  const patterns = sorted !== undefined && "patterns" in sorted ? sorted.patterns.join(", ") : ""
  return (
    <form
      style={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: "4px 12px" }}
      onSubmit={(event) => {
        event.preventDefault()
        name((event.currentTarget.elements.namedItem("patterns") as HTMLInputElement).value)
      }}
    >
      <span>
        By a setting{" "}
        <Choice
          label="Groups by a setting"
          options={["none", ...groupings]}
          chosen={sorted === undefined ? "none" : "by" in sorted ? sorted.by : ("" as never)}
          choose={sort}
        />
      </span>
      <label>
        or by names <input key={patterns} name="patterns" defaultValue={patterns} placeholder="tpe-*, random-*" size={26} />
      </label>
      <button type="submit">Group</button>
    </form>
  )
}

/** Whether a pattern stands for a study, perhaps among others. */
function isMeant(word: string, study: string): boolean {
  try {
    return studiesNamed([word], [study]).length > 0
  } catch {
    return false
  }
}
